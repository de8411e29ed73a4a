/** A question that is not answered, and why. Never a guess. */
export type Unknown = { unknown: string };

/** The steps that one question may take unless told otherwise: a second or two, and far less than 1 GB. */
export const STEPS = 15_000_000;

/** Thrown inside this folder when a question cannot be decided; `bounded` turns it into an Unknown. */
export class CannotTell extends Error {}

/** What is left of the steps of one question. A step is a cell of a table that is written, or an edge that is followed. */
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
    if (!(this.#left >= 0)) throw new CannotTell(`not decided within ${this.#steps} steps`);
  }
}

/** What `run` answers within the steps given, else an Unknown with the reason. */
export function bounded<T>(steps: number, run: (budget: Budget) => T): T | Unknown {
  try {
    return run(new Budget(steps));
  } catch (error) {
    if (error instanceof CannotTell) return { unknown: error.message };
    throw error;
  }
}

/** Whether an answer is an Unknown. */
export const isUnknown = (answer: unknown): answer is Unknown =>
  typeof answer === 'object' && answer !== null && 'unknown' in answer;
