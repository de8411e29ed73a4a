import { problem } from './problem.node.ts';

/** What may be done so often at once, and no more: others are refused, not kept waiting. */
export class Turns {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a turn, which the caller gives back by calling, once, what this returns. Throws a Problem where there is none. */
  take(): () => void {
    if (this.#taken >= this.#most) throw problem(503, 'under-pressure');
    this.#taken++;
    return () => void this.#taken--;
  }

  /** Does work while it has a turn. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const giveBack = this.take();
    try {
      return await work();
    } finally {
      giveBack();
    }
  }
}
