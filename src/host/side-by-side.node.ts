import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The result of a command. `output`: stdout and stderr in the order in which they were written. */
export type Ended = { command: string; code: number; output: string; seconds: number };

type Env = NodeJS.ProcessEnv;

/**
 * Runs shell commands in the given order, as many at a time as there are cores, and calls `onEnd` as each ends, so that their
 * output is never mixed. A failing command does not stop the others. Returns the commands that failed. `envOf`: the environment of a command.
 */
export async function runSideBySide(
  commands: readonly string[],
  onEnd: (ended: Ended) => void,
  { atOnce = availableParallelism(), envOf = () => process.env }: { atOnce?: number; envOf?: (command: string) => Env } = {},
): Promise<string[]> {
  const waiting = [...commands];
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      const ended = await run(command, envOf(command));
      if (ended.code !== 0) failed.push(command);
      onEnd(ended);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;
}

/** A shell is needed because `npm` and `npx` are scripts on Windows. A command killed by a signal has failed. */
function run(command: string, env: Env): Promise<Ended> {
  const start = performance.now();
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'], env });
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const output = Buffer.concat(pieces).toString();
      resolve({ command, code: code ?? 1, output, seconds: (performance.now() - start) / 1000 });
    });
  });
}
