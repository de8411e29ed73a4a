import type { Texts } from './types.ts';

/** A source of the référentiel that does not fit with the others; names the file and says what to do. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly file: string;
  readonly texts: Texts;

  constructor(file: string, texts: Texts) {
    super(`${file}: ${texts.en}`);
    this.file = file;
    this.texts = texts;
  }
}
