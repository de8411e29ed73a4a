/** `npm run checks`: all that `npm test` looks at before it runs the tests, side by side. The build is one of these checks. */
import { runSideBySide } from '../src/node/side-by-side.ts';

/** Scripts of package.json, the longest first. */
const CHECKS = ['prepare', 'lint:code', 'typecheck', 'unused', 'lint:format'];

const commands = CHECKS.map((name) => `npm run --silent ${name}`);

/** `--dry-run`: what would be run. */
const isDry = process.argv.includes('--dry-run');
if (isDry) console.log(commands.join('\n'));

const failed = await runSideBySide(isDry ? [] : commands, ({ command, code, said, seconds }) => {
  console.log(`${code === 0 ? '✔' : '✖'} ${command} (${seconds.toFixed(1)} s)`);
  if (said !== '') console.log(said.trimEnd());
});
if (failed.length > 0) console.error(`\nFailed:\n${failed.map((command) => `  ${command}`).join('\n')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
