import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Federation } from '../federation.ts';
import { SNAPSHOT_NAME, snapshotName } from '../snapshot/manifest.ts';
import { SNAPSHOTS } from '../snapshot/read.node.ts';
import { consolidate } from './consolidate.node.ts';

/** What an erasure did, and what it leaves. */
export type Erased = {
  record: string;
  /** It had been erased before. */
  again: boolean;
  /** Contents of the archive that still hold its text: bytes under their sum cannot change. */
  contents: { sha256: string; source: string; title: string; url: string }[];
  /** Folders of the snapshots made before, those that were not finished among them: they are never changed. */
  snapshots: string[];
  /** Snapshots made before whose folder is not there: it was removed, or moved. */
  moved: number;
  /** Records that say the same in another order of members. */
  alike: string[];
  /** Other records of the same contract. */
  others: string[];
};

/**
 * Erases a record: a line in the archive, which `rebuild` honours, then its text, its facts and its sightings; its contract is consolidated without it. Where that stops
 * halfway, the next consolidation ends it. Returns undefined where no record has this hash.
 */
export async function eraseRecord(federation: Federation, record: string, reason: string): Promise<Erased | undefined> {
  const { store, archive, now } = federation;
  const contents = await store.query<Erased['contents'][number]>(
    `select distinct c.sha256, x.source, x.title, x.url
     from listing l join version v on v.id = l.version join content c on c.id = v.content join resource x on x.id = v.resource
     where $1::uuid = any(l.records) order by c.sha256, x.url`,
    [record],
  );
  const [known] = await store.query<{ key: string | null; sameness: string }>(
    'select key, sameness from record where hash = $1',
    [record],
  );
  const before = (await archive.erasures()).find((erasure) => erasure.record === record);
  if (known === undefined && contents.length === 0 && !before) return undefined;
  const [honoured] = await store.query('select from tombstone where record = $1', [record]);
  const near = await store.query<{ hash: string; same: boolean }>(
    `select hash, sameness = $3 as same from record
     where hash <> $1 and (key = $2 or sameness = $3) order by hash`,
    [record, known?.key ?? null, known?.sameness ?? null],
  );
  await archive.erase({ record, at: now().toISOString(), reason });
  await consolidate(federation);
  return {
    ...{ record, again: before !== undefined, contents },
    // An erasure that was stopped halfway is of now.
    ...(await snapshotsBefore(federation, honoured && before ? before.at : undefined)),
    alike: near.flatMap(({ hash, same }) => (same ? [hash] : [])),
    others: near.flatMap(({ hash, same }) => (same ? [] : [hash])),
  };
}

/** The snapshots made before a time (ISO 8601); all of them without one. */
async function snapshotsBefore(
  { store, outputs }: Federation,
  time: string | undefined,
): Promise<Pick<Erased, 'snapshots' | 'moved'>> {
  const folder = join(outputs, SNAPSHOTS);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown): Dirent[] => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return [];
  });
  // Names begin with the second in which a snapshot was begun; no digit of their hash comes after a g.
  const last = time === undefined ? undefined : snapshotName(new Date(time), 'g');
  const isBefore = (name: string): boolean => last === undefined || !SNAPSHOT_NAME.test(name) || name < last;
  const names = entries.flatMap((entry) => (entry.isDirectory() && isBefore(entry.name) ? [entry.name] : []));
  const rows = await store.query<{ name: string }>('select name from snapshot');
  return {
    snapshots: names.toSorted().map((name) => join(folder, name)),
    moved: rows.filter(({ name }) => isBefore(name) && !names.includes(name)).length,
  };
}
