/** The records of examples, with their numbers as they are written: 48.0 and 6.12e5 are part of what an implementation must read. */
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { parseJson } from '../../read/json/parse.ts';
import type { ExampleRecord, FaultsOf } from './types.ts';

/** All records of the example files that are JSON with their records in lists by kind, in the order of the files. */
export function recordsOf(examples: ReadonlyMap<string, string>, faultsOf: FaultsOf): ExampleRecord[] {
  return [...examples].flatMap(([path, text]) => {
    const lists = isExample(path) ? listsOf(text) : undefined;
    return lists ? RECORD_KINDS.flatMap((kind) => recordsIn(path.replace(/\.json$/, ''), kind, lists[kind], faultsOf)) : [];
  });
}

function listsOf(text: string): Record<string, unknown> | undefined {
  try {
    const file = parseJson(markNumbers(text)) as { marches?: unknown } | null;
    return typeof file?.marches === 'object' ? ((file.marches ?? {}) as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function recordsIn(example: string, kind: RecordKind, list: unknown, faultsOf: FaultsOf): ExampleRecord[] {
  if (!Array.isArray(list)) return [];
  return list.map((marked: unknown, i) => recordOf(list.length > 1 ? `${example}#${i}` : example, kind, marked, faultsOf));
}

function recordOf(name: string, kind: RecordKind, marked: unknown, faultsOf: FaultsOf): ExampleRecord {
  const text = unmarkNumbers(JSON.stringify(marked));
  const value = parseJson(text);
  return { name, kind, marked, text, value, faults: faultsOf(kind, value) };
}

const fieldsOf = ({ marked }: ExampleRecord): Record<string, unknown> =>
  typeof marked === 'object' && marked !== null ? (marked as Record<string, unknown>) : {};

/** The field of a record as it is written, to be put into another; undefined where it lacks. */
export const fieldOf = (record: ExampleRecord, name: string): unknown => fieldsOf(record)[name];

/** The record with one of its fields as it is written in another. */
export const withField = (
  record: ExampleRecord,
  name: string,
  field: string,
  written: unknown,
  faultsOf: FaultsOf,
): ExampleRecord => recordOf(name, record.kind, { ...fieldsOf(record), [field]: written }, faultsOf);

/** The record with its fields in the reverse order. */
export const reversed = (record: ExampleRecord, faultsOf: FaultsOf): ExampleRecord =>
  recordOf(record.name, record.kind, Object.fromEntries(Object.entries(fieldsOf(record)).reverse()), faultsOf);

/** Numbers become texts marked by a control character, which cannot occur unescaped in JSON. */
const markNumbers = (text: string): string =>
  text.replace(/("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g, (_, string?: string, number?: string) =>
    number === undefined ? String(string) : `"\\u0001${number}"`,
  );

const unmarkNumbers = (text: string): string => text.replace(/"\\u0001(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"/g, '$1');

/** True for the path of a JSON example, and not for what is expected of it. */
const isExample = (path: string): boolean => /^(?:valid|invalid)\/[^/]+(?<!\.findings)\.json$/.test(path);
