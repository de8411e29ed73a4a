import { spawnSync } from 'node:child_process';
import { runCall } from '../../src/cli/main.node.ts';
import { DECP } from '../../src/cli/verbs.node.ts';
import { ROOT } from '../support/engine.ts';
import { inThisProcess, type Place, type Run } from './in-process.ts';

export { inThisProcess, type Run } from './in-process.ts';

/**
 * Runs the program from its sources, in this process and as if it had it for itself: a tenth of what it costs to start one. Calls wait for one
 * another. What is about the process (signals, pipes, how the built program starts) is for `decpProcess`.
 */
export const decp = (args: readonly string[], place: Place = {}): Promise<Run> => inThisProcess(() => runCall(DECP, args), place);

/** Runs the built program as a user does, in a process of its own. */
export function decpProcess(args: readonly string[], { folder = ROOT, input }: Place = {}): Run {
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${ROOT}dist/bin/decp.js`, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(input !== undefined && { input }),
  });
  return { code: status, out: stdout, err: stderr };
}

/**
 * The same in a shell, where standard output goes somewhere: `| true`, `> /dev/full`. `args`: as the shell reads them. The code is that of the program;
 * `out` is what comes out at the end. `before`: what the shell does first.
 */
export function decpInShell(args: string, to: string, folder: string = ROOT, before = ''): Run {
  const program = `"${process.execPath}" "${ROOT}dist/bin/decp.js"`;
  const script = `( ${before} ${program} ${args}; echo "code $?" >&2 ) ${to}`;
  const { stdout, stderr } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
  const [, err = stderr, code] = /^([^]*)code (\d+)\n$/.exec(stderr) ?? [];
  return { code: code === undefined ? null : Number(code), out: stdout, err };
}
