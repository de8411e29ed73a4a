import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { Problem } from './problem.node.ts';

/** What may be done so often at once, and no more: others are refused, not kept waiting. */
export class Turns {
  readonly #most: number;
  #taken = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a turn, which the caller gives back by calling what this returns. Throws a Problem where there is none. */
  take(): () => void {
    if (this.#taken >= this.#most)
      throw new Problem(
        503,
        'under-pressure',
        textsOf(FEDERATION_API, (say) => say['under-pressure']()),
      );
    this.#taken++;
    let isTaken = true;
    return () => {
      if (isTaken) this.#taken--;
      isTaken = false;
    };
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
