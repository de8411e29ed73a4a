/** Why something cannot be decided. */
import type { Texts } from '../../../base/src/language.ts';
import { textsOf } from '../../../base/src/texts.ts';
import { REASONS } from '../compiled/reasons.ts';
import type { Messages } from '../compiled/reasons.types.ts';

/** Why, in both languages. */
export type Reason = Texts;

/** A question that is not answered, and why. Never a guess. */
export type Unknown = { unknown: Reason };

/** Whether an answer is an Unknown. */
export const isUnknown = (answer: unknown): answer is Unknown =>
  typeof answer === 'object' && answer !== null && 'unknown' in answer;

/** Thrown when a question cannot be decided; `bounded` turns it into an Unknown. */
export class Undecidable extends Error {
  readonly key: string;
  readonly texts: Reason;

  constructor(key: string, texts: Reason) {
    super(key);
    this.key = key;
    this.texts = texts;
  }
}

/** A reason of the catalogue. */
export type ReasonKey = keyof Messages;

/** A reason in both languages; `about` is the pattern, number, name or address that it speaks of. */
export const reason = (key: ReasonKey, about = ''): Reason => textsOf(REASONS, (say) => say[key]({ about }));

/** Creates the error for a question that cannot be decided. */
export const undecidable = (key: ReasonKey, about = ''): Undecidable => new Undecidable(key, reason(key, about));

/** The steps that one question may take unless reported otherwise: a second or two, and some 250 MB. */
export const STEPS = 15_000_000;

/** Bytes that are kept for as much as a step costs: so much memory is as dear as the time to fill it. */
const BYTES = 16;

/** Thrown when steps run out: it ends the whole question, and not only the part that took the last of them. */
export class Exhausted extends Undecidable {}

/** The remaining steps of one question. A step is a table cell written, an edge followed or a keyword read. */
export class Budget {
  #left: number;
  #spent: Reason | undefined;
  readonly #steps: number;
  readonly #around: Budget | undefined;
  readonly #why: ReasonKey;

  /** `around`: a budget of which this one is a part. `why`: the reason once nothing is left. */
  constructor(steps: number, around?: Budget, why: ReasonKey = 'out-of-steps') {
    this.#steps = steps;
    this.#left = steps;
    this.#around = around;
    this.#why = why;
  }

  /** Why nothing is left; undefined as long as something is. */
  get spent(): Reason | undefined {
    return this.#spent ?? this.#around?.spent;
  }

  /** Takes steps; throws Exhausted, with the reason, when there are not as many left. */
  spend(steps: number, why: ReasonKey = this.#why): void {
    this.#left -= steps;
    if (!(this.#left >= 0)) {
      this.#spent ??= reason(why, String(this.#steps));
      throw new Exhausted(why, this.#spent);
    }
    this.#around?.spend(steps);
  }

  /** Takes steps for memory that is kept as long as the question takes. */
  keep(bytes: number): void {
    this.spend(bytes / BYTES);
  }
}

/**
 * Returns the result of `run` within the given steps, or an Unknown with the reason. Exhausting a shared budget is rethrown,
 * because it ends the whole question and not only this part.
 */
export function bounded<T>(steps: number | Budget, run: (budget: Budget) => T): T | Unknown {
  try {
    return run(typeof steps === 'number' ? new Budget(steps) : steps);
  } catch (error) {
    if (error instanceof Undecidable && !(steps instanceof Budget && error instanceof Exhausted)) return { unknown: error.texts };
    throw error;
  }
}
