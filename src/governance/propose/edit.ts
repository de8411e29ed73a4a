/** Changes of texts as they are written: all that is not changed keeps its layout and its comments. JSON is YAML. */
import { isMap, isPair, isScalar, isSeq, type Pair, parseDocument, stringify, visit, type YAMLMap } from 'yaml';
import { descend, tokens } from '../../../packages/base/src/pointer.ts';

/** Puts `text` in the place of the characters from `start` to `end`. */
export type Edit = { start: number; end: number; text: string };

export const edited = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text);

type Ranged = { range?: readonly [number, number, number] | null };

const spanOf = (node: unknown): readonly [start: number, end: number] => {
  const [start = 0, end = 0] = (node as Ranged | null | undefined)?.range ?? [];
  return [start, end];
};

const pairsOf = (map: YAMLMap): Pair[] => map.items.filter((item) => isPair(item));

const nameOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');

/** The node at a pointer. Throws where there is none: whoever asks has read the value there. */
function nodeAt(text: string, pointer: string): unknown {
  const found = tokens(pointer).reduce<unknown>((node, token) => {
    if (isMap(node)) return pairsOf(node).find((pair) => nameOf(pair) === token)?.value;
    return isSeq(node) ? node.items[Number(token)] : undefined;
  }, parseDocument(text).contents);
  if (found === undefined) throw new Error(`there is nothing at ${pointer}`);
  return found;
}

/** The white space that the line of an offset begins with. */
const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))?.[0] ?? '';

const indented = (lines: string, indent: string): string => lines.replaceAll(/^(?=.)/gm, indent);

/** A JSON text whose object at a pointer has one more property: after the one that is named, or the last. */
export function withProperty(text: string, pointer: string, name: string, value: unknown, after?: string): string {
  const pairs = pairsOf(nodeAt(text, pointer) as YAMLMap);
  const before = pairs.find((pair) => nameOf(pair) === after) ?? pairs.at(-1);
  const [, end] = spanOf(before?.value);
  const indent = indentAt(text, spanOf(before?.key)[0]);
  const written = JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
  return edited(text, [{ start: end, end, text: `,\n${indent}${JSON.stringify(name)}: ${written}` }]);
}

/** A JSON text with another string at a pointer, where it has a scalar. */
export function withScalar(text: string, pointer: string, value: string): string {
  const [start, end] = spanOf(nodeAt(text, pointer));
  return edited(text, [{ start, end, text: JSON.stringify(value) }]);
}

/**
 * A YAML text with other strings at some pointers. `raw` makes the change of `value` in the text as it is written, which keeps its style and its line breaks where
 * the result reads the same; otherwise the string is written in quotes, on one line.
 */
export function withScalars(
  text: string,
  changed: ReadonlyMap<string, { value: string; raw: (source: string) => string }>,
): string {
  return [...changed].reduce((now, [pointer, { value, raw }]) => {
    const [start, end] = spanOf(nodeAt(now, pointer));
    const kept = edited(now, [{ start, end, text: raw(now.slice(start, end)) }]);
    if (scalarAt(kept, pointer) === value) return kept;
    return edited(now, [{ start, end, text: `${JSON.stringify(value)}${/\n$/.test(now.slice(start, end)) ? '\n' : ''}` }]);
  }, text);
}

function scalarAt(text: string, pointer: string): unknown {
  try {
    const node = nodeAt(text, pointer);
    return isScalar(node) ? node.value : undefined;
  } catch {
    return undefined;
  }
}

/** The dialect takes no alias: what is the same object is written twice. */
const PLAIN = { lineWidth: 0, aliasDuplicateObjects: false } as const;

/** A YAML text with one more entry at the end of the map or list at a pointer. `entry`: an object with one key, or an item. */
export function withEntry(text: string, pointer: string, entry: unknown): string {
  const node = nodeAt(text, pointer);
  if (!isMap(node) && !isSeq(node)) throw new Error(`${pointer} is neither a map nor a list`);
  const [first, last] = [node.items[0], node.items.at(-1)];
  const [start, end] = spanOf(node);
  const added = isSeq(node) ? [entry] : entry;
  if (node.flow === true) {
    const inside = stringify(added, { ...PLAIN, collectionStyle: 'flow' })
      .trim()
      .slice(1, -1)
      .trim();
    const [, after] = last === undefined ? [0, start + 1] : spanOf(isPair(last) ? last.value : last);
    return edited(text, [{ start: after, end: after, text: last === undefined ? inside : `, ${inside}` }]);
  }
  const [at] = spanOf(isPair(first) ? first.key : first);
  const column = at - (text.lastIndexOf('\n', at - 1) + 1) - (isSeq(node) ? 2 : 0);
  // A comment behind the last entry belongs to it.
  const line = text.slice(0, end).trimEnd().length;
  const lines = stringify(added, PLAIN).trimEnd();
  return edited(text, [{ start: line, end: line, text: `\n${indented(lines, ' '.repeat(column))}` }]);
}

/** A YAML text without an entry of a map that is written on lines of its own. The map keeps another one. */
export function withoutEntry(text: string, pointer: string): string {
  const names = tokens(pointer);
  const map = nodeAt(text, descend('', names.slice(0, -1)));
  const pair = isMap(map) ? pairsOf(map).find((one) => nameOf(one) === names.at(-1)) : undefined;
  if (!pair) throw new Error(`there is nothing at ${pointer}`);
  const start = text.lastIndexOf('\n', spanOf(pair.key)[0] - 1) + 1;
  const end = text.slice(0, spanOf(pair.value)[1]).trimEnd().length;
  return edited(text, [{ start, end: text.indexOf('\n', end) + 1 || text.length, text: '' }]);
}

/** Gives another name to what is at a path, or none. Paths have no indices. */
export type NameAt = (path: readonly string[]) => string | undefined;

/** A JSON or YAML text in which names of objects are changed. */
export function withNames(text: string, nameAt: NameAt): string {
  const edits: Edit[] = [];
  const rename = (node: unknown, path: readonly string[]): void => {
    if (isSeq(node)) for (const item of node.items) rename(item, path);
    if (!isMap(node)) return;
    for (const pair of pairsOf(node)) {
      const here = [...path, nameOf(pair)];
      const name = nameAt(here);
      const [start, end] = spanOf(pair.key);
      const isQuoted = isScalar(pair.key) && pair.key.type === 'QUOTE_DOUBLE';
      if (name !== undefined) edits.push({ start, end, text: isQuoted ? JSON.stringify(name) : name });
      rename(pair.value, here);
    }
  };
  rename(parseDocument(text, { uniqueKeys: false }).contents, []);
  return edited(text, edits);
}

/** Gives another value to a text under a key, or undefined. `beside`: the object that has it. */
type ValueAt = (key: string, value: string, beside: Readonly<Record<string, unknown>>) => string | undefined;

/** A JSON text in which texts are changed. */
export function withValues(text: string, valueAt: ValueAt): string {
  const edits: Edit[] = [];
  visit(parseDocument(text), {
    Map: (_, map) => {
      const beside = map.toJSON() as Record<string, unknown>;
      for (const pair of pairsOf(map)) {
        const { value } = pair;
        const now = isScalar(value) && typeof value.value === 'string' ? valueAt(nameOf(pair), value.value, beside) : undefined;
        const [start, end] = spanOf(value);
        if (now !== undefined) edits.push({ start, end, text: JSON.stringify(now) });
      }
    },
  });
  return edited(text, edits);
}

const MARKUP = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[?!][\s\S]*?>|<(\/?)([^\s/>]+)([^>]*?)(\/?)>/g;

/** An XML text in which names of elements are changed. */
export function withElements(text: string, nameAt: NameAt): string {
  const path: string[] = [];
  return text.replaceAll(MARKUP, (whole: string, close?: string, name?: string, rest = '', empty = '') => {
    if (name === undefined) return whole;
    if (close === '') path.push(name);
    const now = nameAt(path) ?? name;
    if (close !== '' || empty !== '') path.pop();
    return `<${close}${now}${rest}${empty}>`;
  });
}

/** An XML text in which texts of elements are changed. `textAt`: gives another text to an element at a path, as it is written, or undefined. */
export function withElementTexts(text: string, textAt: (path: readonly string[], written: string) => string | undefined): string {
  const path: string[] = [];
  const edits: Edit[] = [];
  let start = 0;
  for (const { 0: whole, 1: close, 2: name, 4: empty, index } of text.matchAll(MARKUP)) {
    if (name === undefined) continue;
    if (close === '') {
      path.push(name);
      start = index + whole.length;
    } else {
      const now = textAt(path, text.slice(start, index));
      if (now !== undefined) edits.push({ start, end: index, text: now });
    }
    if (close !== '' || empty !== '') path.pop();
  }
  return edited(text, edits);
}

/** A JSON value in which names of objects are changed. `path`: where it is. */
export function valueWithNames(value: unknown, nameAt: NameAt, path: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((item) => valueWithNames(item, nameAt, path));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const here = [...path, name];
      return [nameAt(here) ?? name, valueWithNames(inner, nameAt, here)];
    }),
  );
}
