import type { Texts } from '../../packages/base/src/language.ts';
import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import type { SourceText } from './source-text.ts';

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

/** The SourceError of a YAML source that cannot be read at all: where, and what to look at. */
export function refuseUnread(file: string, { errors }: SourceText): void {
  const [error] = errors;
  if (!error) return;
  throw new SourceError(
    file,
    textsOf(MODEL_SOURCES, (say) => say.unreadable({ line: error.line, column: error.column, message: error.message })),
  );
}
