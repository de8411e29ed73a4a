/** Replays the national consolidation: its reading of files in order, then what becomes of each contract. Pure; see `rules.ts` for the rules and where they were read. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { RECORD_KINDS } from '../../../src/model/kinds.ts';
import { type Admission, type Arrival, type Judged, type NationalFile, type Process, RULES, timeOf } from './rules.ts';

/** Why a file was not read: no process has its dataset; its address ends neither in xml nor json; its date is not newer than at the reading before. */
type Unread = 'source' | 'form' | 'file';

/** What became of a record that was read: in the database at the end; there once, and replaced; set aside. */
type Fate = 'stored' | 'replaced' | 'older-file' | 'longer-titulaires';

/** What became of an observation in the national consolidation. `after-fault`: skipped, since a record before it stopped the reading of the file. */
export type Outcome = `unread-${Unread}` | Exclude<Admission, 'read'> | 'after-fault' | Fate;

/** The end of one key: what is stored, what became of each arrival, and which arrival each monthly and yearly file has. Numbers are indexes of arrivals. */
export type KeyEnd = { stored: number | null; fates: Fate[]; months: Map<string, number>; years: Map<string, number> };

/** What becomes of the records of one key, in the order of their arrival. */
export function consolidateKey(arrivals: readonly Arrival[], rules = RULES): KeyEnd {
  const end: KeyEnd = { stored: null, fates: [], months: new Map(), years: new Map() };
  let winner: number | null = null;
  for (const [index, arrival] of arrivals.entries()) {
    const at = end.stored;
    const stored = at === null ? undefined : arrivals[at];
    const aside = stored ? rules.setsAside(arrival, stored) : null;
    end.fates.push(aside ?? 'stored');
    if (aside === null) {
      if (at !== null) end.fates[at] = 'replaced';
      end.stored = index;
    }
    // One record of a key leaves each pass for the files, whatever the database did with it.
    const before: Arrival | undefined = winner === null ? undefined : arrivals[winner];
    if (winner !== null && before && before.run !== arrival.run) {
      file(end, arrivals, winner, rules);
      winner = index;
    } else if (!before || rules.prevails(arrival, before)) winner = index;
  }
  if (winner !== null) file(end, arrivals, winner, rules);
  return end;
}

/** Adds the record that left a pass to the files of its month and year, which keep one of each key. */
function file({ months, years }: KeyEnd, arrivals: readonly Arrival[], index: number, rules: typeof RULES): void {
  const arrival = arrivals[index] as Arrival;
  const month = rules.month(arrival);
  if (month === null) return;
  for (const [files, name] of [
    [months, month],
    [years, month.slice(0, 4)],
  ] as const) {
    const before = files.get(name);
    if (before === undefined || rules.prevails(arrival, arrivals[before] as Arrival)) files.set(name, index);
  }
}

/** A file in the order of reading; the number of its process, and why it is not read. */
export type Ordered<F> = { file: F; process: Process | undefined; unread: Unread | null };

/** The files of all passes in the order in which the State reads them. */
export function inOrder<F extends NationalFile>(processes: readonly Process[], files: readonly F[], rules = RULES): Ordered<F>[] {
  const numberOf = new Map(processes.flatMap(({ datasets }, number) => datasets.map((dataset) => [dataset, number])));
  const found = files.map((file) => ({ file, process: numberOf.get(file.dataset) ?? Infinity, date: file.date }));
  const sorted = found.toSorted((a, b) => (a.file.run === b.file.run ? rules.order(a, b) : a.file.run < b.file.run ? -1 : 1));
  const dates = new Map<string, string>();
  return sorted.map(({ file, process: number }) => {
    const process = processes[number];
    const address = JSON.stringify([file.dataset, file.url]);
    const unread = rules.unread(process, file) ?? (rules.isNew(file, dates.get(address)) ? null : 'file');
    dates.set(address, file.date);
    return { file, process, unread };
  });
}

/** What is decided of each record while its file is read: all marchés, then all concessions, until a fault; in the order of the reading. */
function readRecords<R extends { kind: RecordKind }>(
  records: readonly R[],
  admit: (record: R) => Admission,
): { record: R; admission: Admission | 'after-fault' }[] {
  let stopped = false;
  return RECORD_KINDS.flatMap((kind) => records.filter((record) => record.kind === kind)).map((record) => {
    const admission = stopped ? 'after-fault' : admit(record);
    stopped ||= admission === 'fault';
    return { record, admission };
  });
}

/** A record in a file; `name` is what the result calls it. */
export type FileRecord = { name: string; kind: RecordKind; value: unknown };

/** What is published, pass by pass. */
export type World = { processes: readonly Process[]; files: readonly (NationalFile & { records: readonly FileRecord[] })[] };

/** A contract as the State publishes it. */
type NationalContract = {
  /** The record in the database, with its own modifications and no others. */
  record: FileRecord;
  /** The rules by which it goes to the file of invalid ones instead of the published ones. */
  exclusions: readonly string[];
  /** The name of the record in the file of each month and of each year. */
  months: Record<string, string>;
  years: Record<string, string>;
};

export type Replay = { outcomes: Map<string, Outcome>; contracts: NationalContract[] };

type Read = { record: FileRecord; judged: Judged; arrival: Arrival };

/** The consolidation of a small world, in memory. `judge`: by the schema of 2.0.x and the rules that exclude. */
export function replay({ processes, files }: World, judge: (kind: RecordKind, value: unknown) => Judged, rules = RULES): Replay {
  const outcomes = new Map<string, Outcome>();
  const byKey = new Map<string, Read[]>();
  for (const { file, process, unread } of inOrder(processes, files, rules)) {
    if (unread !== null || !process) {
      for (const { name } of file.records) outcomes.set(name, `unread-${unread ?? 'source'}`);
      continue;
    }
    const described = file.records.map((record) => {
      const { kind, value } = record;
      return { record, kind, facts: rules.facts(kind, value), judged: judge(kind, value) };
    });
    const decided = readRecords(described, ({ facts, judged }) => rules.admits(facts, judged, process));
    for (const { record: one, admission } of decided) {
      const { record, facts, judged } = one;
      const { key } = facts;
      if (admission !== 'read' || key === null) outcomes.set(record.name, admission === 'read' ? 'fault' : admission);
      else {
        const arrival = { facts, time: timeOf(file.date), run: file.run, spreadOverTime: process.spreadOverTime };
        byKey.set(key, [...(byKey.get(key) ?? []), { record, judged, arrival }]);
      }
    }
  }
  const contracts = [...byKey.values()].flatMap((those) => contractsOf(those, outcomes, rules));
  return { outcomes, contracts };
}

function contractsOf(those: readonly Read[], outcomes: Map<string, Outcome>, rules: typeof RULES): NationalContract[] {
  const end = consolidateKey(
    those.map(({ arrival }) => arrival),
    rules,
  );
  for (const [index, { record }] of those.entries()) outcomes.set(record.name, end.fates[index] as Fate);
  const stored = end.stored === null ? undefined : those[end.stored];
  if (!stored) return [];
  const named = (places: ReadonlyMap<string, number>): Record<string, string> =>
    Object.fromEntries([...places].map(([name, index]) => [name, those[index]?.record.name ?? '']));
  const exclusions = rules.exclusions(stored.judged, stored.arrival);
  return [{ record: stored.record, exclusions, months: named(end.months), years: named(end.years) }];
}
