/** Versions that are judged again: the catalogue says another thing of them than it did when they were judged, or the archive has their content again. */
import { GUARD, updatesOf } from '../catalogue/source.ts';
import type { Federation } from '../federation.ts';
import type { Session } from '../store/store.ts';

/** Of the advisory locks of a database, the first number of those of whoever judges a resource; the second is that of the resource. */
export const RESOURCES = 72_038;

/**
 * Takes back what was judged of a resource from its first version of which the catalogue says another thing: the guard would hold one that was accepted, or accept one that
 * was held, as the source is now (`guard`, `accept`); or, by its rhythm, all of them now add up, or no longer do; or one that was given up as damaged is whole again. Its later versions are taken back as well, since each was
 * compared with those before it: all end as if the catalogue had always said so, which is what `rebuild` gives. A resource that another worker judges is left to the next call.
 */
export async function reopen({ store, catalogue }: Pick<Federation, 'store' | 'catalogue'>, session: Session): Promise<void> {
  await session.exec('update resource set judged_as = updates where judged_as is null');
  const sources = [...catalogue.values()];
  const datasets = sources.flatMap(({ id, datasets }) => datasets.map((dataset) => ({ source: id, ...dataset })));
  // The harvest says so as well, of what a dataset lists: not of what is gone, or harvested no longer.
  await session.query(SET_UPDATES, [
    datasets.map(({ source }) => source),
    datasets.map(({ id }) => id),
    datasets.map(({ rhythm }) => updatesOf(rhythm)),
  ]);
  const accepted = sources.flatMap(({ id, accept }) => accept.map((sha256) => ({ id, sha256 })));
  const said = [
    sources.map(({ id }) => id),
    sources.map(({ guard }) => guard),
    GUARD,
    accepted.map(({ id }) => id),
    accepted.map(({ sha256 }) => sha256),
  ];
  for (const { resource } of await session.query<{ resource: number }>(`select resource from (${FIRST}) first`, said))
    await takeBack({ store, session }, resource, async () => {
      // Another worker may have done it before the lock was taken.
      const [first] = await session.query<{ since: string }>(`select since from (${FIRST}) first where resource = $6`, [
        ...said,
        resource,
      ]);
      return first?.since;
    });
}

/**
 * Takes back what was judged of a resource from a time on, in one transaction: nothing where another worker judges it, or where `since`, which is asked in it once the resource is
 * locked, says none. Returns whether anything was.
 */
export async function takeBack(
  { store, session }: { store: Pick<Federation['store'], 'kind'>; session: Session },
  resource: number,
  since: () => Promise<string | undefined>,
): Promise<boolean> {
  return session.transaction(async () => {
    if (store.kind === 'postgres') {
      const [row] = await session.query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1, $2) as locked', [
        ...[RESOURCES, resource],
      ]);
      if (!row?.locked) return false;
    }
    const from = await since();
    if (from === undefined) return false;
    for (const sql of [MARK, FORGET]) await session.query(sql, [resource]);
    await session.query(TAKE_BACK, [resource, from]);
    // What is published again is to be consolidated as well as what no longer is.
    for (const sql of [RESTORE, MARK]) await session.query(sql, [resource]);
    return true;
  });
}

const SET_UPDATES = `
  update resource set updates = known.updates from unnest($1::text[], $2::text[], $3::text[]) as known (source, dataset, updates)
  where resource.source = known.source and resource.dataset = known.dataset and resource.updates <> known.updates`;

/**
 * The resources to judge again, each with the time of the first of its versions to be. $1, $2: sources and their guards; $3: the guard of others; $4, $5: sources and sums that
 * they accept.
 */
const FIRST = `
  select resource, min(since) as since from (
    select version.resource, version.fetched_at as since
    from version join resource on resource.id = version.resource join content on content.id = version.content
      left join unnest($1::text[], $2::float8[]) as known (source, guard) using (source)
      left join (select distinct * from unnest($4::text[], $5::text[]) as sums (source, sha256)) as accepted using (source, sha256)
    where version.loss > 0 and version.state <> 'fetched'
      and (version.state = 'held') <> (version.loss > coalesce(known.guard, $3) and accepted.sha256 is null)
    union all
    select version.resource, version.fetched_at from version join content on content.id = version.content
    where version.state = 'unreadable' and version.reason ->> 'code' = 'damaged' and content.damaged_at is null
    union all
    select id, 'epoch' from resource where judged_as <> updates) as changed
  group by resource`;

const MARK = `
  insert into dirty (key) select distinct key from sighting join record on record.hash = sighting.record
  where sighting.resource = $1 and key is not null`;

const FORGET = 'delete from sighting where resource = $1';

const TAKE_BACK = `
  with taken as (
    update version set state = 'fetched', reason = null, loss = 0
    where resource = $1 and fetched_at >= $2::timestamptz and state <> 'fetched' returning id),
  forgotten as (delete from listing using taken where listing.version = taken.id)
  update resource set judged_as = updates where id = $1`;

/** What the last version before those says again; of a resource whose versions add up, none is before them. */
const RESTORE = `
  insert into sighting (record, resource, times, since, current_times)
  select r, $1, count(*), last.id, count(*)
  from (select id from version where resource = $1 and state = 'accepted' order by fetched_at desc limit 1) as last
    join listing on listing.version = last.id, unnest(listing.records) as r
  where not exists (select from tombstone where tombstone.record = r)
  group by r, last.id`;
