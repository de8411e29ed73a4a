import type { Texts } from '../../packages/base/src/language.ts';

/** What stops a command, and a person can do something about: shown as its sentence, without a stack. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly texts: Texts;

  constructor(texts: Texts, options?: ErrorOptions) {
    super(texts.en, options);
    this.texts = texts;
  }
}
