import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { networkOf } from './client.ts';
import { Problem, problem } from './problem.node.ts';

/** One that waits for its turn. */
type Waiting = { client: string; begin: () => void; refuse: () => void };

/** Those who have taken turns, or wait: how many turns they have, and when they last took one. */
type Known = { taken: number; waits: number; last: number };

/**
 * What may be done so often at once, and no more, of which each client has a share, and each network of clients as well: none keeps the others out. Some of those who find no turn wait for
 * theirs; whoever is more than these is refused. Who waits is served in turn, client by client, however often each has asked.
 */
export class Turns {
  readonly #most: number;
  readonly #share: number;
  readonly #network: number;
  readonly #waiting: number;
  readonly #patience: number;
  #queue: Waiting[] = [];
  #sum = 0;
  #begun = 0;
  readonly #clients = new Map<string, Known>();
  /** Turns that are taken, by network. */
  readonly #networks = new Map<string, number>();

  /**
   * `share`: turns of one client at once, all of them by default; `network`: those of the clients of one network together; `waiting`: how many may wait; `patience`: milliseconds that each
   * may.
   */
  constructor(
    most: number,
    {
      share = most,
      network = most,
      waiting = 0,
      patience = 0,
    }: { share?: number; network?: number; waiting?: number; patience?: number } = {},
  ) {
    this.#most = most;
    this.#share = share;
    this.#network = network;
    this.#waiting = waiting;
    this.#patience = patience;
  }

  /** Takes a turn now, which the caller gives back by calling, once, what this returns. Throws a Problem where there is none for this client. */
  take(client: string): () => void {
    if (!this.#isFree(client)) throw this.#refusal(client);
    this.#begin(client);
    return () => this.#end(client);
  }

  /** Takes a turn, which may be waited for until the signal. Throws a Problem where there is none in time. */
  async wait(client: string, signal?: AbortSignal): Promise<() => void> {
    if (this.#isFree(client)) this.#begin(client);
    else await this.#queueUp(client, signal);
    return () => this.#end(client);
  }

  /** Does work while it has a turn, which it may wait for until the signal. Throws a Problem where there is none in time. */
  async run<T>(client: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const giveBack = await this.wait(client, signal);
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  #isFree(client: string): boolean {
    return this.#sum < this.#most && !this.#hasShare(client);
  }

  #hasShare(client: string): boolean {
    const { taken = 0 } = this.#clients.get(client) ?? {};
    return taken >= this.#share || (this.#networks.get(networkOf(client)) ?? 0) >= this.#network;
  }

  #of(client: string): Known {
    const known = this.#clients.get(client) ?? { taken: 0, waits: 0, last: 0 };
    this.#clients.set(client, known);
    return known;
  }

  #count(client: string, change: Partial<Pick<Known, 'taken' | 'waits'>>): void {
    const known = this.#of(client);
    known.taken += change.taken ?? 0;
    known.waits += change.waits ?? 0;
    if (known.taken === 0 && known.waits === 0) this.#clients.delete(client);
    const network = networkOf(client);
    const left = (this.#networks.get(network) ?? 0) + (change.taken ?? 0);
    if (left > 0) this.#networks.set(network, left);
    else this.#networks.delete(network);
    this.#sum += change.taken ?? 0;
  }

  #begin(client: string): void {
    this.#of(client).last = ++this.#begun;
    this.#count(client, { taken: 1 });
  }

  /** The turn of one that ends is that of who waits and has not his share already: of these, of the client that had no turn for longest. */
  #end(client: string): void {
    this.#count(client, { taken: -1 });
    const [next] = this.#queue
      .filter((waiting) => this.#isFree(waiting.client))
      .toSorted((a, b) => this.#of(a.client).last - this.#of(b.client).last);
    if (!next) return;
    this.#leave(next);
    this.#begin(next.client);
    next.begin();
  }

  /** Why there is no turn: this client, or its network, has its share, or all are taken. */
  #refusal(client: string): Problem {
    if (!this.#hasShare(client)) return problem(503, 'under-pressure');
    const share = this.#share;
    return new Problem(
      429,
      'too-many-at-once',
      textsOf(FEDERATION_API, (say) => say['too-many-at-once']({ share })),
    );
  }

  #leave(waiting: Waiting): void {
    this.#queue = this.#queue.filter((one) => one !== waiting);
    this.#count(waiting.client, { waits: -1 });
  }

  /** Makes room in the queue: the client that waits most often gives up its last place to one that waits less often. Throws a Problem where there is none. */
  #makeRoom(client: string): void {
    if (this.#queue.length < this.#waiting) return;
    const { waits: own = 0 } = this.#clients.get(client) ?? {};
    const [greedy] = this.#queue.toSorted((a, b) => this.#of(b.client).waits - this.#of(a.client).waits);
    if (!greedy || this.#of(greedy.client).waits <= own + 1) throw this.#refusal(client);
    this.#queue.findLast((waiting) => waiting.client === greedy.client)?.refuse();
  }

  async #queueUp(client: string, signal: AbortSignal | undefined): Promise<void> {
    this.#makeRoom(client);
    await new Promise<void>((resolve, reject) => {
      const leave = (error: Error): void => {
        this.#leave(waiting);
        settle();
        reject(error);
      };
      const refuse = (): void => leave(this.#refusal(client));
      const late = setTimeout(refuse, this.#patience);
      const gone = (): void => leave(Object.assign(new Error('nobody waits any longer'), { code: 'ABORT_ERR' }));
      const settle = (): void => {
        clearTimeout(late);
        signal?.removeEventListener('abort', gone);
      };
      const waiting: Waiting = {
        client,
        refuse,
        begin: () => {
          settle();
          resolve();
        },
      };
      this.#queue.push(waiting);
      this.#count(client, { waits: 1 });
      if (signal?.aborted === true) gone();
      else signal?.addEventListener('abort', gone, { once: true });
    });
  }
}
