import { spawnSync } from 'node:child_process';
import { ROOT } from '../support/engine.ts';

export type Run = { code: number | null; out: string; err: string };

/** Runs the built program as a user does, in `folder`. */
export function decp(
  args: readonly string[],
  { folder = ROOT, input }: { folder?: string; input?: string | Uint8Array } = {},
): Run {
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
