/** Compares source files property by property: values before and after, objects added or removed, and renamed properties. */
import { parse } from 'csv-parse/browser/esm/sync';
import { canonical, isObject } from '../../../packages/base/src/json.ts';
import { delimiterOf } from '../../model/codelist-form.ts';
import { withConstants } from '../../model/constants.ts';
import { child, valueAt } from '../../../packages/base/src/pointer.ts';
import type { Place } from '../../model/place.ts';
import { readSource, type SourceText } from '../../model/source-text.ts';

/** The keys and indexes that lead to a place of a file; those of a table are the first cell of a row and the name of a column, those of a table of cases begin with the name of a case. */
export type Steps = readonly (string | number)[];

/**
 * `follows`: a text that was not edited, and that reads otherwise since it cites a constant that was.
 * `echoes`: the places of the sources that only repeat a rename, and are no changes of their own.
 */
export type SourceChange = { steps: Steps; place?: Place } & (
  | { kind: 'changed'; before: unknown; after: unknown }
  | { kind: 'follows'; before: string; after: string }
  | { kind: 'added'; value: unknown }
  | { kind: 'removed'; value: unknown }
  | { kind: 'renamed'; before: string; after: string; echoes?: number }
);

/** A file that changed. `from`: its path before, where it was only given another one; `unread`: one of its texts is neither YAML, JSON nor a table. */
export type SourceFile = {
  path: string;
  how: 'added' | 'removed' | 'changed' | 'renamed';
  from?: string;
  unread: boolean;
  changes: SourceChange[];
};

/** A source file by its path from the top of the référentiel; `undefined` where it was not, or is not any more. */
export type ChangedText = { path: string; before: string | undefined; after: string | undefined };

/** Files that people edit: neither published versions nor generated files. */
const EDITED =
  /^(?:schema\/(?:(?:fields|ocds)\/.*\.yaml|counterparts\/.*\.csv|(?:codelist-descriptions|legal-texts)\.yaml|releases\.json|(?:next\/(?!impact)|nomenclatures\/).*\.(?:json|yaml|csv))|examples\/(?:cases\/.*\.yaml|next\/.*\.(?:json|yaml)))$/;

/** Whether a path is that of a source whose edits are shown. */
export const isSource = (path: string): boolean => EDITED.test(path);

/** The changes of each file. A removed and an added file with the same content are reported as renamed. */
export function sourceFiles(texts: readonly ChangedText[]): SourceFile[] {
  const gone = texts.filter(({ after }) => after === undefined);
  const files: SourceFile[] = [];
  const moved = new Set<string>();
  for (const text of texts.filter(({ after }) => after !== undefined)) {
    const from = text.before === undefined ? gone.find((other) => !moved.has(other.path) && isMoved(other, text)) : undefined;
    if (from) moved.add(from.path);
    files.push(from ? { ...fileOf({ ...text, before: from.before }), how: 'renamed', from: from.path } : fileOf(text));
  }
  files.push(...gone.filter(({ path }) => !moved.has(path)).map(fileOf));
  return withoutEchoes(files)
    .filter(({ changes, how, unread }) => unread || how !== 'changed' || changes.length > 0)
    .sort(byPath);
}

/** The format before its examples, of which a rename changes more than there is room for. */
const byPath = (a: SourceFile, b: SourceFile): number =>
  Number(isExample(a)) - Number(isExample(b)) || (a.path < b.path ? -1 : 1);

const isExample = ({ path }: Pick<SourceFile, 'path'>): boolean => path.startsWith('examples/');

/**
 * Whether a removed and an added file are the same file renamed: same folder and content. The id of a rule is ignored, because it
 * repeats the file name.
 */
function isMoved(gone: ChangedText, come: ChangedText): boolean {
  const folder = (path: string) => path.replace(/[^/]*$/, '');
  if (folder(gone.path) !== folder(come.path)) return false;
  const [a, b] = [read(gone.path, gone.before), read(come.path, come.after)];
  return a !== undefined && b !== undefined && canonical(withoutId(a.value)) === canonical(withoutId(b.value));
}

const withoutId = (value: unknown): unknown => (isObject(value) ? { ...value, id: null } : value);

function fileOf({ path, before, after }: ChangedText): SourceFile {
  const how = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  const [old, now] = [read(path, before), read(path, after)];
  const unread = (before !== undefined && !old) || (after !== undefined && !now);
  // Of a file that comes or goes, only that it does is said.
  if (!old || !now) return { path, how, unread, changes: [] };
  const edited = changesIn(old.value, now.value, []);
  const changes = [...edited, ...following(old, now, edited)].map((change) => {
    const place = now.place(change.steps);
    return place ? { ...change, place } : change;
  });
  return { path, how, unread, changes };
}

/** A file as a value, with the lines of its places. `source`: as YAML. */
type Read = { value: unknown; source?: SourceText; place(steps: Steps): Place | undefined };

function read(path: string, text: string | undefined): Read | undefined {
  if (text === undefined) return undefined;
  if (path.endsWith('.csv')) return readTable(text);
  const source = readSource(text);
  if (source.errors.length > 0) return undefined;
  if (path.startsWith(CASES)) return readCases(source);
  return { value: asWritten(source), source, place: (steps) => source.place(pointerTo(steps)) };
}

const CASES = 'examples/cases/';

/**
 * The cases of a file by name, each with what its table says of all. Where several versions have a case of one name, those after the first are named with the
 * version that they begin with.
 */
function readCases(source: SourceText): Read {
  const pointers = new Map<string, string>();
  const value: Record<string, unknown> = {};
  for (const [t, table] of entriesIn(source.value))
    for (const [c, one] of entriesIn(table['cases'])) {
      const { cases: _, ...shared } = table;
      const { name: named, ...own } = { ...shared, ...one } as Record<string, unknown>;
      const name = String(named);
      const key = pointers.has(name) ? `${name} (${String(own['since'])})` : name;
      pointers.set(key, `/${t}/cases/${c}`);
      value[key] = own;
    }
  const place = ([key]: Steps) => {
    const pointer = pointers.get(String(key));
    return pointer === undefined ? undefined : source.place(pointer);
  };
  return { value, place };
}

const entriesIn = (list: unknown): [index: number, item: Record<string, unknown>][] =>
  (Array.isArray(list) ? [...list.entries()] : []).filter((entry): entry is [number, Record<string, unknown>] =>
    isObject(entry[1]),
  );

const pointerTo = (steps: Steps): string => steps.reduce<string>(child, '');

/** The value with the numbers of its constants as they are written: `200.0` is not `200` in an expression. */
function asWritten(source: SourceText): unknown {
  const { value } = source;
  const constants = valueAt(value, '/constants');
  if (!isObject(value) || !isObject(constants)) return value;
  const shown = Object.entries(constants).map(([name, constant]) => [
    name,
    source.written(child('/constants', name)) ?? constant,
  ]);
  return { ...value, constants: Object.fromEntries(shown) as unknown };
}

/** A table as its rows by their first cell, each its other cells by column. Undefined where rows have not the same cells, or two begin alike. */
function readTable(text: string): Read | undefined {
  try {
    const rows = parse(text, { bom: true, delimiter: delimiterOf(text), info: true, skip_empty_lines: true }) as unknown as Row[];
    const [header, ...others] = rows.map(({ record }) => record);
    const lines = new Map(rows.map(({ record, info }) => [record[0] ?? '', info.lines]));
    if (!header || lines.size < rows.length) return undefined;
    const value = Object.fromEntries(
      others.map(([key = '', ...cells]) => [key, Object.fromEntries(cells.map((cell, i) => [header[i + 1] ?? '', cell]))]),
    );
    const place = ([key]: Steps) => {
      const line = lines.get(String(key));
      return line === undefined ? undefined : { line, column: 1 };
    };
    return { value, place };
  } catch {
    return undefined;
  }
}

type Row = { record: string[]; info: { lines: number } };

function changesIn(before: unknown, after: unknown, steps: Steps): SourceChange[] {
  if (canonical(before) === canonical(after)) return [];
  if (isObject(before) && isObject(after)) return ofObjects(before, after, steps);
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, steps);
  return [{ kind: 'changed', steps, before, after }];
}

function ofObjects(before: Record<string, unknown>, after: Record<string, unknown>, steps: Steps): SourceChange[] {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const renamed = new Map<string, string>();
  for (const key of Object.keys(after).filter((name) => !Object.hasOwn(before, name))) {
    const [old, other] = gone.filter((name) => ![...renamed.values()].includes(name) && isSame(before[name], after[key]));
    if (old !== undefined && other === undefined) renamed.set(key, old);
  }
  const old = [...renamed.values()];
  return [
    ...Object.keys(after).flatMap((key): SourceChange[] => {
      const at = [...steps, key];
      const from = renamed.get(key);
      if (from !== undefined)
        return [{ kind: 'renamed', steps: at, before: from, after: key }, ...changesIn(before[from], after[key], at)];
      return Object.hasOwn(before, key)
        ? changesIn(before[key], after[key], at)
        : [{ kind: 'added', steps: at, value: after[key] }];
    }),
    ...gone
      .filter((key) => !old.includes(key))
      .map((key): SourceChange => ({ kind: 'removed', steps: [...steps, key], value: before[key] })),
  ];
}

/** Two values under different names are one thing renamed: equal, of one field, or codes that are described alike. */
function isSame(before: unknown, after: unknown): boolean {
  if (!isObject(before) || !isObject(after)) return false;
  const shared = (key: string) => typeof before[key] === 'string' && before[key] !== '' && before[key] === after[key];
  return canonical(before) === canonical(after) || shared('x-field') || shared('description');
}

/** Compares lists. Common items are kept; between two of them, removed and added items are paired in order. */
function ofLists(before: readonly unknown[], after: readonly unknown[], steps: Steps): SourceChange[] {
  const changes: SourceChange[] = [];
  const common = commonItems(before.map(identityOf), after.map(identityOf));
  let [i, j] = [0, 0];
  for (const [a, b] of [...common, [before.length, after.length] as const]) {
    const pairs = before.slice(i, a).every(isScalar) || after.slice(j, b).every(isScalar) ? 0 : Math.min(a - i, b - j);
    for (let k = 0; k < pairs; k++) changes.push(...changesIn(before[i + k], after[j + k], [...steps, j + k]));
    for (const value of before.slice(i + pairs, a)) changes.push({ kind: 'removed', steps, value });
    for (let k = j + pairs; k < b; k++)
      changes.push({ kind: 'added', steps: isScalar(after[k]) ? steps : [...steps, k], value: after[k] });
    if (a < before.length) changes.push(...changesIn(before[a], after[b], [...steps, b]));
    [i, j] = [a + 1, b + 1];
  }
  return changes;
}

/** An erratum by its fingerprint, a release by its version; other items by all that they say. */
function identityOf(item: unknown): string {
  const id = isObject(item) ? (item['fingerprint'] ?? item['version']) : undefined;
  return typeof id === 'string' ? id : canonical(item);
}

/** The places of a longest common subsequence. Long lists, which no source has, are compared from both ends only. */
function commonItems(a: readonly string[], b: readonly string[]): [number, number][] {
  if (a.length * b.length > 1_000_000) return sameEnds(a, b);
  const longest = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (longest[i] as Uint32Array)[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const common: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    if (a[i] === b[j]) common.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return common;
}

function sameEnds(a: readonly string[], b: readonly string[]): [number, number][] {
  const least = Math.min(a.length, b.length);
  let head = 0;
  while (head < least && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const pairs = Array.from({ length: head }, (_, i): [number, number] => [i, i]);
  return [...pairs, ...Array.from({ length: tail }, (_, i): [number, number] => [a.length - tail + i, b.length - tail + i])];
}

/** Without what only repeats a rename: the old name taken out of a place of some file and the new one put there, with the same value. Each rename counts them. */
function withoutEchoes(files: readonly SourceFile[]): SourceFile[] {
  const renames = files.flatMap(({ changes }) => changes.filter((change) => change.kind === 'renamed'));
  const echoes = new Set<SourceChange>();
  const counts = new Map<SourceChange, number>();
  for (const rename of renames)
    for (const { changes } of files)
      for (const removed of changes.filter((change) => change.kind === 'removed')) {
        const added = changes.find((change) => change.kind === 'added' && isEcho(removed, change, rename));
        if (!added || echoes.has(removed)) continue;
        echoes.add(removed).add(added);
        counts.set(rename, (counts.get(rename) ?? 0) + 1);
      }
  return files.map((file) => ({
    ...file,
    changes: file.changes
      .filter((change) => !echoes.has(change))
      .map((change) => (counts.has(change) ? { ...change, echoes: counts.get(change) ?? 0 } : change)),
  }));
}

/** An item of a list (`required`), or a key with its value, that bore the old name. */
function isEcho(
  removed: SourceChange & { kind: 'removed' },
  added: SourceChange & { kind: 'added' },
  { before, after }: { before: string; after: string },
): boolean {
  const [from, to] = [JSON.stringify(removed.steps), JSON.stringify(added.steps)];
  if (from === to) return removed.value === before && added.value === after;
  return (
    JSON.stringify([...removed.steps.slice(0, -1), after]) === to &&
    removed.steps.at(-1) === before &&
    canonical(removed.value) === canonical(added.value)
  );
}

/** The titles and messages of a rule that read otherwise because a constant that they cite has changed. */
function following({ source: old }: Read, { source: now }: Read, edited: readonly SourceChange[]): SourceChange[] {
  if (!old || !now || !edited.some(({ steps }) => steps[0] === 'constants')) return [];
  const [before, after] = [withConstants(old), withConstants(now)];
  return changesIn(before, after, []).flatMap((change): SourceChange[] => {
    const pointer = pointerTo(change.steps);
    if (change.kind !== 'changed' || !/(?:^|\/)(?:title|message)\/(?:fr|en)$/.test(pointer)) return [];
    if (valueAt(old.value, pointer) !== valueAt(now.value, pointer)) return [];
    return [{ kind: 'follows', steps: change.steps, before: String(change.before), after: String(change.after) }];
  });
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;
