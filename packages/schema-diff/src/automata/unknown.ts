/** Why something cannot be told, in both languages. */
export type Reason = { fr: string; en: string };

/** A question that is not answered, and why. Never a guess. */
export type Unknown = { unknown: Reason };

/** Whether an answer is an Unknown. */
export const isUnknown = (answer: unknown): answer is Unknown =>
  typeof answer === 'object' && answer !== null && 'unknown' in answer;

/** Thrown when a question cannot be decided; `bounded` turns it into an Unknown. Rooms above have reasons of their own. */
export class CannotTell extends Error {
  readonly key: string;
  readonly texts: Reason;

  constructor(key: string, texts: Reason) {
    super(key);
    this.key = key;
    this.texts = texts;
  }
}
