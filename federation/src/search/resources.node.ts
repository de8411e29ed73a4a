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
  /** Of the last version that was accepted. */
  acceptedAt: string | null;
};

const COLUMNS = `x.id, x.name, x.source, x.dataset, x.title, x.format, x.url, x.updates, x.checked_at as "checkedAt", x.gone_at as "goneAt",
  last.outcome as "lastOutcome", case when last.outcome = 'failed' then last.error end as failing,
  (select max(v.fetched_at) from version v where v.resource = x.id and v.state = 'accepted') as "acceptedAt"`;

/** With its last attempt. */
const FROM = `resource x left join lateral (
  select outcome, error from attempt a where a.resource = x.id order by a.id desc limit 1) last on true`;

/** A resource by its name: its id on data.gouv.fr, or its address. */
export async function resourceOf(queries: Queries, name: string): Promise<Resource | undefined> {
  const [row] = await queries.query<Resource>(`select ${COLUMNS} from ${FROM} where x.name = $1`, [name]);
  return row;
}

/** Resources after a number, in the order of their numbers. */
export const resourcesAfter = (queries: Queries, source: string | undefined, after: number, limit: number): Promise<Resource[]> =>
  queries.query<Resource>(
    `select ${COLUMNS} from ${FROM} where x.id > $1 and ($2::text is null or x.source = $2) order by x.id limit $3`,
    [after, source ?? null, limit],
  );

/** What a source last did. */
export type SourceState = { source: string; files: number; gone: number; failed: number; held: number; checkedAt: string | null };

export const sourceStates = (queries: Queries): Promise<SourceState[]> =>
  queries.query<SourceState>(`select x.source, count(*)::int as files, count(x.gone_at)::int as gone,
    (count(*) filter (where last.outcome = 'failed' and x.gone_at is null))::int as failed,
    (count(*) filter (where newest.state = 'held'))::int as held, max(x.checked_at) as "checkedAt"
  from ${FROM} left join lateral (select state from version v where v.resource = x.id order by v.fetched_at desc limit 1) newest on true
  group by x.source order by x.source`);

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

/** What a version has. `findings`: of its records, and of the file, each with the number of places. */
export type VersionCounts = {
  records: number;
  rejected: number;
  findings: (Finding & { standard: string })[];
  around: Finding[];
};

/** Counts of a version; undefined where the resource has no such version, or where it was not judged. */
export async function countsOf(queries: Queries, resource: number, version: number): Promise<VersionCounts | undefined> {
  const [row] = await queries.query<VersionCounts>(COUNTS, [resource, version]);
  return row;
}

const COUNTS = `with verdicts as (
  select o.verdict, count(*) as records from listing l join version v on v.id = l.version cross join unnest(l.verdicts) o(verdict)
  where l.version = $2 and v.resource = $1 group by o.verdict),
findings as (
  select d.standard, f ->> 'code' as code, f ->> 'severity' as severity, coalesce(f ->> 'field', '') as field,
    sum((f ->> 'count')::bigint * v.records)::bigint as count
  from verdicts v join verdict d on d.id = v.verdict cross join lateral jsonb_array_elements(d.findings) f group by 1, 2, 3, 4)
select coalesce((select sum(records) from verdicts), 0)::bigint as records,
  coalesce((select sum(v.records) from verdicts v join verdict d on d.id = v.verdict where not d.valid), 0)::bigint as rejected,
  coalesce((select jsonb_agg(f order by f.count desc, f.code, f.field) from findings f), '[]') as findings, l.around
from listing l join version v on v.id = l.version where l.version = $2 and v.resource = $1`;

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
