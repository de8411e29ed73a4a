import type { Texts } from '../../packages/base/src/language.ts';
import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import { locationOf, type Place } from './place.ts';
import type { SourceText, Unread } from './source-text.ts';

/** Where a SourceError is in its file, and what was found to be wrong beside it in the same reading. */
type Found = { place?: Place | undefined; others?: readonly SourceError[] };

/** A source of the référentiel that does not fit with the others; names the file and says what to do. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly file: string;
  readonly texts: Texts;
  readonly place: Place | undefined;
  /** None of them has others itself. */
  readonly others: readonly SourceError[];

  constructor(file: string, texts: Texts, { place, others = [] }: Found = {}) {
    super(`${locationOf(file, place)}: ${texts.en}`);
    this.file = file;
    this.texts = texts;
    this.place = place;
    this.others = others;
  }

  get where(): string {
    return locationOf(this.file, this.place);
  }

  /** This error and those found beside it. */
  get all(): readonly SourceError[] {
    return [this, ...this.others];
  }
}

/**
 * Reads something part by part: a part that throws a SourceError does not keep the others from being read. Throws the first SourceError with all others
 * beside it, so that whoever edits the sources is told of all at once.
 */
export function readInParts<T>(read: (part: (step: () => void) => void) => T): T {
  const found: SourceError[] = [];
  const result = read((step) => {
    try {
      step();
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      found.push(...error.all);
    }
  });
  const [first, ...others] = found;
  if (first) throw new SourceError(first.file, first.texts, { place: first.place, others });
  return result;
}

/** The SourceError of a YAML source that cannot be read at all: where, and what to look at. */
export function refuseUnread(file: string, { errors }: SourceText): void {
  const [error] = errors;
  if (error) throw new SourceError(file, unreadTexts(error), { place: { line: error.line, column: error.column } });
}

/** What is wrong where a YAML or JSON source cannot be read, and what to do. */
export const unreadTexts = ({ code, message }: Unread): Texts =>
  textsOf(MODEL_SOURCES, (say) => {
    if (code === 'TAB_AS_INDENT') return say['unread.tab']();
    if (code === 'DUPLICATE_KEY') return say['unread.key-twice']();
    return say['unread.other']({ message });
  });
