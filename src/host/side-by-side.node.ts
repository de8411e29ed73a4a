import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** `output` has standard output and standard error in the order in which they came. */
type Ended = { command: string; code: number; output: string; seconds: number };

/**
 * Runs shell commands in parallel, as many at a time as there are cores, and calls `onEnd` for each as it ends: their outputs are never mixed.
 * A failure does not stop the others, so that all failures are reported. Returns the commands that failed.
 */
export async function runSideBySide(
  commands: readonly string[],
  onEnd: (ended: Ended) => void,
  atOnce: number = availableParallelism(),
): Promise<string[]> {
  const waiting = [...commands];
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      const ended = await run(command);
      if (ended.code !== 0) failed.push(command);
      onEnd(ended);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;
}

/** In a shell, because `npm` and `npx` are scripts on Windows. A command killed by a signal counts as failed. */
function run(command: string): Promise<Ended> {
  const start = performance.now();
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
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
