import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { Problem, problem } from './problem.node.ts';

/** One that waits for its turn. */
type Waiting = { client: string; begin: () => void };

/**
 * What may be done so often at once, and no more, of which each client has a share: none keeps the others out. Some of those who find no turn wait for theirs; whoever is
 * more than these is refused.
 */
export class Turns {
  readonly #most: number;
  readonly #share: number;
  readonly #waiting: number;
  readonly #patience: number;
  readonly #queue: Waiting[] = [];
  /** Turns that are taken, by client. */
  readonly #taken = new Map<string, number>();

  /** `share`: turns of one client at once, all of them by default; `waiting`: how many may wait; `patience`: milliseconds that each may. */
  constructor(
    most: number,
    { share = most, waiting = 0, patience = 0 }: { share?: number; waiting?: number; patience?: number } = {},
  ) {
    this.#most = most;
    this.#share = share;
    this.#waiting = waiting;
    this.#patience = patience;
  }

  /** Takes a turn now, which the caller gives back by calling, once, what this returns. Throws a Problem where there is none for this client. */
  take(client: string): () => void {
    if (!this.#isFree(client)) throw this.#refusal(client);
    this.#begin(client);
    return () => this.#end(client);
  }

  /** Does work while it has a turn, which it may wait for until the signal. Throws a Problem where there is none in time. */
  async run<T>(client: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#isFree(client)) this.#begin(client);
    else await this.#wait(client, signal);
    try {
      return await work();
    } finally {
      this.#end(client);
    }
  }

  #isFree(client: string): boolean {
    return this.#sum() < this.#most && this.#has(client) < this.#share;
  }

  #has(client: string): number {
    return this.#taken.get(client) ?? 0;
  }

  #sum(): number {
    return [...this.#taken.values()].reduce((sum, count) => sum + count, 0);
  }

  #begin(client: string): void {
    this.#taken.set(client, this.#has(client) + 1);
  }

  /** The turn of one that ends is that of the first who waits and has not his share already. */
  #end(client: string): void {
    const left = this.#has(client) - 1;
    if (left > 0) this.#taken.set(client, left);
    else this.#taken.delete(client);
    const at = this.#queue.findIndex((waiting) => this.#isFree(waiting.client));
    const [next] = at < 0 ? [] : this.#queue.splice(at, 1);
    if (!next) return;
    this.#begin(next.client);
    next.begin();
  }

  /** Why there is no turn: this client has its share, or all are taken. */
  #refusal(client: string): Problem {
    if (this.#has(client) < this.#share) return problem(503, 'under-pressure');
    const share = this.#share;
    return new Problem(
      429,
      'too-many-at-once',
      textsOf(FEDERATION_API, (say) => say['too-many-at-once']({ share })),
    );
  }

  async #wait(client: string, signal: AbortSignal | undefined): Promise<void> {
    if (this.#queue.length >= this.#waiting) throw this.#refusal(client);
    await new Promise<void>((resolve, reject) => {
      const leave = (error: Error): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        settle();
        reject(error);
      };
      const late = setTimeout(() => leave(this.#refusal(client)), this.#patience);
      const gone = (): void => leave(Object.assign(new Error('nobody waits any longer'), { code: 'ABORT_ERR' }));
      const settle = (): void => {
        clearTimeout(late);
        signal?.removeEventListener('abort', gone);
      };
      const waiting = {
        client,
        begin: () => {
          settle();
          resolve();
        },
      };
      this.#queue.push(waiting);
      if (signal?.aborted === true) gone();
      else signal?.addEventListener('abort', gone, { once: true });
    });
  }
}
