/** Versions that are given up, so that the others go on: those over their budget, those that ended what read them, and those that the archive has lost. */
import type { Queries, Store } from '../store/store.ts';
import type { GivenUp, GivenUpReason, Reading } from './judged.ts';
import { takeBack } from './reopen.node.ts';
import type { TooCostly } from './spending.node.ts';

/** A version as one that is given up. */
export const givenUp = (
  { source, title, sha256, fetched_at: at }: { source: string; title: string; sha256: string; fetched_at: string },
  reason: GivenUpReason,
): GivenUp => ({ source, title, sha256, at, reason });

export const reasonOf = ({ over, allowed }: TooCostly): GivenUpReason => ({ code: 'too-costly', over, allowed });

/** Why a version is given up of which the archive does not have the content as it was fetched: until it has, see `reopen`. */
export const LOST = { code: 'damaged' } as const;

/** Gives up a version, unless it is judged already. Nothing of it counts: the version before stays. */
export async function giveUp(queries: Queries, version: number, reason: GivenUpReason | typeof LOST): Promise<void> {
  await queries.query(GIVE_UP, [version, JSON.stringify(reason), JSON.stringify([aroundOf(reason)])]);
}

const aroundOf = ({ code }: { code: string }) => ({ code, severity: 'error', field: '', count: 1, line: null });

const GIVE_UP = `
  with given as (
    update version set state = 'unreadable', reason = $2::text::jsonb, loss = 0 where id = $1 and state = 'fetched' returning id)
  insert into listing (version, records, verdicts, around) select id, '{}', '{}', $3::text::jsonb from given
  on conflict (version) do update set records = '{}', verdicts = '{}', around = excluded.around`;

/**
 * Takes note that what read these versions has ended without having been asked to, or that the database has refused what one of them holds: from then on each is read alone. While it is read
 * with others its count does not go beyond one, however many processes ended or take note of it. Returns how many of them are still to be judged.
 */
export async function countDeaths(queries: Queries, versions: readonly Pick<Reading, 'id' | 'deaths'>[]): Promise<number> {
  if (versions.length === 0) return 0;
  const counted = await queries.query(
    `update version set deaths = greatest(version.deaths, reading.deaths + 1) from unnest($1::int[], $2::int[]) as reading (id, deaths)
     where version.id = reading.id and state = 'fetched' returning version.id`,
    [versions.map(({ id }) => id), versions.map(({ deaths }) => deaths)],
  );
  return counted.length;
}

/** Whether the resource of a version has one that was fetched later. */
export async function hasLater(queries: Queries, version: number): Promise<boolean> {
  const rows = await queries.query(
    `select from version join version later on later.resource = version.resource and later.fetched_at > version.fetched_at
     where version.id = $1 limit 1`,
    [version],
  );
  return rows.length > 0;
}

const IS_GIVEN_UP = `version.state = 'unreadable' and version.reason ->> 'code' in ('too-costly', 'set-aside')`;

/** Versions that were given up, of which no later one was judged otherwise. */
export function givenUpVersions({ store }: { store: Queries }): Promise<GivenUp[]> {
  return store.query<GivenUp>(
    `select resource.source, resource.title, content.sha256, version.fetched_at as at, version.reason
       from version join resource on resource.id = version.resource join content on content.id = version.content
      where ${IS_GIVEN_UP} and not exists (
        select from version later where later.resource = version.resource and later.fetched_at > version.fetched_at and later.state <> 'fetched')
      order by resource.source, resource.title, version.fetched_at`,
  );
}

/** The given up versions that a person may mean: by number, by the sum of the content, or those of a resource. */
const MEANT = `
  select version.id, version.resource, version.fetched_at as since, resource.title
  from version join resource on resource.id = version.resource join content on content.id = version.content
  where (version.id::text = $1 or content.sha256 = $1 or resource.name = $1) and ${IS_GIVEN_UP}
  order by version.fetched_at`;

/**
 * Takes up again what was given up: the next judging reads it as if it had just been fetched. Returns the titles of its files; `busy` where another process judges them at the moment, and none
 * where nothing given up is meant by `name`.
 */
export async function takeUp(store: Store, name: string): Promise<string[] | 'busy'> {
  return store.session(async (session) => {
    const meant = await session.query<{ id: number; resource: number; since: string; title: string }>(MEANT, [name]);
    const taken = new Set<string>();
    for (const { id, resource, since, title } of meant) {
      const isTaken = await takeBack({ store, session }, resource, async () => {
        await session.query('update version set deaths = 0 where id = $1', [id]);
        return since;
      });
      if (isTaken) taken.add(title);
    }
    return taken.size === 0 && meant.length > 0 ? 'busy' : [...taken];
  });
}
