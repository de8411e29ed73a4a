import { problem } from './problem.node.ts';

/** What may be done so often at once, and no more. Some of the others wait for their turn; whoever is more than these is refused. */
export class Turns {
  readonly #most: number;
  readonly #waiting: number;
  readonly #patience: number;
  readonly #queue: (() => void)[] = [];
  #taken = 0;

  /** `waiting`: how many may wait; `patience`: milliseconds that each may. */
  constructor(most: number, { waiting = 0, patience = 0 }: { waiting?: number; patience?: number } = {}) {
    this.#most = most;
    this.#waiting = waiting;
    this.#patience = patience;
  }

  /** Takes a turn now, which the caller gives back by calling, once, what this returns. Throws a Problem where there is none. */
  take(): () => void {
    if (this.#taken >= this.#most) throw problem(503, 'under-pressure');
    this.#taken++;
    return () => this.#end();
  }

  /** Does work while it has a turn, which it may wait for until the signal. Throws a Problem where there is none in time. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#taken < this.#most) this.#taken++;
    else await this.#wait(signal);
    try {
      return await work();
    } finally {
      this.#end();
    }
  }

  /** The turn of one that ends is that of the first who waits. */
  #end(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#taken--;
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    if (this.#queue.length >= this.#waiting) throw problem(503, 'under-pressure');
    await new Promise<void>((resolve, reject) => {
      const leave = (error: Error): void => {
        this.#queue.splice(this.#queue.indexOf(begin), 1);
        settle();
        reject(error);
      };
      const late = setTimeout(() => leave(problem(503, 'under-pressure')), this.#patience);
      const gone = (): void => leave(Object.assign(new Error('nobody waits any longer'), { code: 'ABORT_ERR' }));
      const settle = (): void => {
        clearTimeout(late);
        signal?.removeEventListener('abort', gone);
      };
      const begin = (): void => {
        settle();
        resolve();
      };
      this.#queue.push(begin);
      if (signal?.aborted === true) gone();
      else signal?.addEventListener('abort', gone, { once: true });
    });
  }
}
