import { isMap, isPair, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { tokens } from './pointer.ts';

export type Place = { line: number; column: number };

/** A YAML or JSON source (JSON is YAML) as a value, with the way back from a JSON Pointer to line and column. */
export type SourceText = {
  value: unknown;
  errors: (Place & { message: string })[];
  place(pointer: string): Place | undefined;
  /** A text, number or word as it is written: `2.0` is the number 2. Undefined where there is none. */
  written(pointer: string): string | undefined;
};

/** Reads a source file of the référentiel. Aliases are not followed: no file of ours needs them, and they let a small text grow without bound. */
export function readSource(text: string): SourceText {
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
