/** Reads a Tabular Data Package of the référentiel: the same events as for the JSON file that it was made from. */
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { tablesOf, type Table } from '../../model/tables.ts';
import type { Model } from '../../model/types.ts';
import type { OpenReader } from '../reader.ts';
import { NEED_BYTES, type ReadEvent, type RecordEvent } from '../record.ts';
import { readDescriptor, type Descriptor, type PackageFiles } from './descriptor.ts';
import { lightRecords, RECORD_RESOURCES } from './light.ts';
import { locateIn, valueOfRow, type Tables } from './record.ts';
import type { Loaded } from './table.ts';
import { loadTables } from './tables.ts';
import { fileFinding, noteInto, recordFinding, untold, type Tally, type Trouble } from './trouble.ts';

const START = { offset: 0, line: 1, column: 1 };

type Counts = Record<RecordKind, number>;

/** The version whose tables a package says that it has, such as `2.1.0`. Throws an InputError where it is no package of ours. */
export const packageSchema = (files: PackageFiles): string => readDescriptor(files).schema;

/** The reader of a package whose files are at hand. It lets the bytes that it is fed go by: they only make the sum of the file. */
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
 * The events of a package. Without a model its records have names and texts only, enough to tell the version. Findings about a
 * row come before the record that it belongs to, a thousand at most of a code on a table; how many more there are comes last. Throws
 * an InputError where the descriptor cannot be used, or where there are too many rows or columns.
 */
export function* readPackage(files: PackageFiles, model?: Model): Generator<ReadEvent, void> {
  const descriptor = readDescriptor(files);
  const { said } = descriptor;
  const version = 'version' in said && { version: said.version };
  yield { type: 'layout', layout: 'by-kind', path: '/marches', position: START, schema: descriptor.schema, ...version };
  const counts = yield* model ? wholeRecords(files, descriptor, model) : namedRecords(files, descriptor);
  yield {
    type: 'end',
    skeleton: { ...version, marches: listsOf(said.listes, counts) },
    parsed: true,
    bytes: [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0),
    locate: () => START,
  };
}

/** The lists that are there, each as long as it is and without its records. Without a word about lists those that have records are. */
function listsOf(said: unknown, counts: Counts): object {
  const named = new Set<unknown>(Array.isArray(said) ? said : []);
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
  for (const finding of untold(tally)) yield { type: 'finding', finding };
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

/** Findings to come, by the number of the record. */
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
  // What is left is about rows whose record is not there.
  for (const trouble of [...waiting.values()].flat()) yield { type: 'finding', finding: fileFinding(trouble) };
  return rows.length;
}
