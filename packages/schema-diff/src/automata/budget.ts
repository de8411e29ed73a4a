import { cannotTell } from './reasons.ts';
import { CannotTell, type Unknown } from './unknown.ts';

/** The steps that one question may take unless told otherwise: a second or two, and far less than 1 GB. */
export const STEPS = 15_000_000;

/** What is left of the steps of one question. A step is a cell of a table that is written, an edge that is followed, a keyword that is read. */
export class Budget {
  #left: number;
  readonly #steps: number;

  constructor(steps: number) {
    this.#steps = steps;
    this.#left = steps;
  }

  /** Takes steps; throws CannotTell when there are not as many left. */
  spend(steps: number): void {
    this.#left -= steps;
    if (!(this.#left >= 0)) throw cannotTell('out-of-steps', String(this.#steps));
  }
}

/**
 * What `run` answers within the steps given, else an Unknown with the reason. With a budget that others share, running out of it is thrown
 * on: it ends the whole question, not this part of it.
 */
export function bounded<T>(steps: number | Budget, run: (budget: Budget) => T): T | Unknown {
  try {
    return run(typeof steps === 'number' ? new Budget(steps) : steps);
  } catch (error) {
    if (error instanceof CannotTell && !(steps instanceof Budget && error.key === 'out-of-steps'))
      return { unknown: error.texts };
    throw error;
  }
}
