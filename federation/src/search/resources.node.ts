/** Files that sources publish: their versions, what was found in each, and when each could be fetched. */
import type { Found as Finding } from '../judge/verdicts.node.ts';
import type { Queries } from '../store/store.ts';

/** Times in ISO 8601. `failing`: the error of the last attempt, where it failed. */
export type Resource = {
  id: number;
  name: string;
  source: string;
  dataset: string;
  title: string;
  format: string;
  url: string;
  updates: 'added' | 'replaced';
  checkedAt: string | null;
  goneAt: string | null;
  lastOutcome: string | null;
  failing: string | null;
  /** Since when each attempt failed. */
  failingSince: string | null;
  /** Of the last version that was accepted. */
  acceptedAt: string | null;
  /** What became of the last version, and why. */
  newest: { state: Version['state']; reason: unknown } | null;
};

const COLUMNS = `x.id, x.name, x.source, x.dataset, x.title, x.format, x.url, x.updates, x.checked_at as "checkedAt", x.gone_at as "goneAt",
  last.outcome as "lastOutcome", case when last.outcome = 'failed' then last.error end as failing,
  case when last.outcome = 'failed' then (select min(f.at) from attempt f where f.resource = x.id and f.id > coalesce(
    (select g.id from attempt g where g.resource = x.id and g.outcome <> 'failed' order by g.id desc limit 1), 0)) end as "failingSince",
  (select max(v.fetched_at) from version v where v.resource = x.id and v.state = 'accepted') as "acceptedAt",
  (select jsonb_build_object('state', v.state, 'reason', v.reason) from version v where v.resource = x.id order by v.fetched_at desc limit 1) as newest`;

/** With its last attempt. */
const FROM = `resource x left join lateral (
  select outcome, error from attempt a where a.resource = x.id order by a.id desc limit 1) last on true`;

/** A resource by its name: its id on data.gouv.fr, or its address. */
export async function resourceOf(queries: Queries, name: string): Promise<Resource | undefined> {
  const [row] = await queries.query<Resource>(`select ${COLUMNS} from ${FROM} where x.name = $1`, [name]);
  return row;
}

/** The version of the standard by which the last version of a resource that was accepted was judged; undefined where there is none. */
export async function standardOf(queries: Queries, resource: number): Promise<string | undefined> {
  const [row] = await queries.query<{ standard: string | null }>(
    "select standard from version where resource = $1 and state = 'accepted' order by fetched_at desc limit 1",
    [resource],
  );
  return row?.standard ?? undefined;
}

/** Resources after a number, in the order of their numbers. */
export const resourcesAfter = (queries: Queries, source: string | undefined, after: number, limit: number): Promise<Resource[]> =>
  queries.query<Resource>(
    `select ${COLUMNS} from ${FROM} where x.id > $1 and ($2::text is null or x.source = $2) order by x.id limit $3`,
    [after, source ?? null, limit],
  );

/**
 * How the files of a source are. Each is in one state: `gone`, no longer listed; `failed`, whose last attempt failed or whose last version is unreadable; `held`, whose last version is
 * blocked by the guard; `ok`, whose last version was fetched, and is read or still to read. One that was never looked for is in none.
 */
export type SourceState = {
  source: string;
  files: number;
  ok: number;
  failed: number;
  held: number;
  gone: number;
  checkedAt: string | null;
};

export const sourceStates = (queries: Queries): Promise<SourceState[]> =>
  queries.query<SourceState>(`select source, count(*)::int as files, max(checked_at) as "checkedAt",
  ${['ok', 'failed', 'held', 'gone'].map((state) => `(count(*) filter (where state = '${state}'))::int as ${state}`).join(', ')}
from (
  select x.source, x.checked_at, case
    when x.gone_at is not null then 'gone'
    when x.checked_at is null then null
    when last.outcome = 'failed' then 'failed'
    else (select case v.state when 'held' then 'held' when 'unreadable' then 'failed' else 'ok' end
      from version v where v.resource = x.id order by v.fetched_at desc limit 1) end as state
  from ${FROM}) files
group by source order by source`);

/** A version of a resource. `state`: see `sql/001-federation.sql`. */
export type Version = {
  id: number;
  fetchedAt: string;
  sha256: string;
  size: number;
  state: 'fetched' | 'accepted' | 'held' | 'unreadable';
  reason: unknown;
  form: string | null;
  standard: string | null;
};

/** The versions of a resource before a number, the last first. */
export const versionsBefore = (
  queries: Queries,
  resource: number,
  before: number | undefined,
  limit: number,
): Promise<Version[]> =>
  queries.query<Version>(
    `select v.id, v.fetched_at as "fetchedAt", c.sha256, c.size, v.state, v.reason, v.form, v.standard
     from version v join content c on c.id = v.content where v.resource = $1 and ($2::int is null or v.id < $2) order by v.id desc limit $3`,
    [resource, before ?? null, limit],
  );

/**
 * What a version has. `findings`: of its records, and of the file, each with the number of places. `previous`: the last version that was accepted before it; `difference`: with that
 * one, null where there is none and where the two are too large.
 */
export type VersionCounts = {
  records: number;
  rejected: number;
  findings: (Finding & { standard: string })[];
  around: Finding[];
  previous: number | null;
  difference: { added: number; removed: number; changed: number } | null;
};

/** Counts of a version; undefined where the resource has no such version, or where it was not judged. */
export async function countsOf(queries: Queries, resource: number, version: number): Promise<VersionCounts | undefined> {
  const [row] = await queries.query<Omit<VersionCounts, 'difference'> & { isLarge: boolean | null }>(COUNTS, [resource, version]);
  if (!row) return undefined;
  const { isLarge, ...counts } = row;
  if (counts.previous === null || isLarge !== false) return { ...counts, difference: null };
  const [difference] = await queries.query<NonNullable<VersionCounts['difference']>>(DIFFERENCE, [version, counts.previous]);
  return { ...counts, difference: difference ?? null };
}

/** Bytes of the lists of records of two versions that are compared: some 200 000 records. */
const COMPARED = 3_200_000;

/** Records of a contract that both versions have, but not alike, are changed. A record without what identifies a contract is itself alone. */
const DIFFERENCE = `with now as (select distinct unnest(records) as hash from listing where version = $1),
before as (select distinct unnest(records) as hash from listing where version = $2),
added as (select n.hash, coalesce(r.key, n.hash) as key from (select hash from now except select hash from before) n left join record r on r.hash = n.hash),
removed as (select b.hash, coalesce(r.key, b.hash) as key from (select hash from before except select hash from now) b left join record r on r.hash = b.hash),
changed as (select key from added intersect select key from removed)
select (select count(*) from added where key not in (select key from changed)) as added,
  (select count(*) from removed where key not in (select key from changed)) as removed, (select count(*) from changed) as changed`;

const COUNTS = `with verdicts as (
  select o.verdict, count(*) as records from listing l join version v on v.id = l.version cross join unnest(l.verdicts) o(verdict)
  where l.version = $2 and v.resource = $1 group by o.verdict),
findings as (
  select d.standard, f ->> 'code' as code, f ->> 'severity' as severity, coalesce(f ->> 'field', '') as field,
    sum((f ->> 'count')::bigint * v.records)::bigint as count
  from verdicts v join verdict d on d.id = v.verdict cross join lateral jsonb_array_elements(d.findings) f group by 1, 2, 3, 4)
select coalesce((select sum(records) from verdicts), 0)::bigint as records,
  coalesce((select sum(v.records) from verdicts v join verdict d on d.id = v.verdict where not d.valid), 0)::bigint as rejected,
  coalesce((select jsonb_agg(f order by f.count desc, f.code, f.field) from findings f), '[]') as findings, l.around,
  p.version as previous, pg_column_size(l.records) + pg_column_size(p.records) > ${COMPARED} as "isLarge"
from listing l join version v on v.id = l.version left join lateral (
  select q.version, q.records from version o join listing q on q.version = o.id
  where o.resource = v.resource and o.state = 'accepted' and o.fetched_at < v.fetched_at order by o.fetched_at desc limit 1) p on true
where l.version = $2 and v.resource = $1`;

/** A request for a resource, whatever became of it. `bytes` of the answer. */
export type Attempt = {
  id: number;
  at: string;
  status: number | null;
  bytes: number;
  milliseconds: number;
  outcome: string;
  error: string | null;
};

/** The attempts to fetch a resource before a number, the last first. */
export const attemptsBefore = (
  queries: Queries,
  resource: number,
  before: number | undefined,
  limit: number,
): Promise<Attempt[]> =>
  queries.query<Attempt>(
    `select id, at, status, bytes, milliseconds, outcome, error from attempt
     where resource = $1 and ($2::bigint is null or id < $2) order by id desc limit $3`,
    [resource, before ?? null, limit],
  );
