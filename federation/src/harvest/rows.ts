/** What a harvest reads and writes in the database. */
import type { Archive, Archived, JournalEntry } from '../archive/archive.ts';
import type { Catalogue } from '../catalogue/source.ts';
import { storable, type Queries, type Store } from '../store/store.ts';
import type { Signals } from './plan.ts';

/** A dataset of a source. */
export type Place = { source: string; dataset: string };

/** A resource as the database has it. Times in ISO 8601. */
export type Target = {
  id: number;
  /** The id on data.gouv.fr, or the address. */
  name: string;
  title: string;
  format: string;
  /** As the portal lists it. */
  url: string;
  signals: Signals | undefined;
  /** When it was last fetched whole. */
  fetchedAt: string | null;
  /** Its newest version. `isDamaged`: the archive does not have its content as it was fetched. */
  last: { sha256: string; fetchedAt: string; isDamaged: boolean } | undefined;
  /** The latest time that a version or an entry of the journal has. */
  latest: string | undefined;
};

/** A row of `attempt`. Bytes as they were sent. */
export type AttemptRow = {
  at: Date;
  source: string;
  resource: number | null;
  url: string;
  status: number | null;
  bytes: number;
  milliseconds: number;
  outcome: 'listed' | 'fetched' | 'unchanged' | 'same' | 'failed';
  error?: string | null;
  detail?: string | null;
};

/** What a dataset lists, as rows; and the datasets that are harvested, whose resources stay theirs. */
export type Listing = { place: Place; rows: string; harvested: string };

export function listingOf(
  place: Place,
  resources: readonly { name: string; title: string; format: string; url: string }[],
  catalogue: Catalogue,
): Listing {
  const rows = new Map(resources.map(({ name, title, format, url }) => [name, { name, title, format, url }]));
  const harvested = [...catalogue.values()].flatMap(({ id, harvested, datasets }) =>
    harvested ? datasets.map((dataset): Place => ({ source: id, dataset: dataset.id })) : [],
  );
  return { place, rows: jsonOf([...rows.values()]), harvested: jsonOf(harvested) };
}

/** $1: source, $2: dataset, $3: rows, $4: the datasets that are harvested. A resource of one of these stays there unless it no longer lists it. */
const MAY_TAKE = `((resource.source, resource.dataset) = ($1, $2) or resource.gone_at is not null
  or (resource.source, resource.dataset) not in (select source, dataset from json_to_recordset($4::text::json) as known (source text, dataset text)))`;

/**
 * Resources with a version of which a listing says something new (where they are listed, title, form, address), as entries of the journal: `rebuild` knows no more of
 * a resource than its last entry.
 */
export async function changedFacts(
  store: Queries,
  { place: { source, dataset }, rows, harvested }: Listing,
): Promise<JournalEntry[]> {
  const found = await store.query<Omit<JournalEntry, 'source' | 'dataset' | 'lastModified'>>(
    `select resource.name as resource, listed.title, listed.format, listed.url, last.fetched_at as "fetchedAt", last.sha256, last.size
    from json_to_recordset($3::text::json) as listed (name text, title text, format text, url text)
    join resource on resource.name = listed.name cross join lateral (${LAST}) last
    where ${MAY_TAKE} and (resource.source, resource.dataset, resource.title, resource.format, resource.url)
      is distinct from ($1, $2, listed.title, listed.format, listed.url)`,
    [source, dataset, rows, harvested],
  );
  return found.map((facts) => ({ source, dataset, ...facts, lastModified: null }));
}

/** Keeps what a dataset lists. The contracts of a resource that was another source's are to be consolidated again: a source is preferred to another. */
export async function keepListed(
  store: Queries,
  { place: { source, dataset }, rows, harvested }: Listing,
  updates: 'added' | 'replaced',
): Promise<void> {
  await store.query(
    `with moved as (
      insert into dirty (key) select distinct record.key
      from json_to_recordset($3::text::json) as listed (name text) join resource on resource.name = listed.name
        join sighting on sighting.resource = resource.id join record on record.hash = sighting.record
      where resource.source <> $1 and ${MAY_TAKE} and record.key is not null)
    insert into resource (source, dataset, name, title, format, updates, url)
    select $1, $2, name, title, format, $5, url from json_to_recordset($3::text::json) as listed (name text, title text, format text, url text)
    order by name
    on conflict (name) do update set source = excluded.source, dataset = excluded.dataset, title = excluded.title, format = excluded.format,
      updates = excluded.updates, url = excluded.url, gone_at = null
    where ${MAY_TAKE}
      and (resource.source, resource.dataset, resource.title, resource.format, resource.updates, resource.url, resource.gone_at)
      is distinct from
      (excluded.source, excluded.dataset, excluded.title, excluded.format, excluded.updates, excluded.url, null::timestamptz)`,
    [source, dataset, rows, harvested, updates],
  );
}

/** Marks what a dataset no longer lists. `listed`: all that it lists. */
export async function keepGone(store: Queries, { source, dataset }: Place, listed: readonly string[], now: Date): Promise<void> {
  await store.query(
    `update resource set gone_at = $4 where source = $1 and dataset = $2 and gone_at is null
      and name not in (select json_array_elements_text($3::text::json))`,
    [source, dataset, jsonOf(listed), now.toISOString()],
  );
}

/** The resources of a dataset, by name. */
export async function readTargets(store: Queries, { source, dataset }: Place): Promise<Map<string, Target>> {
  const rows = await store.query<TargetRow>(
    `select resource.id, name, title, format, url, signals, resource.fetched_at, last.sha256, last.fetched_at as last_at, last.damaged
    from resource left join lateral (${LAST}) last on true
    where source = $1 and dataset = $2`,
    [source, dataset],
  );
  return new Map(
    rows.map(({ id, name, title, format, url, signals, fetched_at: fetchedAt, sha256, last_at: lastAt, damaged }) => [
      name,
      {
        ...{ id, name, title, format, url, fetchedAt },
        signals: signals.content === undefined ? undefined : (signals as Signals),
        last: sha256 === null || lastAt === null ? undefined : { sha256, fetchedAt: lastAt, isDamaged: damaged === true },
        latest: lastAt ?? undefined,
      },
    ]),
  );
}

const LAST = `select content.sha256, content.size, version.fetched_at, content.damaged_at is not null as damaged from version join content on content.id = version.content
  where version.resource = resource.id order by version.fetched_at desc limit 1`;

type TargetRow = {
  id: number;
  name: string;
  title: string;
  format: string;
  url: string;
  /** Empty before the first fetch. */
  signals: Partial<Signals>;
  fetched_at: string | null;
  sha256: string | null;
  last_at: string | null;
  damaged: boolean | null;
};

/** Folders of the journal read at once. */
const TOGETHER = 32;

/**
 * Enters the versions that the journal has and the database lacks, as a kill between the two leaves them, and returns the resources with them. A version whose content the
 * archive lacks is left out: `verify` names it. A resource whose newest content is not in the archive at all is taken for a damaged one: to look whether a file is there costs next
 * to nothing.
 */
export async function recover(store: Store, archive: Archive, targets: Map<string, Target>): Promise<Map<string, Target>> {
  const lost: { target: Target; entry: JournalEntry; packed: number }[] = [];
  const all = [...targets.values()];
  for (let at = 0; at < all.length; at += TOGETHER)
    await Promise.all(
      all.slice(at, at + TOGETHER).map(async (target) => {
        for (const entry of await archive.entriesOf(target.name, target.latest)) {
          target.latest = entry.fetchedAt;
          if (entry.sha256 === target.last?.sha256) continue;
          const packed = await archive.packedSize(entry.sha256);
          if (packed === undefined) continue;
          lost.push({ target, entry, packed });
          target.last = { sha256: entry.sha256, fetchedAt: entry.fetchedAt, isDamaged: false };
        }
        if (target.last && !(await archive.has(target.last.sha256))) target.last.isDamaged = true;
      }),
    );
  if (lost.length > 0)
    await store.session((session) =>
      session.transaction(() =>
        insertVersions(
          session,
          lost.map(({ target, entry: { sha256, size, fetchedAt }, packed }) => ({
            resource: target.id,
            sha256,
            size,
            packed,
            fetchedAt,
          })),
        ),
      ),
    );
  return targets;
}

/** The content is in the second statement's sight, whoever inserted it. */
async function insertVersions(
  session: Queries,
  versions: readonly (Archived & { resource: number; fetchedAt: string })[],
): Promise<void> {
  const rows = jsonOf(versions);
  await session.query(
    `insert into content (sha256, size, packed)
    select distinct on (sha256) sha256, size, packed from json_to_recordset($1::text::json) as found (sha256 text, size bigint, packed bigint)
    on conflict (sha256) do nothing`,
    [rows],
  );
  await session.query(
    `insert into version (resource, content, fetched_at)
    select resource, content.id, "fetchedAt"
    from json_to_recordset($1::text::json) as found (resource int, sha256 text, "fetchedAt" timestamptz) join content using (sha256)
    order by "fetchedAt", resource
    on conflict (resource, fetched_at) do nothing`,
    [rows],
  );
}

/** Says of resources that were not asked for that they were checked. */
export async function keepSkipped(store: Queries, ids: readonly number[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await store.query('update resource set checked_at = $2 where id in (select json_array_elements_text($1::text::json)::int)', [
    JSON.stringify(ids),
    now.toISOString(),
  ]);
}

/** Says of a resource that its server said that nothing changed. */
export async function keepUnchanged(
  store: Store,
  { id }: Target,
  signals: Signals,
  attempt: Omit<AttemptRow, 'outcome'>,
  now: Date,
): Promise<void> {
  await store.session((session) =>
    session.transaction(async () => {
      await session.query('update resource set signals = $2::text::jsonb, checked_at = $3 where id = $1', [
        ...[id, jsonOf(signals), now.toISOString()],
      ]);
      await insertAttempt(session, { ...attempt, outcome: 'unchanged' });
    }),
  );
}

/** Keeps what was fetched whole: a new version, unless its bytes are those of the newest. Returns which. */
export async function keepWhole(
  store: Store,
  { id }: Target,
  got: { archived: Archived; signals: Signals; fetchedAt: string; at: Date },
  attempt: Omit<AttemptRow, 'outcome'>,
): Promise<'same' | 'fetched'> {
  const rows = await store.session((session) =>
    session.transaction(async () => {
      // Another worker that has just fetched it is waited for, and what it entered is in the second statement's sight.
      await session.query('update resource set signals = $2::text::jsonb, checked_at = $3, fetched_at = $3 where id = $1', [
        ...[id, jsonOf(got.signals), got.at.toISOString()],
      ]);
      // What was damaged is whole again.
      await session.query('update content set damaged_at = null where sha256 = $1 and damaged_at is not null', [
        got.archived.sha256,
      ]);
      return session.query<{ outcome: 'same' | 'fetched' }>(KEEP, [
        ...[id, got.archived.sha256, got.archived.size, got.archived.packed, got.fetchedAt, ...attemptValues(attempt)],
      ]);
    }),
  );
  return rows[0]?.outcome ?? 'same';
}

/** The content is updated to itself where it is there, so that its id is returned. */
const KEEP = `
  with last as (select sha256 from resource, lateral (${LAST}) last where resource.id = $1),
  outcome as (select case when exists (select from last where sha256 = $2) then 'same' else 'fetched' end as outcome),
  kept as (
    insert into content (sha256, size, packed) select $2, $3::bigint, $4::bigint from outcome where outcome = 'fetched'
    on conflict (sha256) do update set size = content.size returning id),
  entered as (
    insert into version (resource, content, fetched_at) select $1, id, $5::timestamptz from kept on conflict (resource, fetched_at) do nothing),
  tried as (
    insert into attempt (at, source, resource, url, status, bytes, milliseconds, outcome)
    select $6::timestamptz, $7, $8::int, $9, $10::int, $11::bigint, $12::int, outcome from outcome)
  select outcome from outcome`;

/** Adds a row of `attempt`. */
export async function insertAttempt(store: Queries, row: AttemptRow): Promise<void> {
  const { outcome, error = null, detail = null } = row;
  await store.query(
    `insert into attempt (at, source, resource, url, status, bytes, milliseconds, outcome, error, detail)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [...attemptValues(row), outcome, error, detail && storable(detail)],
  );
}

const attemptValues = ({ at, source, resource, url, status, bytes, milliseconds }: Omit<AttemptRow, 'outcome'>): unknown[] => [
  ...[at.toISOString(), source, resource, storable(url), status, bytes, milliseconds],
];

const jsonOf = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) => (typeof member === 'string' ? storable(member) : member));

/** Whether a content is a file of a snapshot that this federation made. */
export async function isOwnFile(store: Queries, sha256: string): Promise<boolean> {
  const rows = await store.query('select from snapshot where manifest @> $1::text::jsonb limit 1', [
    JSON.stringify({ files: [{ sha256 }] }),
  ]);
  return rows.length > 0;
}
