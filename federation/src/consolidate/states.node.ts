import type { Federation } from '../federation.ts';
import type { Session } from '../store/store.ts';
import { type Balance, type Counts, type FileBalance, type Imbalance, noCounts, type Unproven } from './balance.ts';

/** Observations looked at by one statement, about: one version is never cut. Each reads all records, so that there are to be few; what they look at stands on disk. */
const BATCH = 2_000_000;

/**
 * Counts the observations of every judged version by their states, and holds the counts against what else is known: what a version lists, the contracts, the sightings. All
 * of it is read as it was at one time. Progress goes to no one: it takes seconds for a million observations.
 */
export const balance = ({ store }: Federation): Promise<Balance> =>
  store.session((session) =>
    session.transaction(async () => {
      await session.exec('set transaction isolation level repeatable read');
      return balanceIn(session);
    }),
  );

/** The same, within a transaction that sees one state of the database. */
export async function balanceIn(session: Session): Promise<Balance> {
  const files = await countFiles(session);
  const faults = await faultsOf(session, files);
  const sources = new Map<string, Counts>();
  const all = noCounts();
  for (const file of files) {
    const source = sources.get(file.source) ?? noCounts();
    sources.set(file.source, source);
    for (const sum of [source, all]) add(sum, file);
  }
  const [unproven = { keys: 0, versions: 0 }] = await session.query<Unproven>(
    `select (select count(*) from dirty) as keys, (select count(*) from version where state = 'fetched') as versions`,
  );
  return { files, sources: [...sources].map(([source, counts]) => ({ source, ...counts })), all, faults, unproven };
}

function add(sum: Counts, { read, current, states }: Counts): void {
  sum.read += read;
  sum.current += current;
  for (const name of Object.keys(states) as (keyof Counts['states'])[]) sum.states[name] += states[name];
}

type Version = Omit<FileBalance, keyof Counts> & {
  version: number;
  counts: boolean;
  isCurrent: boolean;
  read: number;
  equal: boolean | null;
};

/** Versions that were judged, in the order in which the first observation of a record is looked for. */
const VERSIONS = `select v.id as version, x.source, x.name as resource, x.title, v.fetched_at as "fetchedAt",
  v.state = 'accepted' and (x.updates = 'added' or is_last) as counts, v.state = 'accepted' and is_last as "isCurrent",
  coalesce(cardinality(l.records), 0) as read, cardinality(l.records) = cardinality(l.verdicts) as equal
from version v join resource x on x.id = v.resource left join listing l on l.version = v.id
  cross join lateral (select not exists (
    select from version o where o.resource = v.resource and o.state = 'accepted' and o.fetched_at > v.fetched_at) as is_last) last
where v.state in ('accepted', 'held')
order by x.name collate "C", v.fetched_at`;

async function countFiles(session: Session): Promise<(FileBalance & { equal: boolean | null })[]> {
  const versions = await session.query<Version>(VERSIONS);
  await session.exec(`create temp table batch (place int, version int, counts boolean, current boolean) on commit drop;
    create temp table observation (place int, counts boolean, current boolean, version int, position int, record uuid) on commit drop;
    create temp table first_seen (record uuid primary key, version int not null, position int not null) on commit drop`);
  const files: (FileBalance & { equal: boolean | null })[] = [];
  for (let from = 0, to = 0; from < versions.length; from = to) {
    for (let sum = 0; to < versions.length && (to === from || sum + (versions[to] as Version).read <= BATCH); to++)
      sum += (versions[to] as Version).read;
    const batch = versions.slice(from, to);
    const states = await countBatch(session, batch);
    for (const { version, counts: _, isCurrent, ...file } of batch)
      files.push({ ...file, current: isCurrent ? file.read : 0, states: { ...noCounts().states, ...states.get(version) } });
  }
  return files;
}

/** Counts the observations of some versions by state. The first observation of a preferred record was in these versions or in those of calls before. */
async function countBatch(session: Session, batch: readonly Version[]): Promise<Map<number, Partial<Counts['states']>>> {
  await session.exec('truncate batch, observation');
  await session.query(
    `insert into batch select ordinality, version, counts, current
     from unnest($1::int[], $2::boolean[], $3::boolean[]) with ordinality o(version, counts, current)`,
    [batch.map(({ version }) => version), batch.map(({ counts }) => counts), batch.map(({ isCurrent }) => isCurrent)],
  );
  await session.exec(`insert into observation select b.place, b.counts, b.current, b.version, o.position, o.record
    from batch b join listing l on l.version = b.version cross join unnest(l.records) with ordinality o(record, position);
    analyze observation;
    ${FIRST};
    analyze first_seen`);
  const rows = await session.query<{ version: number; state: keyof Counts['states']; count: number }>(COUNT);
  const states = new Map<number, Partial<Counts['states']>>();
  for (const { version, state, count } of rows) states.set(version, { ...states.get(version), [state]: count });
  return states;
}

/**
 * Whether the contract is that of the record's key is looked at by `COUNT`: a second condition here would have PostgreSQL expect one row, and compare each contract with each
 * observation.
 */
const FIRST = `insert into first_seen select distinct on (o.record) o.record, o.version, o.position
  from observation o join contract c on c.record = o.record and not c.withdrawn
  where o.counts order by o.record, o.place, o.position
  on conflict (record) do nothing`;

/** The state of each observation. What none of the definitions fits is `unaccounted`, and a fault of ours. */
const COUNT = `select version, state, count(*) as count from (
  select o.version, case
    when t.record is not null then 'erased'
    when v.state = 'held' then 'held'
    when r.hash is null then 'unaccounted'
    when not o.counts or not o.current and (not r.valid or r.key is null) then
      case when c.key is not null or exists (
        select from sighting s where s.record = o.record and (s.current_times > 0 or r.valid and r.key is not null)
      ) then 'older-version' else 'withdrawn' end
    when not r.valid or r.key is null then 'invalid'
    when p.hash is null then 'unaccounted'
    when f.record is not null and o.record = p.hash then case when c.reserved then 'reserved' else 'selected' end
    when r.sameness = p.sameness then 'duplicate'
    else 'superseded' end as state
  from observation o
    join version v on v.id = o.version
    left join tombstone t on t.record = o.record
    left join record r on r.hash = o.record
    left join contract c on c.key = r.key and not c.withdrawn
    left join record p on p.hash = c.record
    left join first_seen f on f.record = o.record and f.version = o.version and f.position = o.position) o
group by version, state`;

async function faultsOf(session: Session, files: readonly (FileBalance & { equal: boolean | null })[]): Promise<Imbalance[]> {
  const faults: Imbalance[] = [];
  const sum = noCounts();
  for (const { equal, ...file } of files) {
    add(sum, file);
    const { resource, fetchedAt } = file;
    const counted = Object.values(file.states).reduce((one, other) => one + other, 0);
    if (equal === null) faults.push({ fault: 'unlisted', resource, fetchedAt });
    else if (!equal) faults.push({ fault: 'verdicts', resource, fetchedAt });
    if (counted !== file.read) faults.push({ fault: 'sum', resource, fetchedAt, expected: file.read, found: counted });
    if (file.states.unaccounted > 0) faults.push({ fault: 'unaccounted', resource, fetchedAt, found: file.states.unaccounted });
  }
  const [{ contracts, sighted } = { contracts: 0, sighted: 0 }] = await session.query<{ contracts: number; sighted: number }>(
    `select (select count(*) from contract where not withdrawn) as contracts,
       (select coalesce(sum(case when r.valid and r.key is not null then s.times else s.current_times end), 0)::bigint
        from sighting s join record r on r.hash = s.record) as sighted`,
  );
  const { selected, reserved, duplicate, superseded, invalid } = sum.states;
  if (selected + reserved !== contracts) faults.push({ fault: 'contracts', expected: contracts, found: selected + reserved });
  const current = selected + reserved + duplicate + superseded + invalid;
  if (current !== sighted) faults.push({ fault: 'sightings', expected: sighted, found: current });
  return faults;
}
