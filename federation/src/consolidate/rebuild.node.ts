import type { JournalEntry } from '../archive/archive.ts';
import { type Catalogue, type Updates, updatesOf } from '../catalogue/source.ts';
import type { Federation } from '../federation.ts';
import { judgePending } from '../judge/judge.node.ts';
import type { Judged } from '../judge/judged.ts';
import type { Session } from '../store/store.ts';
import { type Consolidated, consolidate } from './consolidate.node.ts';
import { lockContracts } from './lock.node.ts';
import { honourErasures } from './tombstones.node.ts';

/** Why nothing was made again: what the archive names and lacks, or the catalogue no longer says. */
export type Hindrance =
  | { fault: 'absent'; sha256: string; resource: string }
  | { fault: 'dataset'; source: string; dataset: string };

export type Rebuilt = { resources: number; versions: number; erasures: number; judged: Judged; consolidated: Consolidated };

/**
 * Makes everything that the database says of records again, from the archive and the catalogue alone: empties it and enters the journal in one transaction, then judges and
 * consolidates. Where it stops after that transaction, the next judging and consolidation go on. Resources and their attempts stay: they say when to fetch again. Contracts
 * stay until they are compared with those made again, so that only what differs counts as a change. No other process may judge meanwhile.
 * Returns what stands in the way, and then nothing was touched.
 */
export async function rebuild(federation: Federation): Promise<Rebuilt | Hindrance[]> {
  const { store, archive, catalogue } = federation;
  const hindrances = await hindrancesOf(federation);
  if (hindrances.length > 0) return hindrances;
  const erasures = await archive.erasures();
  const counts = await store.session((session) =>
    session.transaction(async () => {
      await lockContracts(store, session);
      await session.exec(`insert into dirty (key) select key from contract;
        truncate listing, sighting, record, verdict, version, content, tombstone, source_priority`);
      await honourErasures(session, erasures);
      return enterJournal(session, archive.journal(), { catalogue, packedSize: (sha256) => archive.packedSize(sha256) });
    }),
  );
  const judged = await judgePending(federation);
  return { ...counts, erasures: erasures.length, judged, consolidated: await consolidate(federation) };
}

/** Each is said once. */
async function hindrancesOf({ archive, catalogue }: Federation): Promise<Hindrance[]> {
  const found = new Map<string, Hindrance>();
  // Of each resource, where its last entry has it: it may have been another's before.
  const places = new Map<string, { source: string; dataset: string }>();
  for await (const { source, dataset, resource, sha256 } of archive.journal()) {
    places.set(resource, { source, dataset });
    if (!found.has(sha256) && !(await archive.has(sha256))) found.set(sha256, { fault: 'absent', sha256, resource });
  }
  for (const { source, dataset } of places.values())
    if (updatesIn(catalogue, source, dataset) === undefined)
      found.set(`${source} ${dataset}`, { fault: 'dataset', source, dataset });
  return [...found.values()];
}

function updatesIn(catalogue: Catalogue, source: string, dataset: string): Updates | undefined {
  const rhythm = catalogue.get(source)?.datasets.find(({ id }) => id === dataset)?.rhythm;
  return rhythm && updatesOf(rhythm);
}

/** Entries written at once, and the rest of those of their last resource. */
const ENTRIES = 1000;

/** `isVersion`: its content is another than that of the entry before. */
type Entry = JournalEntry & { packed: number; updates: string; isVersion: boolean };

/** Enters resources, contents and versions. */
async function enterJournal(
  session: Session,
  journal: AsyncIterable<JournalEntry>,
  { catalogue, packedSize }: { catalogue: Catalogue; packedSize: (sha256: string) => Promise<number | undefined> },
): Promise<{ resources: number; versions: number }> {
  let entries: Entry[] = [];
  let [resources, versions] = [0, 0];
  let last: JournalEntry | undefined;
  const write = async (): Promise<void> => {
    const rows = JSON.stringify(entries);
    versions += entries.filter(({ isVersion }) => isVersion).length;
    entries = [];
    await session.query(ENTER_RESOURCES, [rows]);
    await session.query(ENTER_CONTENTS, [rows]);
    await session.query(ENTER_VERSIONS, [rows]);
  };
  for await (const entry of journal) {
    const isOther = entry.resource !== last?.resource;
    // Between two resources, so that the last entry of each says what it is.
    if (isOther && entries.length >= ENTRIES) await write();
    if (isOther) resources++;
    entries.push({
      ...entry,
      packed: (await packedSize(entry.sha256)) ?? 0,
      updates: updatesIn(catalogue, entry.source, entry.dataset) ?? 'replaced',
      isVersion: isOther || entry.sha256 !== last?.sha256,
    });
    last = entry;
  }
  await write();
  return { resources, versions };
}

const ROWS = `json_to_recordset($1::text::json) as entry (source text, dataset text, resource text, title text, format text, url text,
  updates text, sha256 text, size bigint, packed bigint, "fetchedAt" timestamptz, "isVersion" boolean)`;

/** The last entry of a resource says what it is. */
const ENTER_RESOURCES = `insert into resource (source, dataset, name, title, format, updates, url)
select distinct on (resource) source, dataset, resource, title, format, updates, url from ${ROWS} order by resource, "fetchedAt" desc
on conflict (name) do update set source = excluded.source, dataset = excluded.dataset, title = excluded.title, format = excluded.format,
  url = excluded.url, updates = excluded.updates`;

const ENTER_CONTENTS = `insert into content (sha256, size, packed)
select distinct on (sha256) sha256, size, packed from ${ROWS} order by sha256
on conflict (sha256) do nothing`;

const ENTER_VERSIONS = `insert into version (resource, content, fetched_at)
select r.id, c.id, entry."fetchedAt" from ${ROWS} join resource r on r.name = entry.resource join content c on c.sha256 = entry.sha256
where entry."isVersion"
order by entry."fetchedAt", r.name`;
