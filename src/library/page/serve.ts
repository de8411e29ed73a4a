import { checkGiven, type CheckOptions } from './check-file.ts';
import type { Jobs, Port, ToPage, ToWorker } from './types.ts';
import type { Given } from './unpacked.ts';

/** Batches sent and not yet acknowledged: one that the page handles, one that waits. */
const IN_FLIGHT = 2;

/** Runs the checks that a page asks for. `base` is the URL of the assets unless the page gives another. */
export function serve(port: Port, base: string): void {
  const jobs = new Map<number, Job>();
  const post = (message: ToPage): void => port.postMessage(message, []);
  port.addEventListener('message', ({ data }: { data: ToWorker }) => {
    if (data.type === 'ping') {
      post({ type: 'pong' });
      return;
    }
    const { id } = data;
    if (data.type === 'taken') jobs.get(id)?.credit.give();
    else if (data.type === 'abort') jobs.get(id)?.abort.abort();
    else {
      const job: Job = { abort: new AbortController(), credit: new Credit(IN_FLIGHT) };
      jobs.set(id, job);
      void run(data, job, base, post).finally(() => jobs.delete(id));
    }
  });
}

/** What few pages ask for is loaded when it is asked for. */
const JOBS: { readonly [J in keyof Jobs]: (file: Given, options: CheckOptions) => Promise<Jobs[J]> } = {
  check: checkGiven,
  fix: async (file, options) => (await import('./fix-file.ts')).fixGiven(file, options),
  convert: async (file, options) => (await import('./convert-file.ts')).convertGiven(file, options),
  migrate: async (file, options) => (await import('./migrate-file.ts')).migrateGiven(file, options),
};

type Job = { abort: AbortController; credit: Credit };

async function run(
  { type, id, file, assets = '', choices }: Extract<ToWorker, { type: keyof Jobs }>,
  { abort: { signal }, credit }: Job,
  base: string,
  post: (message: ToPage) => void,
): Promise<void> {
  try {
    const outcome = await JOBS[type](file, {
      ...choices,
      assets: new URL(assets, base).href,
      signal,
      onProgress: (progress) => post({ type: 'progress', id, progress }),
      onFindings: async (findings) => {
        await credit.take(signal);
        post({ type: 'findings', id, findings });
      },
    });
    post({ type: 'done', id, outcome });
  } catch (error) {
    // The page does not wait for a check that it has aborted.
    if (signal.aborted) return;
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    post({ type: 'bug', id, name, message, stack });
  }
}

/** Flow control: `take` waits while all credits are taken and none has been given back. */
class Credit {
  #left: number;
  #wake: (() => void) | undefined;
  constructor(count: number) {
    this.#left = count;
  }

  give(): void {
    this.#left++;
    this.#wake?.();
  }

  async take(signal: AbortSignal): Promise<void> {
    while (this.#left === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      signal.throwIfAborted();
    }
    this.#left--;
  }
}
