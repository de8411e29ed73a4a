import { checkGiven } from './check-file.ts';
import type { Port, ToPage, ToWorker } from './types.ts';

/** Batches that may be under way: one that the page works on, one that waits for it. */
const UNDER_WAY = 2;

/** Runs the checks that a page asks for. `base` is where the assets are unless the page says otherwise. */
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
      const job: Job = { abort: new AbortController(), credit: new Credit(UNDER_WAY) };
      jobs.set(id, job);
      void run(data, job, base, post).finally(() => jobs.delete(id));
    }
  });
}

type Job = { abort: AbortController; credit: Credit };

async function run(
  { id, file, assets = '', choices }: Extract<ToWorker, { type: 'check' }>,
  { abort: { signal }, credit }: Job,
  base: string,
  post: (message: ToPage) => void,
): Promise<void> {
  try {
    const outcome = await checkGiven(file, {
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
    // Who aborts a check does not wait for its end.
    if (signal.aborted) return;
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    post({ type: 'bug', id, name, message, stack });
  }
}

/** So many may be taken before more are given back. */
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
