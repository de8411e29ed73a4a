import { EXIT, type ExitCode } from '../host/exit.ts';
import { type Ended, runSideBySide } from '../host/side-by-side.node.ts';

/** Scripts of package.json, slowest first. */
export const SCRIPTS = ['lint:code', 'prepare', 'unused', 'lint:format'];

/** The linter is written in Go, and collects its garbage only where it needs more than this: it takes a sixth less CPU, and 2.6 GiB. */
const OF_LINTER = { GOGC: 'off', GOMEMLIMIT: '3GiB' };
const envOf = (command: string): NodeJS.ProcessEnv =>
  command.endsWith('lint:code') ? { ...process.env, ...OF_LINTER } : process.env;

type ChecksCall = { names?: readonly string[]; dryRun?: boolean };

/**
 * `npm run checks`: runs in parallel the checks that precede the tests of `npm test`, the build among them, or only those named.
 * `dryRun`: only prints the commands.
 */
export async function runChecks({ names = [], dryRun = false }: ChecksCall): Promise<ExitCode> {
  const unknown = names.filter((name) => !SCRIPTS.includes(name));
  if (unknown.length > 0) {
    console.error(`${unknown.join(', ')}: no such check. There are ${SCRIPTS.join(', ')}.`);
    return EXIT.unreadable;
  }
  const chosen = SCRIPTS.filter((name) => names.length === 0 || names.includes(name));
  const commands = chosen.map((name) => `npm run --silent ${name}`);
  console.log(dryRun ? commands.join('\n') : `Checks: ${chosen.join(', ')}`);
  // So are esbuild and tsc, which the tests start as well, and which stay longer: they collect theirs less often.
  process.env['GOGC'] ??= '300';
  const onEnd = ({ command, code, output, seconds }: Ended): void => {
    console.log(`${code === 0 ? '✔' : '✖'} ${command} (${seconds.toFixed(1)} s)`);
    if (output !== '') console.log(output.trimEnd());
  };
  const failed = await runSideBySide(dryRun ? [] : commands, onEnd, { envOf });
  if (failed.length > 0) console.error(`\nFailed:\n${failed.map((command) => `  ${command}`).join('\n')}`);
  if (failed.some((command) => command.endsWith('lint:format')))
    console.error('npm run format gives files the form that is expected.');
  return failed.length > 0 ? EXIT.findings : EXIT.conforming;
}
