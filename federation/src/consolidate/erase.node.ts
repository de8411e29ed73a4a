import type { Federation } from '../federation.ts';
import { consolidate } from './consolidate.node.ts';

/** What an erasure did, and what it leaves. */
export type Erased = {
  record: string;
  /** It had been erased before. */
  again: boolean;
  /** Contents of the archive that still hold its text: bytes under their sum cannot change. */
  contents: { sha256: string; source: string; title: string; url: string }[];
  /** Names of the snapshots made before: they are never changed. */
  snapshots: string[];
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
  const before = (await archive.erasures()).some((erasure) => erasure.record === record);
  if (known === undefined && contents.length === 0 && !before) return undefined;
  const near = await store.query<{ hash: string; same: boolean }>(
    `select hash, sameness = $3 as same from record
     where hash <> $1 and (key = $2 or sameness = $3) order by hash`,
    [record, known?.key ?? null, known?.sameness ?? null],
  );
  await archive.erase({ record, at: now().toISOString(), reason });
  await consolidate(federation);
  const snapshots = await store.query<{ name: string }>('select name from snapshot order by name');
  return {
    ...{ record, again: before, contents, snapshots: snapshots.map(({ name }) => name) },
    alike: near.flatMap(({ hash, same }) => (same ? [hash] : [])),
    others: near.flatMap(({ hash, same }) => (same ? [] : [hash])),
  };
}
