/** Reads a Tabular Data Package of the référentiel: yields the same events as for the JSON file that it was made from. */
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { child, tokens } from '../../../packages/base/src/pointer.ts';
import { tablesOf, type Table, type TableLayout, type Part } from '../../model/tables.ts';
import type { Model } from '../../model/types.ts';
import type { OpenReader } from '../reader.ts';
import { NEED_BYTES, type ReadEvent, type RecordEvent } from '../record.ts';
import { readCsv, type CsvRow } from '../csv-text.ts';
import { decode } from './decode.ts';
import {
  rowPosition,
  PACKAGE_LIMITS,
  fileFinding,
  noteInto,
  recordFinding,
  unexplained,
  type Tally,
  type Trouble,
  type Note,
  cellPosition,
} from './place.ts';
import { type Loaded, keyOf, loadTable, unreadTable, type Load, type Row } from './table.ts';
import { InputError, type Position } from '../../finding.ts';
import { PACKAGE_DESCRIPTOR } from '../../messages/compiled/package-descriptor.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { parseJson } from '../json/parse.ts';
import { DESCRIPTOR, DIALECT, valueOfCell, type Cell } from '../../model/table-cells.ts';

const START = { offset: 0, line: 1, column: 1 };

type Counts = Record<RecordKind, number>;

/** The version that a package declares for its tables, such as `2.1.0`. Throws an InputError where it is not a package of ours. */
export const packageSchema = (files: PackageFiles): string => readDescriptor(files).schema;

/** Opens a package whose files are in memory. The bytes fed are ignored: they only serve for the checksum of the file. */
export const openPackage =
  (files: PackageFiles): OpenReader =>
  (model) => {
    let finished = false;
    const feed = { feed: () => undefined, finish: () => void (finished = true) };
    const events = function* (): Generator<ReadEvent | typeof NEED_BYTES, void> {
      while (model && !finished) yield NEED_BYTES;
      yield* readPackage(files, model);
    };
    return { feed, events: events() };
  };

/**
 * The events of a package. Without a model its records have names and texts only, enough to detect the version. Findings about a
 * row come before the record that it belongs to, a thousand at most of a code on a table; how many more there are comes last. Throws
 * an InputError where the descriptor cannot be used, or where there are too many rows or columns.
 */
export function* readPackage(files: PackageFiles, model?: Model): Generator<ReadEvent, void> {
  const descriptor = readDescriptor(files);
  const { root } = descriptor;
  const version = 'version' in root && { version: root.version };
  yield { type: 'layout', layout: 'by-kind', path: '/marches', position: START, schema: descriptor.schema, ...version };
  const counts = yield* model ? wholeRecords(files, descriptor, model) : namedRecords(files, descriptor);
  yield {
    type: 'end',
    skeleton: { ...version, marches: listsOf(root.listes, counts) },
    parsed: true,
    bytes: [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0),
    locate: () => START,
  };
}

/** The lists of the file, each with its length and without its records: those that the descriptor declares, and those that have records. */
function listsOf(declared: unknown, counts: Counts): object {
  const named = new Set<unknown>(Array.isArray(declared) ? declared : []);
  const present = RECORD_KINDS.filter((kind) => counts[kind] > 0 || named.has(kind));
  return Object.fromEntries(present.map((kind) => [kind, new Array(counts[kind])]));
}

const event = (list: RecordKind, index: number, value: unknown, locate: RecordEvent['locate']): RecordEvent => ({
  type: 'record',
  path: child(`/marches/${list}`, index),
  list,
  index,
  value,
  locate,
});

function* namedRecords(files: PackageFiles, { resources }: Descriptor): Generator<ReadEvent, Counts> {
  const counts: Counts = { marche: 0, 'contrat-concession': 0 };
  for (const kind of RECORD_KINDS)
    for (const value of lightRecords(files, resources.get(RECORD_RESOURCES[kind])))
      yield event(kind, counts[kind]++, value, () => undefined);
  return counts;
}

function* wholeRecords(files: PackageFiles, descriptor: Descriptor, model: Model): Generator<ReadEvent, Counts> {
  const layout = tablesOf(model);
  const troubles: Trouble[] = [];
  const tally: Tally = new Map();
  const tables = loadTables(files, descriptor, layout, { troubles, tally });
  for (const trouble of troubles) if (trouble.record === undefined) yield { type: 'finding', finding: fileFinding(trouble) };
  const counts: Counts = { marche: 0, 'contrat-concession': 0 };
  for (const kind of RECORD_KINDS) {
    const ofKind = troubles.filter((trouble) => trouble.kind === kind);
    counts[kind] = yield* recordsOf(layout.records[kind], tables, { waiting: byRecord(ofKind), tally });
  }
  for (const finding of unexplained(tally)) yield { type: 'finding', finding };
  return counts;
}

function byRecord(troubles: Trouble[]): Map<number, Trouble[]> {
  const waiting = new Map<number, Trouble[]>();
  for (const trouble of troubles) {
    if (trouble.record === undefined) continue;
    const others = waiting.get(trouble.record);
    if (others) others.push(trouble);
    else waiting.set(trouble.record, [trouble]);
  }
  return waiting;
}

/** Pending findings by the number of the record. */
type Waiting = { waiting: Map<number, Trouble[]>; tally: Tally };

function* recordsOf(table: Table, tables: Tables, { waiting, tally }: Waiting): Generator<ReadEvent, number> {
  const loaded = tables.get(table) as Loaded;
  const rows = loaded.groups.get('') ?? [];
  for (const [index, row] of rows.entries()) {
    const source = { row, loaded, tables };
    const number = row.keys[0] ?? 0;
    const troubles = waiting.get(number) ?? [];
    waiting.delete(number);
    const value = valueOfRow(source, noteInto(troubles, table.kind, tally));
    const record = event(table.kind, index, value, (pointer) => locateIn(source, pointer));
    for (const trouble of troubles) yield { type: 'finding', finding: recordFinding(trouble, record.path, index, value) };
    yield record;
  }
  // The remaining findings are about rows whose record is missing.
  for (const trouble of [...waiting.values()].flat()) yield { type: 'finding', finding: fileFinding(trouble) };
  return rows.length;
}

// The records of a package whose version is not known yet: their names, by the pointers of the descriptor, with texts.

/** The first names of the fields of each record of a kind. */
function* lightRecords(files: PackageFiles, resource: Resource | undefined): Generator<unknown, void> {
  const bytes = files.get(resource?.path ?? '');
  if (!resource || !bytes) return;
  const rows = readCsv(decode(bytes).text);
  const header = rows.next();
  if (header.done) return;
  const names = header.value.cells.map((name = '') => tokens(resource.pointers.get(name) ?? '')[0]);
  for (const { cells } of rows) yield namesOf(names, cells);
}

const namesOf = (names: (string | undefined)[], cells: CsvRow['cells']): unknown =>
  Object.fromEntries(names.flatMap((name, i) => (name === undefined || cells[i] === undefined ? [] : [[name, cells[i]]])));

/** The tables of records, which have the same name in every version. */
const RECORD_RESOURCES: Readonly<Record<RecordKind, string>> = {
  marche: 'marches',
  'contrat-concession': 'contrats_concession',
};

// Reads the tables of a package, and drops rows without a parent row.

/** The pending findings about the tables. */
type Reported = { troubles: Trouble[]; tally: Tally };

function loadTables(files: PackageFiles, { resources }: Descriptor, layout: TableLayout, { troubles, tally }: Reported): Tables {
  const tables = new Map<Table, Loaded>();
  const byName = new Map<string, Loaded>();
  const budget = { rows: PACKAGE_LIMITS.rows };
  let base = 0;
  for (const table of layout.tables) {
    const note = noteInto(troubles, table.kind, tally);
    const path = resources.get(table.name)?.path;
    const loaded = loadFile(table, path, files, { base, budget, note });
    const parent = table.parent && byName.get(table.parent.table);
    if (parent) dropOrphans(loaded, parent, note);
    tables.set(table, loaded);
    byName.set(table.name, loaded);
    base += files.get(path ?? '')?.byteLength ?? 0;
  }
  const unknown = [...resources.keys()].filter((name) => !byName.has(name));
  for (const table of unknown) noteInto(troubles, 'marche', tally)('package.unknown-table', { table });
  return tables;
}

function loadFile(table: Table, path: string | undefined, files: PackageFiles, load: Load): Loaded {
  const bytes = path === undefined ? undefined : files.get(path);
  if (path !== undefined && bytes) return loadTable(table, path, bytes, load);
  const { note } = load;
  if (path === undefined) note('package.missing-table', { table: table.name });
  else note('package.missing-file', { table: table.name, file: path });
  return unreadTable(table, path ?? '');
}

/** Drops rows whose parent row is missing. They are not reported where the table of the parent could not be read: that is reported once. */
function dropOrphans({ table, file, groups }: Loaded, parent: Loaded, note: Note): void {
  const keys = new Set([...parent.groups.values()].flatMap((rows) => rows.map((row) => keyOf(row.keys))));
  for (const [key, rows] of groups) {
    if (keys.has(key)) continue;
    groups.delete(key);
    if (!parent.sound) continue;
    for (const row of rows) note('package.orphan', { table: table.name, key, parent: parent.table.name }, rowPosition(file, row));
  }
}

// `datapackage.json` is untrusted input: only what is verified here is used.

/** The files of a package by name, such as `marches.csv`. */
type PackageFiles = ReadonlyMap<string, Uint8Array>;

/** The path of the file, and the pointer in the record of each field that declares one. */
type Resource = { path: string; pointers: Map<string, string> };

/** `schema` is the version of the tables; `root` holds what the file had besides its records. */
type Descriptor = { schema: string; root: { version?: unknown; listes?: unknown }; resources: Map<string, Resource> };

/** Throws an InputError where there is no such file, where it does not describe a package of ours, or where a path leads out of the package. */
function readDescriptor(files: PackageFiles): Descriptor {
  const bytes = files.get(DESCRIPTOR);
  if (!bytes) throw new InputError('package.no-descriptor');
  const content = parsed(bytes);
  const own = ownOf(content, 'x-decp');
  const schema = ownOf(own, 'schema');
  const resources = ownOf(content, 'resources');
  if (typeof schema !== 'string' || !Array.isArray(resources)) throw bad('not-ours');
  const version = ownOf(own, 'version');
  return {
    schema,
    root: { ...(version !== undefined && { version }), listes: ownOf(own, 'listes') },
    resources: resourcesOf(resources),
  };
}

/** `fault`: what is wrong with the descriptor. */
const bad = (
  fault: 'not-json' | 'not-ours' | 'nameless' | 'same-name' | 'same-path' | 'other-dialect' | 'too-large',
): InputError => new InputError('package.bad-descriptor', { reason: textsOf(PACKAGE_DESCRIPTOR, (say) => say[fault]()) });

/** Bytes of a descriptor at the most: those written here have some 100,000. As JSON it takes tens of times as many in memory. */
const LARGEST_DESCRIPTOR = 4 * 1_048_576;

function parsed(bytes: Uint8Array): unknown {
  if (bytes.length > LARGEST_DESCRIPTOR) throw bad('too-large');
  const { text, fault } = decode(bytes);
  if (fault) throw bad('not-json');
  try {
    return parseJson(text);
  } catch {
    throw bad('not-json');
  }
}

/** A property of its own, or undefined. */
const ownOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

function resourcesOf(list: unknown[]): Map<string, Resource> {
  const resources = new Map<string, Resource>();
  const paths = new Set<string>();
  for (const one of list) {
    const [name, path] = [ownOf(one, 'name'), ownOf(one, 'path')];
    if (typeof name !== 'string' || typeof path !== 'string') throw bad('nameless');
    if (resources.has(name)) throw bad('same-name');
    if (!isOurs(one)) throw bad('other-dialect');
    if (!isInside(path)) throw new InputError('package.bad-path', { table: name, path });
    const file = path
      .split('/')
      .filter((part) => part !== '.')
      .join('/');
    // A file would be read once for each of the tables that name it.
    if (paths.has(file)) throw bad('same-path');
    paths.add(file);
    resources.set(name, { path: file, pointers: pointersOf(ownOf(one, 'schema')) });
  }
  return resources;
}

/** A relative path without a step upwards: no address, no drive, no backslash. */
const isInside = (path: string): boolean => /^[^/\\:]+(\/[^/\\:]+)*$/.test(path) && !path.split('/').includes('..');

const SAME_DIALECT = ['delimiter', 'quoteChar', 'doubleQuote', 'header'] as const;

function isOurs(resource: unknown): boolean {
  const encoding = ownOf(resource, 'encoding') ?? 'utf-8';
  const dialect = ownOf(resource, 'dialect');
  const other = SAME_DIALECT.some((name) => (ownOf(dialect, name) ?? DIALECT[name]) !== DIALECT[name]);
  return typeof encoding === 'string' && /^utf-?8$/i.test(encoding) && !other;
}

function pointersOf(schema: unknown): Map<string, string> {
  const fields = ownOf(schema, 'fields');
  const pairs = (Array.isArray(fields) ? fields : []).map((field) => [ownOf(field, 'name'), ownOf(field, 'x-pointer')]);
  return new Map(pairs.filter((pair): pair is [string, string] => pair.every((text) => typeof text === 'string')));
}

/** Rebuilds a record from the rows of its tables, and locates the cells of its values. */
type Tables = ReadonlyMap<Table, Loaded>;

/** A row with its table. */
type Source = { row: Row; loaded: Loaded; tables: Tables };

const cellAt = ({ row }: Source, column: number): Cell => row.cells[column];

function itemsOf(table: Table, { row, tables }: Source): Source[] {
  const loaded = tables.get(table);
  return loaded ? (loaded.groups.get(keyOf(row.keys)) ?? []).map((item) => ({ row: item, loaded, tables })) : [];
}

/** One of the items, without a look at the others: each of a million may have a finding. */
function itemAt(table: Table, { row, tables }: Source, index: number): Source | undefined {
  const loaded = tables.get(table);
  const item = loaded?.groups.get(keyOf(row.keys))?.[index];
  return loaded && item && { row: item, loaded, tables };
}

/** The value of a row: a record or an item. A row with only empty cells is an empty object, or null in a list of values. */
function valueOfRow(source: Source, note: Note): unknown {
  const { content } = source.loaded.table;
  return valueOf(content, source, note) ?? (content.kind === 'leaf' ? null : {});
}

function valueOf(part: Part, source: Source, note: Note): unknown {
  if (part.kind === 'leaf') {
    const cell = cellAt(source, part.column);
    return cell === undefined ? undefined : valueOfCell(part.leaf, cell);
  }
  if (part.kind === 'list') return listOf(part, source, note);
  const members = part.members.map(({ name, part: inside }) => [name, valueOf(inside, source, note)] as const);
  const present = members.filter(([, value]) => value !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

function listOf(part: Part & { kind: 'list' }, source: Source, note: Note): unknown[] | undefined {
  const items = itemsOf(part.table, source).map((item) => {
    const value = valueOfRow(item, note);
    return part.envelope === undefined ? value : { [part.envelope]: value };
  });
  const { count } = part;
  const reported = count === undefined ? undefined : cellAt(source, count);
  const expected = items.length > 0 ? String(items.length) : undefined;
  if (count !== undefined && reported !== expected && !(reported === '0' && items.length === 0))
    noteCount(part, items.length, source, note);
  return items.length > 0 || reported !== undefined ? items : undefined;
}

function noteCount({ table, count = 0 }: Part & { kind: 'list' }, length: number, source: Source, note: Note): void {
  const { row, loaded } = source;
  const at = loaded.columns[count];
  // The column is missing, which has been reported.
  if (at === undefined) return;
  const column = loaded.table.columns[count]?.name ?? '';
  const params = { table: table.name, column, count: length, value: row.cells[count] };
  note('package.count', params, cellPosition(loaded.file, row, at, column), row.keys[0]);
}

/** The position of the value at a pointer from the record, or of its nearest parent with a cell. */
function locateIn(record: Source, pointer: string): Position {
  let source = record;
  let part: Part = record.loaded.table.content;
  const steps = tokens(pointer);
  for (let step = steps.shift(); step !== undefined && part.kind !== 'leaf'; step = steps.shift()) {
    if (part.kind === 'object') {
      const member = memberOf(part, step);
      if (!member) break;
      part = member;
    } else {
      const item = itemAt(part.table, source, Number(step));
      if (!item) break;
      if (part.envelope !== undefined) steps.shift();
      source = item;
      part = item.loaded.table.content;
    }
  }
  return placeOf(part, source);
}

const memberOf = ({ members }: Part & { kind: 'object' }, name: string): Part | undefined =>
  members.find((member) => member.name === name)?.part;

function placeOf(part: Part, { row, loaded }: Source): Position {
  const column = part === loaded.table.content && part.kind === 'object' ? undefined : firstColumn(part);
  const at = column === undefined ? undefined : loaded.columns[column];
  if (column === undefined || at === undefined) return rowPosition(loaded.file, row);
  return cellPosition(loaded.file, row, at, loaded.table.columns[column]?.name ?? '');
}

function firstColumn(part: Part): number | undefined {
  if (part.kind === 'leaf') return part.column;
  return part.kind === 'list'
    ? part.count
    : part.members.map((member) => firstColumn(member.part)).find((one) => one !== undefined);
}
