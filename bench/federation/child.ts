/** Processes that take a line of JSON on their standard input and answer each with one on their standard output. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ROOT } from '../runner/measure.ts';

export type Child = {
  /** Sends a request and waits for its answer: one at a time. Throws an Error where the process ends instead; it has said why on the standard error. */
  ask<A>(request: object): Promise<A>;
  /** Ends the process, whatever it is doing. */
  end(): Promise<void>;
};

/** Starts a TypeScript file of this folder in a process of its own. It ends with the one that started it. */
export function startChild(script: string): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', `bench/federation/${script}`], {
    ...{ cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] },
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  // Whoever asks next says so.
  ended.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async <A>(request: object) => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`${script}: exit ${await ended}, ${JSON.stringify(request).slice(0, 200)}`);
      return JSON.parse(line.value) as A;
    },
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** Answers the requests of whoever started this process, and ends with it. */
export function answerLines<R>(answer: (request: R) => Promise<object>): void {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => {
    answer(JSON.parse(line) as R).then(
      (given) => process.stdout.write(`${JSON.stringify(given)}\n`),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  lines.on('close', () => process.exit());
}
