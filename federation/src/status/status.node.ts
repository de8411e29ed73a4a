import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Damaged, damagedContents } from '../archive/damage.node.ts';
import { type NotUnited, notUnited } from '../consolidate/not-united.node.ts';
import type { Federation } from '../federation.ts';
import { type DeadLetter, openJobs, type Schedule } from '../jobs/jobs.node.ts';
import { heldVersions, partlyReadVersions } from '../jobs/run.node.ts';
import { givenUpVersions } from '../judge/give-up.node.ts';
import type { GivenUp } from '../judge/judged.ts';
import type { Held, PartlyRead } from '../jobs/summary.node.ts';
import type { QueueName } from '../jobs/work.ts';

/**
 * What a source last did: `failed`: of its files, those whose last attempt failed; `unknown`: those that are listed and were not asked for since this database was made: the archive, of which it
 * may have been made again, has no attempts.
 */
type SourceStatus = { source: string; files: number; gone: number; failed: number; unknown: number; checkedAt: string | null };

/** A file whose last attempt failed, and since when. */
type FailedFile = { source: string; title: string; url: string; error: string; at: string; since: string };

/** Sizes in bytes. */
export type Status = {
  home: string;
  store: 'pglite' | 'postgres';
  sizes: { archive: number; database: number; snapshots: number };
  /** Contents, versions by state, records and contracts. */
  counts: {
    contents: number;
    accepted: number;
    held: number;
    unreadable: number;
    unjudged: number;
    records: number;
    contracts: number;
    withdrawn: number;
    erased: number;
  };
  sources: SourceStatus[];
  failed: FailedFile[];
  held: Held[];
  partlyRead: PartlyRead[];
  /** Versions given up: too costly, or set aside. */
  givenUp: GivenUp[];
  notUnited: NotUnited;
  damaged: Damaged;
  dead: DeadLetter[];
  /** Jobs that wait or are being done. */
  jobs: Partial<Record<QueueName, number>>;
  schedule: Schedule | null;
  snapshot: { name: string; at: string } | null;
};

/** Looks at what is stored. */
export async function readStatus(federation: Federation, home: string): Promise<Status> {
  const { store, archive, outputs } = federation;
  const jobs = await openJobs(store, { clock: false, onError: () => undefined });
  try {
    const [counts] = await store.query<Status['counts']>(COUNTS);
    const [size] = await store.query<{ bytes: number }>('select pg_database_size(current_database()) as bytes');
    const [snapshot] = await store.query<{ name: string; at: string }>(
      'select name, at from snapshot order by at desc, id desc limit 1',
    );
    if (!counts || !size) throw new Error('the database does not count');
    return {
      ...{ home, store: store.kind, counts, snapshot: snapshot ?? null },
      sizes: {
        archive: await sizeOf(archive.folder),
        // The folder of PGlite has its journal as well.
        database: store.kind === 'pglite' ? await sizeOf(join(home, 'pglite')) : size.bytes,
        snapshots: await sizeOf(outputs),
      },
      sources: await store.query<SourceStatus>(SOURCES),
      failed: await store.query<FailedFile>(FAILED),
      held: await heldVersions(federation),
      partlyRead: await partlyReadVersions(federation),
      givenUp: await givenUpVersions(federation),
      notUnited: await notUnited(federation),
      damaged: await damagedContents(federation),
      dead: await jobs.deadLetters(),
      jobs: Object.fromEntries(await jobs.left()),
      schedule: (await jobs.scheduled()) ?? null,
    };
  } finally {
    await jobs.close();
  }
}

const COUNTS = `select
  (select count(*) from content) as contents,
  (select count(*) from version where state = 'accepted') as accepted,
  (select count(*) from version where state = 'held') as held,
  (select count(*) from version where state = 'unreadable') as unreadable,
  (select count(*) from version where state = 'fetched') as unjudged,
  (select count(*) from record) as records,
  (select count(*) from contract where not withdrawn) as contracts,
  (select count(*) from contract where withdrawn) as withdrawn,
  (select count(*) from tombstone) as erased`;

/** Of each resource, its last attempt. */
const LAST = `select distinct on (resource) resource, url, outcome, error, at from attempt where resource is not null order by resource, id desc`;

const SOURCES = `with last as (${LAST})
  select source, count(*)::int as files, count(gone_at)::int as gone, (count(*) filter (where last.outcome = 'failed'))::int as failed,
    (count(*) filter (where last.resource is null and gone_at is null))::int as unknown, max(checked_at) as "checkedAt"
  from resource left join last on last.resource = resource.id group by source order by source`;

const FAILED = `with last as (${LAST})
  select source, title, last.url, coalesce(error, '') as error, at, (
    select min(failed.at) from attempt failed where failed.resource = resource.id and failed.id > coalesce(
      (select max(good.id) from attempt good where good.resource = resource.id and good.outcome <> 'failed'), 0)) as since
  from last join resource on resource.id = last.resource where last.outcome = 'failed' and gone_at is null order by source, title`;

/** Bytes of the files in a folder; 0 where it is absent. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let sum = 0;
  for (const entry of entries)
    if (entry.isFile())
      // What goes meanwhile has no size.
      sum += await stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      );
  return sum;
}
