import type { Texts } from '../../packages/base/src/language.ts';
import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';
import type { Messages } from '../messages/compiled/model-sources.types.ts';
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

/** What is wrong where a YAML or JSON source cannot be read, and what to do: in our own words, since the parser has English ones only. */
export const unreadTexts = ({ code, message }: Unread): Texts => {
  const [, key = 'unread.other'] =
    KINDS.find(([words]) => (typeof words === 'string' ? words === code : words.test(message))) ?? [];
  return textsOf(MODEL_SOURCES, (say) => say[key]());
};

/** Our sentences by the codes and the words of the parser: the first that fits. */
const KINDS: readonly (readonly [words: string | RegExp, key: Extract<keyof Messages, `unread.${string}`>])[] = [
  ['TAB_AS_INDENT', 'unread.tab'],
  ['DUPLICATE_KEY', 'unread.key-twice'],
  ['ALIAS', 'unread.alias'],
  ['TOO_DEEP', 'unread.deep'],
  [/^Missing closing/, 'unread.quote'],
  [/at node end$/, 'unread.after-quote'],
  [/^(?:Missing ,|Unexpected \S+ token$)/, 'unread.comma'],
  ['BLOCK_IN_FLOW', 'unread.comma'],
  [/must (?:end with|be sufficiently indented)/, 'unread.bracket'],
  ['MULTILINE_IMPLICIT_KEY', 'unread.colon'],
  [/^Implicit map keys need/, 'unread.colon'],
  [/^Nested mappings/, 'unread.colon-in-text'],
  ['BAD_INDENT', 'unread.indent'],
  [/^(?:Sequence item without|A block sequence may not)/, 'unread.indent'],
  ['BAD_SCALAR_START', 'unread.start'],
  ['BAD_DQ_ESCAPE', 'unread.escape'],
];
