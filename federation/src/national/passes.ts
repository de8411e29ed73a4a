/** The launches of the national consolidation, as far as the archive knows them: one a day on which something was fetched, or more where a resource was fetched more than once. */
import type { Listing, Resource } from '../../../src/consolidation/listing.ts';
import type { Process } from '../../../src/consolidation/processes.ts';
import type { Pass, Report } from '../../../src/consolidation/replay.ts';
import type { JournalEntry } from '../archive/archive.ts';

/** A version of a resource. `number`: of the version; `fetchedAt`: ISO 8601; `isNotNewer`: the portal gives it no later date than the version before. */
export type ArchivedFile = Resource & { number: number; dataset: string; sha256: string; fetchedAt: string; isNotNewer: boolean };

/** A version as it is listed from a time on: entries that follow each other with one content are one version. */
type Listed = { at: string; file: ArchivedFile };

/** `entries`: the journal, by resource, then by time. Versions are numbered by their place in it. */
export function listedOf(entries: readonly JournalEntry[]): Listed[] {
  const listed: Listed[] = [];
  let number = -1;
  for (const [index, { resource, dataset, title, url, fetchedAt, lastModified, sha256 }] of entries.entries()) {
    const before = entries[index - 1]?.resource === resource ? listed[index - 1]?.file : undefined;
    const isSame = before?.sha256 === sha256;
    if (!isSame) number++;
    const modified = lastModified ?? fetchedAt;
    const file = {
      ...{ id: resource, dataset, title, url, modified, sha256, number },
      fetchedAt: isSame ? before.fetchedAt : fetchedAt,
      isNotNewer: before !== undefined && !isSame && modified <= before.modified,
    };
    listed.push({ at: fetchedAt, file });
  }
  return listed;
}

/** The launches in their order, each with what is listed then. Datasets that have nothing in the archive yet are empty. */
export function* passesOf(listed: readonly Listed[], processes: readonly Process[]): Generator<Pass<ArchivedFile>> {
  const current = new Map<string, Map<string, ArchivedFile>>();
  const passOf = (at: string): Pass<ArchivedFile> => ({
    now: at.slice(0, 19).replace('T', ' '),
    listings: new Map(
      processes.map(({ name, datasets }): [string, Listing & readonly ArchivedFile[][]] => [
        name,
        datasets.map((dataset) => [...(current.get(dataset)?.values() ?? [])]),
      ]),
    ),
  });
  let last: string | undefined;
  const fetched = new Set<string>();
  for (const { at, file } of listed.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
    if (last !== undefined && (last.slice(0, 10) !== at.slice(0, 10) || fetched.has(file.id))) {
      yield passOf(last);
      fetched.clear();
    }
    last = at;
    fetched.add(file.id);
    const resources = current.get(file.dataset) ?? new Map<string, ArchivedFile>();
    current.set(file.dataset, resources.set(file.id, file));
  }
  if (last !== undefined) yield passOf(last);
}

/**
 * Whether a version was read. `unread-source`: no process lists its dataset; `unread-form`: its address ends neither in xml nor json; `unread-date`: its date is not newer;
 * `unread-choice`: its process takes other files; `unreadable`: its process has another form or encoding; `not-archived`: it is damaged or too large, so that nothing is known;
 * `process-lost`: its process ended before it.
 */
export type Reading =
  | 'read'
  | 'unread-source'
  | 'unread-form'
  | 'unread-date'
  | 'unread-choice'
  | 'unreadable'
  | 'not-archived'
  | 'process-lost';

/** What is known of a version before any pass has read it. */
function readingBefore({ dataset, url, isNotNewer }: ArchivedFile, processes: readonly Process[]): Reading {
  const process = processes.find(({ datasets }) => datasets.includes(dataset));
  if (!process) return 'unread-source';
  if (process.address !== undefined && !url.includes(process.address)) return 'unread-choice';
  if (!/(xml|json)$/.test(url)) return 'unread-form';
  return isNotNewer ? 'unread-date' : 'unread-choice';
}

/** A version and what is known of its reading. `ties`: the same for files of a process that had the same date at the same pass; their order is not known. */
export type ReplayedFile = { number: number; reading: Reading; ties: string | undefined };

/** Every version, and what is known of it before any pass has read it, by its number. */
export const filesBefore = (listed: readonly Listed[], processes: readonly Process[]): Map<number, ArchivedFile & ReplayedFile> =>
  new Map(listed.map(({ file }) => [file.number, { ...file, reading: readingBefore(file, processes), ties: undefined }]));

/** Notes what a pass has read, in `files` by their numbers. `launch`: the number of the pass. */
export function noteReadings(
  files: ReadonlyMap<number, ReplayedFile>,
  processes: readonly Process[],
  {
    report,
    launch,
    pass,
  }: { report: Report<ArchivedFile>; launch: number; pass: ReadonlyMap<string, readonly (readonly ArchivedFile[] | null)[]> },
): void {
  const note = (number: number, reading: Reading): void => {
    const file = files.get(number);
    if (file && file.reading !== 'read') file.reading = reading;
  };
  for (const { process } of report.lost)
    for (const { number } of (pass.get(process) ?? []).flatMap((resources) => resources ?? []))
      if (files.get(number)?.reading === 'unread-choice') note(number, 'process-lost');
  for (const { file, reason } of report.unread) note(file.number, reason === 'not-fetched' ? 'not-archived' : 'unreadable');
  const processOf = (dataset: string): number => processes.findIndex(({ datasets }) => datasets.includes(dataset));
  for (const { resource, time } of report.read) {
    note(resource.number, 'read');
    const file = files.get(resource.number);
    if (file) file.ties = JSON.stringify([launch, processOf(resource.dataset), time]);
  }
}
