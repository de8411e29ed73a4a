import { isMap, isPair, isScalar, Lexer, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { tokens } from '../../packages/base/src/pointer.ts';

export type Place = { line: number; column: number };

/** A YAML or JSON source (JSON is YAML) as a value, with the way back from a JSON Pointer to line and column. */
export type SourceText = {
  value: unknown;
  errors: (Place & { message: string })[];
  place(pointer: string): Place | undefined;
  /** A text, number or word as it is written: `2.0` is the number 2. Undefined where there is none. */
  written(pointer: string): string | undefined;
};

/** Texts kept with what was read of them, in characters: those of all versions of the référentiel are less than half of it. */
const KEPT = 4 << 20;
/** Longer ones are not those of a référentiel. */
const LONGEST = 1 << 20;
const known = new Map<string, SourceText>();
let length = 0;

/**
 * Reads a source file of the référentiel. Aliases are not followed: no file of ours needs them, and they let a small text grow without bound. The same text is
 * read once, since every version asks for the files that they share: its value is frozen.
 */
export function readSource(text: string): SourceText {
  if (text.length > LONGEST) return parsed(text);
  let source = known.get(text);
  if (!source) {
    source = parsed(text);
    // As deep as the file is, which the reader of YAML bounds.
    deepFreeze(source.value);
    if ((length += text.length) > KEPT) {
      known.clear();
      length = text.length;
    }
    known.set(text, source);
  }
  return source;
}

/** Lets nothing in a value of JSON or YAML change any more. A text of bytes (`!!binary`), which no schema of ours has, cannot be frozen. */
export function deepFreeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  Object.values(value).forEach(deepFreeze);
  Object.freeze(value);
}

/** Levels in each other: twenty times as many as our deepest file has. The reader of YAML calls itself, and many thousands end the process. */
const DEEPEST = 300;

const TOO_DEEP: SourceText = {
  value: undefined,
  errors: [{ line: 1, column: 1, message: `more than ${DEEPEST} levels in each other` }],
  place: () => undefined,
  written: () => undefined,
};

/** Brackets, dashes of one line, and what begins far to the right: a lexer tells these from what stands in texts. */
function isTooDeep(text: string): boolean {
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

const LINE_END = /^\r?\n$/;

function parsed(text: string): SourceText {
  if (isTooDeep(text)) return TOO_DEEP;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const errors = document.errors.map(({ message, pos }) => ({ ...place(pos[0]), message }));
  visit(document, {
    Alias: (_, { source, range }) => {
      errors.push({ ...place(range?.[0] ?? 0), message: `alias *${source}: write the text out` });
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
      const node = document.getIn(tokens(pointer), true);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

/** Where the key (in a map) or the item (in a list) that the path names begins. */
function offsetOf(document: Document, path: string[]): number | undefined {
  const name = path.at(-1);
  const parent = path.length < 2 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (name === undefined) return 0;
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === name);
    return pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true) as { range?: [number, number, number] } | undefined;
  return node?.range?.[0];
}
