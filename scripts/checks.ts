/** `npm run checks`: all that `npm test` looks at before it runs the tests, side by side. The build is one of these checks. */
import { runSideBySide } from '../src/host/side-by-side.node.ts';

/** Scripts of package.json, the longest first. */
const CHECKS = ['prepare', 'lint:code', 'typecheck', 'unused', 'lint:format'];

/** Those that are named, or all. */
const named = process.argv.slice(2).filter((name) => !name.startsWith('-'));
const unknown = named.filter((name) => !CHECKS.includes(name));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: no such check. There are ${CHECKS.join(', ')}.`);
  process.exit(2);
}
const commands = CHECKS.filter((name) => named.length === 0 || named.includes(name)).map((name) => `npm run --silent ${name}`);

/** `--dry-run`: what would be run. */
const isDry = process.argv.includes('--dry-run');
if (isDry) console.log(commands.join('\n'));

const failed = await runSideBySide(isDry ? [] : commands, ({ command, code, said, seconds }) => {
  console.log(`${code === 0 ? '✔' : '✖'} ${command} (${seconds.toFixed(1)} s)`);
  if (said !== '') console.log(said.trimEnd());
});
if (failed.length > 0) console.error(`\nFailed:\n${failed.map((command) => `  ${command}`).join('\n')}`);
if (failed.some((command) => command.endsWith('lint:format')))
  console.error('npm run format gives files the form that is expected.');
process.exitCode = failed.length > 0 ? 1 : 0;
