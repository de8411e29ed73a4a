/** Which files a pass of the national consolidation reads, and which date it gives them. Source: 139bercy/decp-arr2022 at 58b651b, `general_process/SourceProcess.py` (`_create_metadata_file`, `check_date_file`, `get`), `specific_process/Aws2024Process.py` and `Atexo2024Process.py` (`filter_urls`). */
import { PythonError } from './python.ts';
import type { Process } from './processes.ts';

/** A resource of a dataset as the portal lists it. `modified`: `last_modified`, as it is written there; its offset is dropped. */
export type Resource = { id: string; title: string; url: string; modified: string };

/** What the portal lists for a process at a pass, dataset by dataset in the order of its settings; null: the dataset could not be read. */
export type Listing = readonly (readonly Resource[] | null)[];

/** A file to be read. `title`: its name on disk. `time`: the date that it is given, `AAAA-MM-JJ HH:MM:SS`. */
export type Listed<R extends Resource> = { resource: R; title: string; time: string };

/** What a process has remembered of its datasets: `modified` by address. */
export type Memory = Map<string, ReadonlyMap<string, string>>;

/** From when, not included, files of the format are read, where the process looks at years. */
const FIRST = '2024-01-01 00:00:00';

/** The files of a year that is read anew (`-b`). The program has narrower bounds for one of them, for a test of its own. */
export const boundsOf = (process: string, year: string): { from: string; to: string } =>
  process === 'Aife2024Process' && year === '2026'
    ? { from: '2026-04-03 03:39:00', to: '2026-04-28 00:00:00' }
    : { from: `${year}-01-01 00:00:00`, to: `${year}-12-31 23:59:59` };

/** The date that Megalis's one file always has. */
export const FIXED_TIME = FIRST;

/**
 * The files that a process reads at a pass, in their order. Remembers the listing first, so that a file is not read again whatever becomes of it. Throws a PythonError
 * where the whole process is lost: a dataset that cannot be read, a title without its year. `now`: `AAAA-MM-JJ HH:MM:SS`.
 */
export function filesOf<R extends Resource>(
  process: Pick<Process, 'datasets' | 'titles'>,
  listing: readonly (readonly R[] | null)[],
  memory: Memory,
  { now, year }: { now: string; year?: { from: string; to: string } },
): Listed<R>[] {
  const many = process.datasets.length > 1;
  const found = listing.flatMap((resources, number): Listed<R>[] => {
    if (resources === null) throw new PythonError('ValueError', `dataset ${process.datasets[number] ?? number} cannot be read`);
    const dataset = process.datasets[number] ?? String(number);
    const before = memory.get(dataset);
    const isFirst = before === undefined || before.size === 0;
    const prefix = many ? `${number}_${dataset}_` : '';
    const files = resources.filter(({ url, modified }) => READ.test(url) && (isFirst || modified > (before.get(url) ?? '')));
    // The first resource of an address is the one that is remembered.
    memory.set(dataset, new Map(resources.toReversed().map(({ url, modified }) => [url, modified])));
    return files.map((resource) => ({
      resource,
      title: `${prefix}${many && isFirst ? resource.id : ''}${resource.title}`,
      time: timeOf(resource.modified),
    }));
  });
  const dated =
    process.titles === 'plain'
      ? found
      : found.flatMap((file) => withYear(file, process.titles, year?.from ?? FIRST, year?.to ?? now));
  const kept = year ? dated.filter(({ time }) => year.from < time && time <= year.to) : dated;
  return kept.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
}

/** Addresses are told by their end: no dot is asked for, case counts. */
const READ = /(xml|json)$/;

/** The clock of an ISO 8601 date, whatever its offset, to the second. */
const timeOf = (date: string): string =>
  date
    .slice(0, 19)
    .replace('T', ' ')
    .padEnd(19, ' 00:00:00'.slice(date.length - 10));

/** A file of a past year has the last day of that year. */
function withYear<R extends Resource>(file: Listed<R>, titles: Process['titles'], from: string, to: string): Listed<R>[] {
  const { title } = file;
  const token = titles === 'year-first' ? title.slice(0, 4) : title.slice(title.lastIndexOf('-') + 1).slice(0, 4);
  if (!/^\p{Nd}{4}$/u.test(token)) throw new PythonError('TypeError', `no year in the title ${title}`);
  if (Number(token) < 1678 || Number(token) > 2261)
    throw new PythonError('ValueError', `the year of the title ${title} is out of bounds`);
  const end = `${token}-12-31 23:59:59`;
  const time = end < file.time ? end : file.time;
  return from < time && time <= to ? [{ ...file, time }] : [];
}
