/** Changes of tables of cases as they are written: all that is not changed keeps its layout and its comments. */
import { Document, isCollection, isMap, isScalar, type Pair, parseDocument, stringify, visit, type YAMLMap } from 'yaml';
import { equal } from '../../../packages/base/src/json.ts';
import { isIndex, tokens } from '../../../packages/base/src/pointer.ts';
import { type Case, codeOf, holds, type Said, type Table, VALID } from './cases.ts';
import { written } from './change.ts';
import type { Expected } from './expected.ts';
import { findingOf } from './finding-place.ts';

/** The findings of a case for a version, with its note, and the parsed example that it makes. */
export type FoundOf = { findings: readonly Expected[]; note: string | undefined; made: unknown };

/**
 * The text of a file of tables in which the case at a JSON Pointer announces the findings of some versions. Where the others for which it holds keep what they
 * have, the case ends before the first of these versions, and a copy with the new findings begins there.
 */
export function withFindings(text: string, at: string, found: ReadonlyMap<string, FoundOf>, versions: readonly string[]): string {
  const document = parseDocument(text);
  const table = document.getIn(tokens(at).slice(0, 1).map(Number)) as YAMLMap;
  const { since, until } = table.toJSON() as Table;
  const one = (document.getIn(pathOf(at)) as YAMLMap).toJSON() as Case;
  const holding = versions.filter((version) => holds({ since, until, ...one }, version, versions));
  const changes = holding.map((version) => {
    const wanted = found.get(version);
    return wanted ? sayingOf(one, wanted) : { also: one.also, note: one.note };
  });
  // A case that says the same for all its versions stays one; otherwise a copy of it begins with each version that says something else.
  const starts = holding.flatMap((_, i) => (i > 0 && !equal(changes[i], changes[i - 1]) ? [i] : []));
  let result = text;
  for (const [i, start] of [...starts.entries()].reverse()) {
    const ending = starts[i + 1];
    const lasting = ending === undefined ? {} : { until: holding[ending - 1] };
    result = withCopy(result, at, { ...one, ...changes[start], since: holding[start] ?? '', ...lasting });
  }
  const [end] = starts;
  return withKeys(result, at, { ...changes[0], ...(end !== undefined && { until: holding[end - 1] ?? '' }) });
}

const pathOf = (at: string): (string | number)[] => tokens(at).map((token) => (isIndex(token) ? Number(token) : token));

type Keys = { also?: readonly Said[] | undefined; note?: string | undefined; until?: string | undefined };

/** What a case says of its findings besides the one that it is there for. */
function sayingOf(one: Case, { findings, note, made }: FoundOf): Pick<Keys, 'also' | 'note'> {
  const code = codeOf(one.expect);
  const [, ...others] = code === VALID ? [undefined, ...findings] : findings;
  const also = others.flatMap((finding): Said[] => (finding ? [saidOf(finding, one, made)] : []));
  return { also: also.length > 0 ? also : undefined, note };
}

/** The shortest way to say a finding in a case. */
function saidOf(finding: Expected, one: Case, made: unknown): Said {
  const { code, path, property } = finding;
  const short = findingOf(code, one, made);
  if (short?.path === path && short.property === property) return code;
  return { [code]: written([...tokens(path), ...(property === undefined ? [] : [property])], made) };
}

/** Sets, or takes away, keys of a case. */
function withKeys(text: string, at: string, keys: Keys): string {
  let changed = text;
  for (const [key, value] of Object.entries(keys)) changed = withKey(changed, at, key, value);
  return changed;
}

/** The text with a last version for which the case at a pointer holds. */
export const withUntil = (text: string, at: string, until: string): string => withKeys(text, at, { until });

/** The text with another case, or another table, at a pointer; without it where there is none. Its comments go with it. */
export function withItem(text: string, at: string, item: Case | Table | undefined): string {
  const { from, after, indent } = linesAt(text, at);
  return text.slice(0, from) + (item ? itemLines(item, indent) : '') + text.slice(after);
}

/** The text with a copy of a case after it. */
function withCopy(text: string, at: string, copy: object): string {
  const ended = text.endsWith('\n') ? text : `${text}\n`;
  const { after, indent } = linesAt(ended, at);
  return ended.slice(0, after) + itemLines(copy, indent) + ended.slice(after);
}

/** Where the lines of an item begin and end, and the white space before its dash. */
function linesAt(text: string, at: string): { from: number; after: number; indent: string } {
  const map = parseDocument(text).getIn(pathOf(at)) as YAMLMap;
  const dash = text.lastIndexOf('-', spanOf(map.items[0]?.key, text)[0]);
  const from = text.lastIndexOf('\n', dash) + 1;
  const line = text.indexOf('\n', spanOf(map.flow === true ? map : map.items.at(-1)?.value, text)[1]);
  return { from, after: line < 0 ? text.length : line + 1, indent: ' '.repeat(dash - from) };
}

const itemLines = (item: object, indent: string): string => itemsText([ordered(item)]).replaceAll(/^(?=.)/gm, indent);

/** Longest collection that is written on one line, in characters. */
const SHORT = 100;

/** Cases or tables as they are written: what is in a case on one line where it is short. */
export function itemsText(items: readonly object[]): string {
  const document = new Document(items);
  visit(document, {
    Pair: (_, { key, value }) => {
      const isOfCase = isScalar(key) && isCollection(value) && key.value !== 'cases';
      if (!isOfCase || inLine(value.toJSON()).length > SHORT) return undefined;
      value.flow = true;
      return visit.SKIP;
    },
  });
  return document.toString({ lineWidth: 140, flowCollectionPadding: true });
}

/** A case with its keys in the order in which they are written; a table as it is. */
const ordered = (item: object): object =>
  'cases' in item
    ? item
    : Object.fromEntries(ORDER.flatMap((key) => (valueOf(item, key) === undefined ? [] : [[key, valueOf(item, key)]])));

const valueOf = (item: object, key: string): unknown => (item as Record<string, unknown>)[key];

/** The keys of a case, in the order in which they are written. */
const ORDER = ['name', 'since', 'until', 'set', 'remove', 'expect', 'also', 'note', 'with', 'without'];

function withKey(text: string, at: string, key: string, value: unknown): string {
  const map = parseDocument(text).getIn(pathOf(at)) as YAMLMap;
  const pairs = map.items;
  const pair = pairs.find((one) => nameOf(one) === key);
  const shown = value === undefined ? undefined : inLine(value);
  if (pair && shown !== undefined) {
    const [start, end] = spanOf(pair.value, text);
    return text.slice(0, start) + shown + text.slice(end);
  }
  if (pair) {
    const before = pairs[pairs.indexOf(pair) - 1];
    return text.slice(0, spanOf(before?.value, text)[1]) + text.slice(spanOf(pair.value, text)[1]);
  }
  if (shown === undefined) return text;
  const before = pairs.findLast((one) => ORDER.indexOf(nameOf(one)) < ORDER.indexOf(key));
  const [, end] = spanOf(before?.value, text);
  const [start] = spanOf(pairs[0]?.key, text);
  const indent = ' '.repeat(start - text.lastIndexOf('\n', start - 1) - 1);
  return `${text.slice(0, end)}${map.flow === true ? ', ' : `\n${indent}`}${key}: ${shown}${text.slice(end)}`;
}

const nameOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');

/** Where a value stands, without the end of its last line. */
function spanOf(node: unknown, text: string): [start: number, end: number] {
  if (!isScalar(node) && !isCollection(node)) return [0, 0];
  const [start = 0, end = start] = node.range ?? [];
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    const inner = isMap(node) ? (last as Pair | undefined)?.value : last;
    return [start, spanOf(inner, text)[1]];
  }
  return [start, start + text.slice(start, end).trimEnd().length];
}

/** A value on one line. */
const inLine = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true, aliasDuplicateObjects: false }).trimEnd();
