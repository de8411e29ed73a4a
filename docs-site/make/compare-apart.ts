/** Comparisons in processes of their own, two at a time: each takes seconds of work that would wait for the others. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A pair to compare, and the file that keeps the report. */
export type Errand = { from: string; to: string; file: string };

const PROCESSES = 2;
const PROGRAM = fileURLToPath(new URL('./compare-process.ts', import.meta.url));

/** Compares each pair. The longest ones are taken first: those far apart. Throws where a process fails. */
export async function compareApart(errands: readonly Errand[]): Promise<void> {
  const waiting = errands.toReversed();
  const count = Math.min(PROCESSES, waiting.length);
  await Promise.all(Array.from({ length: count }, () => work(waiting)));
}

/** One process that takes errands until none is left. */
function work(waiting: Errand[]): Promise<void> {
  const child = fork(PROGRAM, { execArgv: ['--import', 'tsx'] });
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const errand = waiting.shift();
      if (errand) child.send(errand);
      else child.disconnect();
    };
    child.on('message', next);
    child.on('error', reject);
    child.on('exit', (code) => {
      settle(code, child, resolve, reject);
    });
    next();
  });
}

function settle(code: number | null, { pid }: ChildProcess, resolve: () => void, reject: (error: Error) => void): void {
  if (code === 0) resolve();
  else reject(new Error(`comparison of versions: process ${String(pid)} ended with ${String(code)}`));
}
