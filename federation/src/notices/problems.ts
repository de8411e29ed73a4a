/** What is wrong with what a producer publishes, as far as it is worth a message. */
import type { Rhythm } from '../catalogue/source.ts';

/** `broken`: cannot be fetched, or read, any more; `held`: the guard keeps its newest version back; `rejected`: no contract can be made of many of its records. */
export const KINDS = ['broken', 'held', 'rejected'] as const;
export type Kind = (typeof KINDS)[number];

/** A file, or a dataset of daily files (`resource` is null). */
export type Place = { source: string; dataset: string; resource: string | null; title: string; url: string };

/** What is known of a file that its dataset lists. Times in ISO 8601. */
export type FileFacts = Place & {
  resource: string;
  /** Attempts that failed since the last that did not: the first of them, the days (in UTC) on which there were any, the last error. */
  failing: { since: string; days: number; error: string } | null;
  checkedAt: string | null;
  /** Of the versions that were judged. */
  newest: { state: 'accepted' | 'held' | 'unreadable'; at: string; reason: VersionReason | null } | null;
  /** Of what counts of it now. `keyless`: without an error, and without all that identifies a contract. */
  counts: Counts;
};

/** As `version.reason` has it: see the judge. */
type VersionReason = { code: string; before?: number; lost?: number };

type Counts = { records: number; rejected: number; keyless: number };

export type Details =
  | { kind: 'broken'; error: string; isRead: boolean }
  | { kind: 'held'; code: string; before: number; lost: number }
  | ({ kind: 'rejected'; files: number } & Counts);

/** `isNews`: enough to write about; otherwise only too much to say that it is over. */
export type Problem = { subject: string; place: Place; since: string | null; isNews: boolean; details: Details };

/** Days in a row with failures and nothing else, from which on a file is broken: servers are repaired overnight, and closed over a weekend without a Monday. */
const BROKEN_DAYS = 3;

/** Milliseconds for which a version that cannot be read has to be the newest: who uploads a wrong file often notices. */
const UNREADABLE_FOR = 24 * 3_600_000;

/**
 * Records rejected that are many: in number, since a handful is for the report of the buyer; in share, since large files always have some. Once reported, they are
 * over below half of both, so that a file near the limit is not reported again and again.
 */
const REJECTED = { least: 10, share: 0.05 };

/** All problems of the files of a producer. `rhythmOf`: of the dataset of a file. Datasets of daily files are judged as one, or each new file would be reported. */
export function problemsOf(
  files: readonly FileFacts[],
  datasetOf: (file: FileFacts) => { place: Place; rhythm: Rhythm },
): Problem[] {
  const problems: Problem[] = [];
  const daily = new Map<string, { place: Place; counts: Counts; files: number }>();
  for (const file of files) {
    const { source, dataset, resource, title, url, counts } = file;
    const place = { source, dataset, resource, title, url };
    problems.push(...brokenOf(file, place), ...heldOf(file, place));
    const { place: whole, rhythm } = datasetOf(file);
    if (rhythm !== 'daily') {
      problems.push(...rejectedOf(place, counts, 1, file.newest?.state === 'accepted' ? file.newest.at : null));
      continue;
    }
    const sum = daily.get(subjectOf(whole)) ?? { place: whole, counts: { records: 0, rejected: 0, keyless: 0 }, files: 0 };
    for (const name of ['records', 'rejected', 'keyless'] as const) sum.counts[name] += counts[name];
    if (counts.rejected > 0) sum.files++;
    daily.set(subjectOf(whole), sum);
  }
  for (const { place, counts, files: many } of daily.values()) problems.push(...rejectedOf(place, counts, many, null));
  return problems;
}

/** What names a file or a dataset, whatever its title and address become. */
export const subjectOf = ({ source, dataset, resource }: Place): string =>
  resource === null ? `dataset ${source}/${dataset}` : `file ${resource}`;

function brokenOf({ failing, newest, checkedAt }: FileFacts, place: Place): Problem[] {
  const of = (error: string, isRead: boolean, since: string, isNews: boolean): Problem[] => [
    { subject: subjectOf(place), place, since, isNews, details: { kind: 'broken', error, isRead } },
  ];
  // What ended our program may be our own fault.
  if (newest?.state === 'unreadable' && newest.reason?.code !== 'set-aside') {
    const isOld = checkedAt !== null && Date.parse(checkedAt) - Date.parse(newest.at) >= UNREADABLE_FOR;
    return of(newest.reason?.code ?? '', true, newest.at, isOld);
  }
  return failing ? of(failing.error, false, failing.since, failing.days >= BROKEN_DAYS) : [];
}

function heldOf({ newest }: FileFacts, place: Place): Problem[] {
  if (newest?.state !== 'held') return [];
  const { code = 'sudden-loss', before = 0, lost = 0 } = newest.reason ?? {};
  return [{ subject: subjectOf(place), place, since: newest.at, isNews: true, details: { kind: 'held', code, before, lost } }];
}

function rejectedOf(place: Place, counts: Counts, files: number, since: string | null): Problem[] {
  const isOver = (part: number): boolean =>
    counts.rejected >= REJECTED.least * part && counts.rejected >= REJECTED.share * part * counts.records;
  if (counts.rejected === 0 || !isOver(0.5)) return [];
  return [{ subject: subjectOf(place), place, since, isNews: isOver(1), details: { kind: 'rejected', files, ...counts } }];
}
