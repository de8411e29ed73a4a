/** Why something cannot be decided, in both languages. */
export type Reason = { fr: string; en: string };

/** A question that is not answered, and why. Never a guess. */
export type Unknown = { unknown: Reason };

/** Whether an answer is an Unknown. */
export const isUnknown = (answer: unknown): answer is Unknown =>
  typeof answer === 'object' && answer !== null && 'unknown' in answer;

/** Thrown when a question cannot be decided; `bounded` turns it into an Unknown. Rooms above have reasons of their own. */
export class Undecidable extends Error {
  readonly key: string;
  readonly texts: Reason;

  constructor(key: string, texts: Reason) {
    super(key);
    this.key = key;
    this.texts = texts;
  }
}

/** A reason that a question about strings alone can have. */
export type StringReason =
  | 'out-of-steps'
  | 'pattern-too-long'
  | 'pattern-not-compiled'
  | 'pattern-back-reference'
  | 'pattern-modifiers'
  | 'pattern-not-read'
  | 'pattern-lookaround'
  | 'too-long';

/** Why a question about strings has no answer; `about` is the pattern or number that the reason speaks of. */
export const STRING_REASONS: Readonly<Record<StringReason, (about: string) => Reason>> = {
  'out-of-steps': (steps) => ({
    fr: `la question n'est pas tranchée en ${steps} pas ; augmentez le budget pour chercher plus loin`,
    en: `not decided within ${steps} steps; raise the budget to search further`,
  }),
  'pattern-too-long': () => ({
    fr: 'un motif est trop long ou a trop de parenthèses imbriquées',
    en: 'a pattern is too long or too deeply nested',
  }),
  'pattern-not-compiled': (pattern) => ({
    fr: `le motif ${pattern} n'est pas une expression régulière`,
    en: `the pattern ${pattern} does not compile`,
  }),
  'pattern-back-reference': (pattern) => ({
    fr: `le motif ${pattern} renvoie à un de ses groupes, ce qui ne se décide pas`,
    en: `the pattern ${pattern} contains a back-reference, which cannot be decided`,
  }),
  'pattern-modifiers': (pattern) => ({
    fr: `le motif ${pattern} change ses drapeaux en cours de route, ce qui n'est pas lu`,
    en: `the pattern ${pattern} contains modifiers of flags, which are not read`,
  }),
  'pattern-not-read': () => ({
    fr: "un motif contient une construction qui n'est pas lue",
    en: 'a pattern contains something that is not read',
  }),
  'pattern-lookaround': () => ({
    fr: "un motif regarde plus d'un caractère en avant ou en arrière, ce qui n'est pas lu",
    en: 'a pattern contains a lookahead or lookbehind of more than one character, which is not read',
  }),
  'too-long': (length) => ({
    fr: `la plus courte chaîne possible a ${length} caractères`,
    en: `the shortest string has ${length} characters`,
  }),
};

/** What is thrown where a question about strings cannot be decided. */
export function undecidable(key: StringReason, about = ''): Undecidable {
  return new Undecidable(key, STRING_REASONS[key](about));
}

/** The steps that one question may take unless reported otherwise: a second or two, and far less than 1 GB. */
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
    if (!(this.#left >= 0)) throw undecidable('out-of-steps', String(this.#steps));
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
    if (error instanceof Undecidable && !(steps instanceof Budget && error.key === 'out-of-steps'))
      return { unknown: error.texts };
    throw error;
  }
}
