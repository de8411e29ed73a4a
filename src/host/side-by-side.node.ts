import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** What a command said, in the order in which it said it, and how it ended. */
type Ended = { command: string; code: number; said: string; seconds: number };

/**
 * Runs commands of the shell as many at a time as there are cores, in the order given, and hands on each as it ends: what they say is never
 * mixed. One that fails stops no other, so that all that is wrong is reported at once. Gives the names of those that failed.
 */
export async function runSideBySide(
  commands: readonly string[],
  tell: (ended: Ended) => void,
  atOnce: number = availableParallelism(),
): Promise<string[]> {
  const waiting = [...commands];
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      const ended = await run(command);
      if (ended.code !== 0) failed.push(command);
      tell(ended);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;
}

/** A shell, because `npm` and `npx` are no programs but scripts on Windows. What is killed by a signal has failed. */
function run(command: string): Promise<Ended> {
  const start = performance.now();
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => pieces.push(piece));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const said = Buffer.concat(pieces).toString();
      resolve({ command, code: code ?? 1, said, seconds: (performance.now() - start) / 1000 });
    });
  });
}
