import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { tokens } from '../../packages/base/src/pointer.ts';
import type { Place } from './place.ts';

/** Why a source cannot be read, and where. `code`: that of the YAML parser, or one of ours. */
export type Unread = Place & { message: string; code: string };

/** A parsed YAML or JSON source (JSON is YAML), with the line and column of each JSON Pointer. `value` is undefined where there are errors. */
export type SourceText = {
  value: unknown;
  errors: Unread[];
  place(pointer: string): Place | undefined;
  /** A scalar as it is written in the source: `2.0` for the number 2. Undefined where there is none. */
  written(pointer: string): string | undefined;
};

/** Size of the cache, in characters of source: all versions of the référentiel take less than half of it. */
const CACHE_SIZE = 4 << 20;
/** Longer texts are not cached: no source of the référentiel is as long. */
const LONGEST = 1 << 20;
const cache = new Map<string, SourceText>();
let cached = 0;

/**
 * Reads a source file of the référentiel. Aliases are errors: no file of ours needs them, and they let a small text grow without bound. Results
 * are cached, since versions share files, and their values are frozen.
 */
export function readSource(text: string): SourceText {
  if (text.length > LONGEST) return parsed(text);
  let source = cache.get(text);
  if (!source) {
    source = parsed(text);
    deepFreeze(source.value);
    if ((cached += text.length) > CACHE_SIZE) {
      cache.clear();
      cached = text.length;
    }
    cache.set(text, source);
  }
  return source;
}

/** Freezes a JSON or YAML value and everything in it, except binary data (`!!binary`), which cannot be frozen. */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  Object.values(value).forEach(deepFreeze);
  Object.freeze(value);
}

/** Nesting levels, twenty times those of our deepest file. The YAML parser is recursive, and thousands of levels would overflow the stack. */
const DEEPEST = 300;

const TOO_DEEP: SourceText = {
  value: undefined,
  errors: [{ line: 1, column: 1, message: `more than ${DEEPEST} levels in each other`, code: 'TOO_DEEP' }],
  place: () => undefined,
  written: () => undefined,
};

/** Counts brackets, dashes on one line and indentation. A lexer, so that those inside strings do not count. */
function isTooDeep(text: string): boolean {
  if (!mayBeTooDeep(text)) return false;
  let [brackets, dashes, before] = [0, 0, '\n'];
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') brackets++;
    else if (token === ']' || token === '}') brackets--;
    else if (token === '-' || token === '?') dashes++;
    else if (LINE_END.test(token)) dashes = 0;
    else if (LINE_END.test(before) && /^ +$/.test(token) && token.length > 2 * DEEPEST) return true;
    if (brackets > DEEPEST || dashes > DEEPEST) return true;
    before = token;
  }
  return false;
}

/** Whether the characters of a text, wherever they stand, are enough for that: of most files they are not, and a lexer takes as long as the parser. */
function mayBeTooDeep(text: string): boolean {
  let [brackets, dashes, spaces] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '\n') [dashes, spaces] = [0, 0];
    else if (char === ' ') spaces++;
    else if (char === '-' || char === '?') dashes++;
    else if (char === '[' || char === '{') brackets++;
    if (brackets > DEEPEST || dashes > DEEPEST || spaces > 2 * DEEPEST) return true;
  }
  return false;
}

const LINE_END = /^\r?\n$/;

function parsed(text: string): SourceText {
  if (isTooDeep(text)) return TOO_DEEP;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const errors: Unread[] = document.errors.map(({ message, code, pos }) => ({ ...place(pos[0]), message, code }));
  visit(document, {
    Alias: (_, { source, range }) => {
      errors.push({ ...place(range?.[0] ?? 0), message: `alias *${source}: write the text out`, code: 'ALIAS' });
    },
  });
  return {
    value: errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 0 }) as unknown),
    errors,
    place: (pointer) => {
      const offset = offsetOf(document, tokens(pointer));
      return offset === undefined ? undefined : place(offset);
    },
    written: (pointer) => {
      const node = nodeAt(document, tokens(pointer));
      return isScalar(node) ? node.source : undefined;
    },
  };
}

/** The offset of the key (in a map) or of the item (in a list) at a path. */
function offsetOf(document: Document, path: string[]): number | undefined {
  const name = path.at(-1);
  if (name === undefined) return 0;
  const parent = nodeAt(document, path.slice(0, -1));
  const node = isMap(parent) ? pairOf(parent, name)?.key : nodeAt(document, path);
  return (node as { range?: [number, number, number] } | undefined)?.range?.[0];
}

/** The node at a path. Keys are compared as they would be in JSON, where `1:` is "1" too. */
function nodeAt(document: Document, path: string[]): unknown {
  return path.reduce<unknown>(
    (node, name) => (isMap(node) ? pairOf(node, name)?.value : isSeq(node) ? node.items[Number(name)] : undefined),
    document.contents,
  );
}

const pairOf = ({ items }: YAMLMap, name: string): Pair<Scalar> | undefined =>
  items.find((item): item is Pair<Scalar> => isPair(item) && isScalar(item.key) && String(item.key.value) === name);
