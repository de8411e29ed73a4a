/** What happened to the files of a source. */
import type { Queries } from '../store/store.ts';

/**
 * `broken`: a file can no longer be fetched; `restored`: it can again, after having failed since `since`; `gone`: its dataset no longer lists it; the others: what became of a new
 * version of it. `error`: the kind of failure. `reason`: what the guard counted, or why a version could not be read.
 */
export type SourceEvent = {
  at: string;
  event: 'broken' | 'restored' | 'gone' | 'accepted' | 'held' | 'unreadable';
  resource: string;
  title: string;
  version: number | null;
  /** Of the version; null where it is too large to be counted at each request. */
  records: number | null;
  reason: unknown;
  error: string | null;
  since: string | null;
};

/** The last events of a source, the last first. Those of failures are among its last 500 attempts that failed. */
export const lastEvents = (queries: Queries, source: string, limit: number): Promise<SourceEvent[]> =>
  queries.query<SourceEvent>(EVENTS, [source, limit]);

/** A failure that is over sooner was of one pass, which tries several times. */
const SHORT = "interval '1 hour'";

/** Bytes of the list of records of a version that is counted: some 200 000 records. */
const COUNTED = 3_200_000;

const FAILURES = 500;

/** An outage begins with a failure before which there is none, and ends with a success before which there is one. */
const EVENTS = `with files as (select id, name, title, gone_at from resource where source = $1),
failures as (
  select a.id, a.resource, a.at, a.error,
    (select p.outcome from attempt p where p.resource = a.resource and p.id < a.id order by p.id desc limit 1) is distinct from 'failed' as begins,
    n.id as "nextId", n.at as "nextAt", n.outcome as "nextOutcome"
  from (select * from attempt where source = $1 and outcome = 'failed' and resource is not null order by id desc limit ${FAILURES}) a
  left join lateral (select id, at, outcome from attempt n where n.resource = a.resource and n.id > a.id order by n.id limit 1) n on true),
outages as (
  select resource, at as since, error, (
    select g.at from attempt g where g.resource = f.resource and g.id > f.id and g.outcome <> 'failed' order by g.id limit 1) as until
  from failures f where begins),
events as (
  select since as at, 'broken' as event, resource, null::int as version, null::int as records, null::jsonb as reason, error, null::timestamptz as since
  from outages where until is null or until - since >= ${SHORT}
  union all
  select "nextAt", 'restored', resource, null, null, null, null, since from (
    select f.resource, f."nextAt", (
      select min(b.at) from attempt b where b.resource = f.resource and b.id <= f.id and b.id > coalesce((
        select g.id from attempt g where g.resource = f.resource and g.id < f.id and g.outcome <> 'failed' order by g.id desc limit 1), 0)) as since
    from failures f where f."nextOutcome" <> 'failed') m
  where "nextAt" - since >= ${SHORT}
  union all
  select gone_at, 'gone', id, null, null, null, null, null from files where gone_at is not null
  union all
  select v.fetched_at, v.state, v.resource, v.id, null, v.reason, null, null from files f, lateral (
    select * from version o where o.resource = f.id and o.state <> 'fetched' order by o.fetched_at desc limit $2) v)
select e.at, e.event, f.name as resource, f.title, e.version,
  (select case when pg_column_size(l.records) <= ${COUNTED} then cardinality(l.records) end from listing l where l.version = e.version) as records,
  e.reason, e.error, e.since
from (select * from events order by at desc, resource, version desc limit $2) e join files f on f.id = e.resource
order by e.at desc, f.name, e.version desc`;
