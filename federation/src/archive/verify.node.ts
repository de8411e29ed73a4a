import type { Store } from '../store/store.ts';
import type { Archive, Fault } from './archive.ts';

/** What is wrong with an archive, and the sums of contents that a kill left without an entry, by which nothing is lost. */
export type Verified = { faults: Fault[]; unlisted: string[] };

/**
 * Hashes all of an archive again, and holds it against the database: what this has and the archive lacks was lost, and with it what `rebuild` would need. A harvest may
 * run meanwhile.
 */
export async function verifyArchive(archive: Archive, store: Store): Promise<Verified> {
  // First, for what is entered later is in the archive before.
  const rows = await store.query<{ sha256: string }>('select sha256 from content where id in (select content from version)');
  const entered = new Set(rows.map(({ sha256 }) => sha256));
  const faults: Fault[] = [];
  const unlisted: string[] = [];
  for await (const fault of archive.verify()) {
    if (fault.fault !== 'unlisted') faults.push(fault);
    else if (entered.has(fault.sha256)) faults.push({ sha256: fault.sha256, fault: 'entry-absent' });
    else unlisted.push(fault.sha256);
  }
  const known = new Set(faults.flatMap((fault) => ('sha256' in fault ? fault.sha256 : [])));
  for (const sha256 of entered) if (!known.has(sha256) && !(await archive.has(sha256))) faults.push({ sha256, fault: 'absent' });
  return { faults, unlisted };
}
