/**
 * Compares the consolidated contracts with what the State's rules make of the same files. Observations and bodies are read from the database in batches;
 * dates and addresses of files from the journal of the archive. Records that were erased are in neither result.
 */
import { isOld } from '../judge/key.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import type { Federation } from '../federation.ts';
import { digest, uuid } from '../judge/hash.node.ts';
import { copyRow, type Session } from '../store/store.ts';
import { compareKey, type National, type Ours, type Seen } from './difference.ts';
import type { Facts } from './facts.ts';
import { nationalJudge, nationalXmlJudge } from './judge.node.ts';
import { writtenRecords } from './written.node.ts';
import type { Archive } from '../archive/archive.ts';
import type { Difference } from './report.ts';
import { consolidateKey, inOrder, type Ordered, type Outcome } from './replay.ts';
import { type Arrival, type Judged, type NationalFile, type Process, RULES, timeOf } from './rules.ts';

/** Records whose bodies are read at once, keys whose contracts are, rows fetched at once. */
const BATCH = { records: 2000, keys: 500, rows: 5000 };

/** Observations that are sorted at once: keys are divided so that no part has many more. */
const PART = 2_000_000;

/**
 * Gives each contract to `see`, those that do not differ as well, in no order that means anything. Returns how many keys wait to be consolidated: what is compared
 * is older than what was read for them. `most`: observations that are sorted at once.
 */
export async function compareWithState(
  { store, archive }: Federation,
  processes: readonly Process[],
  see: (contract: Difference) => void | Promise<void>,
  most = PART,
): Promise<{ pending: number }> {
  const judge = await nationalJudge();
  const dates = await datesOf(archive.journal());
  return store.session((session) =>
    session.transaction(async () => {
      // One state of the database, whatever is written meanwhile.
      if (store.kind === 'postgres') await session.exec('set transaction isolation level repeatable read');
      const files = inOrder(processes, await versionsOf(session, dates));
      await judgeRecords(session, judge);
      await judgeFilesOfXml(session, archive, files);
      await writeReadings(session, files);
      const parts = Math.max(1, Math.ceil((await observationsIn(session)) / most));
      for (let part = 0; part < parts; part++) await comparePart(session, files, { part, parts }, see);
      await session.exec('drop table national_record, national_written, national_reading');
      const [row] = await session.query<{ pending: number }>('select count(distinct key) as pending from dirty');
      return { pending: row?.pending ?? 0 };
    }),
  );
}

/** What the portal said of a file when it was fetched. */
type Dated = { url: string; lastModified: string | null };

async function datesOf(journal: ReturnType<Federation['archive']['journal']>): Promise<Map<string, Dated>> {
  const dates = new Map<string, Dated>();
  for await (const { resource, fetchedAt, url, lastModified } of journal)
    dates.set(placeOf(resource, fetchedAt), { url, lastModified });
  return dates;
}

const placeOf = (resource: string, fetchedAt: string): string => JSON.stringify([resource, new Date(fetchedAt).toISOString()]);

/** `records`: how many are listed. */
type VersionFile = NationalFile & {
  version: number;
  state: Seen['version'];
  form: string | null;
  standard: string | null;
  sha256: string;
  records: number;
};

async function versionsOf(session: Session, dates: ReadonlyMap<string, Dated>): Promise<VersionFile[]> {
  const rows = await session.query<Omit<VersionFile, 'date' | 'run'> & { name: string; fetched: string }>(VERSIONS);
  return rows.map(({ dataset, url, name, fetched, ...row }) => {
    const dated = dates.get(placeOf(name, fetched));
    const date = new Date(dated?.lastModified ?? fetched);
    return {
      ...{ ...row, dataset, url: dated?.url ?? url },
      date: Number.isNaN(date.getTime()) ? fetched : date.toISOString(),
      run: fetched.slice(0, 10),
    };
  });
}

/** Versions whose records are known, in the order in which they were fetched. */
const VERSIONS = `
  select v.id as version, x.dataset, x.url, x.name, v.fetched_at as fetched, v.form, v.standard, c.sha256, cardinality(l.records) as records,
    case when v.state = 'held' then 'held'
      when x.updates = 'added' or not exists (
        select from version o where o.resource = v.resource and o.state = 'accepted' and o.fetched_at > v.fetched_at) then 'current'
      else 'older' end as state
  from version v join resource x on x.id = v.resource join listing l on l.version = v.id join content c on c.id = v.content
  where v.state in ('accepted', 'held')
  order by v.fetched_at, v.id`;

/** Judges every record as the State does, into a table. `stops`: whether it stops its file; `stops_unchecked`: the same where its process does not validate. */
async function judgeRecords(session: Session, judge: (kind: RecordKind, value: unknown) => Judged): Promise<void> {
  await session.exec(`create temp table national_record (
    record uuid primary key, stops boolean not null, stops_unchecked boolean not null, kept text not null) on commit drop`);
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await session.query<RecordRow>(
      'select hash, kind, standard, body from record where hash > $1 order by hash limit $2',
      [after, BATCH.records],
    );
    const last = rows.at(-1);
    if (!last) break;
    after = last.hash;
    await session.copy(
      'national_record',
      ['record', 'stops', 'stops_unchecked', 'kept'],
      [Buffer.from(rows.map((row) => nationalRow(row, judge)).join(''))],
    );
  }
  await session.exec('analyze national_record');
}

type RecordRow = { hash: string; kind: RecordKind; standard: string; body: string };

/** The State reads nothing of a file of 1.x, so that no record of it can stop anything. */

/** What is kept of a record: its key as a hash, since it may be long. */
type Kept = { facts: Facts; judged: Judged };

function nationalRow({ hash, kind, standard, body }: RecordRow, judge: (kind: RecordKind, value: unknown) => Judged): string {
  const value: unknown = JSON.parse(body);
  return copyRow([hash, ...columnsOf({ facts: RULES.facts(kind, value), judged: judge(kind, value) }, standard)]);
}

/** `stops`, `stops_unchecked` and `kept`. */
function columnsOf({ facts: { key, platform, ...others }, judged }: Kept, standard: string): [boolean, boolean, string] {
  // No rule asks more of a platform than its beginning.
  const facts = { ...others, key: key === null ? null : uuid(digest(key)), platform: platform?.slice(0, 100) ?? null };
  const stops = (validates: boolean): boolean =>
    !isOld(standard) && RULES.admits(facts, judged, { name: '', datasets: [], validates, spreadOverTime: false }) === 'fault';
  const kept: Kept = { facts, judged };
  return [stops(true), stops(false), JSON.stringify(kept)];
}

/**
 * Judges the records of files of XML as they are written there, by their place in the listing: what is in the database is what our reader makes of them. Where the archive no longer
 * has the file as it was listed, what is in the database stands for it.
 */
async function judgeFilesOfXml(
  session: Session,
  archive: Pick<Archive, 'has' | 'read'>,
  files: readonly Ordered<VersionFile>[],
): Promise<void> {
  await session.exec(`create temp table national_written (
    version int not null, position bigint not null, stops boolean not null, stops_unchecked boolean not null, kept text not null,
    primary key (version, position)) on commit drop`);
  const judge = await nationalXmlJudge();
  for (const { file, process, unread } of files) {
    const { version, form, standard, sha256, records } = file;
    if (unread !== null || !process || form !== 'xml' || standard === null || isOld(standard) || !(await archive.has(sha256)))
      continue;
    const rows: string[] = [];
    for await (const { kind, written } of writtenRecords(archive.read(sha256), standard))
      rows.push(copyRow([version, rows.length + 1, ...columnsOf(judge(kind, written, process.convertsNc === true), standard)]));
    if (rows.length !== records) continue;
    await session.copy(
      'national_written',
      ['version', 'position', 'stops', 'stops_unchecked', 'kept'],
      [Buffer.from(rows.join(''))],
    );
  }
  await session.exec('analyze national_written');
}

/** Writes in which place each version is read, or why it is not, and where a fault stops its reading. */
async function writeReadings(session: Session, files: readonly Ordered<VersionFile>[]): Promise<void> {
  await session.exec(`create temp table national_reading (
    version int primary key, place int not null, validates boolean not null, unread boolean not null, stop bigint) on commit drop`);
  await session.copy(
    'national_reading',
    ['version', 'place', 'validates', 'unread'],
    [Buffer.from(files.map(readingRow).join(''))],
  );
  await session.exec(`update national_reading set stop = found.stop from (
      select g.version, min(${RANK}) as stop
      from national_reading g join listing l on l.version = g.version
        cross join unnest(l.records) with ordinality o(record, position)
        join national_record n on n.record = o.record join record r on r.hash = o.record
        left join national_written w on w.version = g.version and w.position = o.position
      where not g.unread and case when g.validates then coalesce(w.stops, n.stops) else coalesce(w.stops_unchecked, n.stops_unchecked) end
      group by g.version) found
    where found.version = national_reading.version`);
}

function readingRow({ file, process, unread }: Ordered<VersionFile>, place: number): string {
  const columns = [file.version, place, process?.validates === true, unread !== null];
  return copyRow(columns);
}

/** The place of a record in the reading of its file: all marchés, then all concessions. */
const RANK = `((case when r.kind = 'marche' then 0 else 1 end)::bigint << 40) + o.position`;

async function observationsIn(session: Session): Promise<number> {
  const [row] = await session.query<{ count: number }>(
    'select coalesce(sum(cardinality(l.records)), 0)::bigint as count from listing l join national_reading using (version)',
  );
  return row?.count ?? 0;
}

type ObservationRow = {
  key: string;
  place: number;
  record: string;
  stopped: boolean;
  kept: string;
  kind: RecordKind;
  standard: string;
  sameness: string;
  valid: boolean;
  buyer: string | null;
  number: string | null;
};

/** Compares the contracts of a part of the keys. */
async function comparePart(
  session: Session,
  files: readonly Ordered<VersionFile>[],
  { part, parts }: { part: number; parts: number },
  see: (contract: Difference) => void | Promise<void>,
): Promise<void> {
  await session.query(`declare national_observation no scroll cursor for ${observationsOf(part, parts)}`);
  let groups: ObservationRow[][] = [];
  const compareGroups = async (): Promise<void> => {
    const contracts = await contractsOf(
      session,
      groups.map(([first]) => first?.key ?? ''),
    );
    for (const group of groups) for (const one of compareGroup(group, files, contracts)) await see(one);
    groups = [];
  };
  for (;;) {
    const rows = await session.query<ObservationRow>(`fetch forward ${BATCH.rows} from national_observation`);
    for (const row of rows) {
      const group = groups.at(-1);
      if (group?.[0]?.key === row.key) group.push(row);
      else {
        if (groups.length >= BATCH.keys) await compareGroups();
        groups.push([row]);
      }
    }
    if (rows.length < BATCH.rows) break;
  }
  await compareGroups();
  await session.exec('close national_observation');
}

/** The observations of a part of the keys, key by key, in the order of the State's reading. The State's key asks more than ours: a record without ours has none of
 * the State's, and two that have one of the State's have one of ours. */
const observationsOf = (part: number, parts: number): string => `
  select r.key, g.place, o.record, coalesce(${RANK} > g.stop, false) as stopped, coalesce(w.kept, n.kept) as kept,
    r.kind, r.standard, r.sameness, r.valid, r.buyer, r.number
  from national_reading g join listing l on l.version = g.version
    cross join unnest(l.records) with ordinality o(record, position)
    join national_record n on n.record = o.record join record r on r.hash = o.record
    left join national_written w on w.version = g.version and w.position = o.position
  where r.key is not null and ((get_byte(uuid_send(r.key), 0) << 8) + get_byte(uuid_send(r.key), 1)) % ${parts} = ${part}
  order by r.key, g.place, ${RANK}`;

async function contractsOf(session: Session, keys: readonly string[]): Promise<Map<string, Ours>> {
  const rows = await session.query<Ours & { key: string }>(
    'select key, record, year, body is not null as united from contract where key = any($1::uuid[]) and not withdrawn',
    [keys],
  );
  return new Map(rows.map(({ key, ...ours }) => [key, ours]));
}

/** The observations of one key of ours, in the order of the State's reading: its contracts, ours, and why they differ. */
function compareGroup(
  rows: readonly ObservationRow[],
  files: readonly Ordered<VersionFile>[],
  contracts: ReadonlyMap<string, Ours>,
): Difference[] {
  const read = rows.map((row) => {
    const { facts, judged } = JSON.parse(row.kept) as Kept;
    const { file, process, unread } = files[row.place] as Ordered<VersionFile>;
    const { date, run, state } = file;
    const outcome: Outcome | 'read' =
      unread !== null || !process
        ? `unread-${unread ?? 'source'}`
        : row.stopped
          ? 'after-fault'
          : isOld(row.standard)
            ? 'refused'
            : RULES.admits(facts, judged, process);
    const arrival: Arrival = { facts, time: timeOf(date), run, spreadOverTime: process?.spreadOverTime === true };
    return { row, judged, arrival, state, outcome };
  });
  const nationals = new Map<string, number[]>();
  for (const [place, { outcome, arrival }] of read.entries())
    if (outcome === 'read' && arrival.facts.key !== null)
      nationals.set(arrival.facts.key, [...(nationals.get(arrival.facts.key) ?? []), place]);
  const fates = new Map<number, Outcome>();
  const states = [...nationals].flatMap(([key, places]): (National & { key: string })[] => {
    const those = places.map((place) => read[place] as (typeof read)[number]);
    const { stored, fates: found, years } = consolidateKey(those.map(({ arrival }) => arrival));
    for (const [at, place] of places.entries()) fates.set(place, found[at] as Outcome);
    const winner = stored === null ? undefined : those[stored];
    if (!winner) return [];
    return [
      {
        key,
        record: winner.row.record,
        exclusions: RULES.exclusions(winner.judged, winner.arrival),
        years: [...years.keys()].toSorted(),
      },
    ];
  });
  const seen = read.map(({ row, judged, arrival, state, outcome }, place): Seen => {
    const { record, sameness, standard, valid } = row;
    const own = fates.get(place) ?? (outcome === 'read' ? 'fault' : outcome);
    const refused = judged.refusal !== null;
    return { record, sameness, standard, valid, version: state, nationalKey: arrival.facts.key, outcome: own, refused };
  });
  const [{ key, kind }] = rows as [ObservationRow];
  return compareKey(contracts.get(key) ?? null, states, seen).map(({ ours, national, reasons }) => {
    const hash = ours?.record ?? national?.record;
    const { buyer = null, number = null } = rows.find(({ record }) => record === hash) ?? {};
    return { key, kind, buyer, number, ours, national, reasons };
  });
}
