/**
 * Compares the consolidated contracts with what the national consolidation makes of the same files, which is replayed over the archive. Observations are read from the database
 * in batches. Records that were erased are in neither result.
 */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { inForceOf } from '../../../src/model/releases.ts';
import type { Process } from '../../../src/consolidation/processes.ts';
import type { Fate } from '../../../src/consolidation/replay.ts';
import { judgeOf } from '../../../src/consolidation/schema.ts';
import { loadVersion, versionIndex } from '../../../src/validate/registry.node.ts';
import type { Federation } from '../federation.ts';
import { copyRow, type Session } from '../store/store.ts';
import type { Ours, Seen } from './difference.ts';
import type { ArchivedFile, ReplayedFile } from './passes.ts';
import { replayArchive } from './replay.node.ts';
import type { Difference } from './report.ts';
import { compareObservations, type Kept, type Observation } from './state.ts';

/** Keys whose contracts are read at once, rows fetched at once. */
const BATCH = { keys: 500, rows: 5000 };

/** Observations that are sorted at once: keys are divided so that no part has many more. */
const PART = 2_000_000;

/**
 * Gives each contract to `see`, those that do not differ as well, in no order that means anything. Returns how many keys wait to be consolidated: what is compared
 * is older than what was read for them. `most`: observations that are sorted at once.
 */
export async function compareWithState(
  { store, archive }: Pick<Federation, 'store' | 'archive'>,
  processes: readonly Process[],
  see: (contract: Difference) => void | Promise<void>,
  most = PART,
): Promise<{ pending: number }> {
  const { validators } = await loadVersion(inForceOf(await versionIndex()));
  return store.session((session) =>
    session.transaction(async () => {
      // One state of the database, whatever is written meanwhile.
      if (store.kind === 'postgres') await session.exec('set transaction isolation level repeatable read');
      const files = await replayArchive(session, { archive, processes, judge: judgeOf(validators) });
      const observations = await writePlaces(session, files);
      const parts = Math.max(1, Math.ceil(observations / most));
      const readings = new Map(files.map((file) => [file.number, file]));
      for (let part = 0; part < parts; part++) await comparePart(session, readings, { part, parts }, see);
      await compareUnlisted(session, see);
      const [row] = await session.query<{ pending: number }>('select count(distinct key) as pending from dirty');
      await session.exec('drop table national_seen, national_list, national_kept, national_place');
      return { pending: row?.pending ?? 0 };
    }),
  );
}

/** Versions whose records are known. */
const VERSIONS = `
  select v.id as version, x.name, v.fetched_at as fetched, l.records,
    case when v.state = 'held' then 'held'
      when x.updates = 'added' or not exists (
        select from version o where o.resource = v.resource and o.state = 'accepted' and o.fetched_at > v.fetched_at) then 'current'
      else 'older' end as state
  from version v join resource x on x.id = v.resource join listing l on l.version = v.id
  where v.state in ('accepted', 'held') and v.id > $1
  order by v.id limit 1`;

type VersionRow = { version: number; name: string; fetched: string; state: Seen['version']; records: string[] };

/** Writes where each record of a listing stands in the lists of its file, so that the two readings of it meet. Returns how many there are. */
async function writePlaces(
  session: Session,
  files: readonly (ReplayedFile & Pick<ArchivedFile, 'id' | 'fetchedAt'>)[],
): Promise<number> {
  await session.exec(`create temp table national_place (
    file int not null, kind text not null, place int not null, record uuid not null, state text not null) on commit drop`);
  const numbers = new Map(files.map(({ id, fetchedAt, number }) => [versionKey(id, fetchedAt), number]));
  let count = 0;
  for (let after = 0; ;) {
    const [row] = await session.query<VersionRow>(VERSIONS, [after]);
    if (!row) break;
    after = row.version;
    const number = numbers.get(versionKey(row.name, row.fetched));
    if (number === undefined || row.records.length === 0) continue;
    const kinds = await session.query<{ kind: RecordKind | null }>(
      `select r.kind from unnest($1::uuid[]) with ordinality o(record, position) left join record r on r.hash = o.record order by o.position`,
      [row.records],
    );
    const places = placesOf(kinds.map(({ kind }) => kind)).map(({ kind, place }, at) =>
      copyRow([number, kind, place, row.records[at] ?? '', row.state]),
    );
    count += places.length;
    await session.copy('national_place', ['file', 'kind', 'place', 'record', 'state'], [Buffer.from(places.join(''))]);
  }
  await session.exec('analyze national_place; analyze national_seen');
  return count;
}

const versionKey = (resource: string, fetched: string): string => JSON.stringify([resource, new Date(fetched).toISOString()]);

/** The place of each record in the list of its kind. A record that was erased has no kind: it is taken for one like that before it. */
function placesOf(kinds: readonly (RecordKind | null)[]): { kind: RecordKind; place: number }[] {
  const next: Record<RecordKind, number> = { marche: 0, 'contrat-concession': 0 };
  let last = kinds.find((kind) => kind !== null) ?? 'marche';
  return kinds.map((own) => {
    last = own ?? last;
    return { kind: last, place: next[last]++ };
  });
}

type ObservationRow = {
  key: string;
  file: number;
  record: string;
  state: Seen['version'];
  fate: Fate | null;
  national: string | null;
  unsure: boolean;
  refused: boolean;
  kept: string | null;
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
  files: ReadonlyMap<number, ReplayedFile>,
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

/** Lists that both readings find as long: the places of the others mean nothing. */
const LISTED = `(
  select p.file, p.kind from national_place p group by p.file, p.kind
  having count(*) = (select max(l.records) from national_list l where l.file = p.file and l.kind = p.kind))`;

/** What became of a record at the last pass that read its file. */
const LAST = '(select distinct on (file, kind, place) * from national_seen order by file, kind, place, launch desc)';

/**
 * The observations of a part of the keys, key by key. The State's key asks more than ours: a record without ours has none of the State's, and two that have one of the State's
 * have one of ours.
 */
const observationsOf = (part: number, parts: number): string => `
  select r.key, p.file, p.record, p.state, s.fate, s.key as national, coalesce(s.unsure, false) as unsure, coalesce(s.invalid, false) as refused, k.kept,
    r.kind, r.standard, r.sameness, r.valid, r.buyer, r.number
  from national_place p join record r on r.hash = p.record
    left join ${LISTED} m on m.file = p.file and m.kind = p.kind
    left join ${LAST} s on s.file = m.file and s.kind = m.kind and s.place = p.place
    left join national_kept k on k.file = m.file and k.kind = m.kind and k.place = p.place
  where r.key is not null and ((get_byte(uuid_send(r.key), 0) << 8) + get_byte(uuid_send(r.key), 1)) % ${parts} = ${part}
  order by r.key, p.file, p.kind, p.place`;

async function contractsOf(session: Session, keys: readonly string[]): Promise<Map<string, Ours>> {
  const rows = await session.query<Ours & { key: string }>(
    'select key, record, year, body is not null as united from contract where key = any($1::uuid[]) and not withdrawn',
    [keys],
  );
  return new Map(rows.map(({ key, ...ours }) => [key, ours]));
}

/** The observations of one key of ours: its contracts, ours, and why they differ. */
function compareGroup(
  rows: readonly ObservationRow[],
  files: ReadonlyMap<number, ReplayedFile>,
  contracts: ReadonlyMap<string, Ours>,
): Difference[] {
  const observations = rows.map(
    ({ state: version, national: nationalKey, unsure: isUnsure, kept, file: number, ...row }): Observation => {
      const file = files.get(number);
      if (!file) throw new Error(`the file ${number} is not replayed`);
      return { ...row, version, nationalKey, isUnsure, file, kept: kept === null ? undefined : (JSON.parse(kept) as Kept) };
    },
  );
  const [{ key, kind }] = rows as [ObservationRow];
  return compareObservations(contracts.get(key) ?? null, observations).map((compared) => {
    const hash = compared.ours?.record ?? compared.national?.record;
    const { buyer = null, number = null } = rows.find(({ record }) => record === hash) ?? {};
    return { key, kind, buyer, number, ...compared };
  });
}

/** What the State publishes of files that are not listed here as it reads them: they were refused here, or read to another end. */
async function compareUnlisted(session: Session, see: (contract: Difference) => void | Promise<void>): Promise<void> {
  const rows = await session.query<{ key: string; named: string; kind: RecordKind; kept: string }>(`
    select distinct on (k.key) k.key, k.named, k.kind, k.kept from national_kept k
      left join ${LISTED} m on m.file = k.file and m.kind = k.kind
    where m.file is null and not exists (
      select from national_kept o join ${LISTED} n on n.file = o.file and n.kind = o.kind where o.key = k.key)
    order by k.key, k.file desc`);
  for (const { key, named, kind, kept: text } of rows) {
    const { files, exclusions, isStored, isOut } = JSON.parse(text) as Kept;
    if (files.length === 0 && !(isStored && isOut)) continue;
    const [number, buyer] = namesIn(named);
    const years = [...new Set(files.map((name) => name.slice(0, 4)))].toSorted();
    await see({
      key,
      kind,
      buyer,
      number,
      ours: null,
      national: { record: key, exclusions, years, others: false },
      reasons: ['file-not-listed'],
    });
  }
}

/** The number of the contract and its buyer, of a key as text, which may be cut. */
function namesIn(key: string): [number: string | null, buyer: string | null] {
  const [, number = null, buyer = null] = /^\["[^"]*","((?:[^"\\]|\\.)*)","((?:[^"\\]|\\.)*)"/.exec(key) ?? [];
  return [number, buyer];
}
