/** Which files a federation at scale publishes, and which contracts each of them has. Nothing is drawn at random while files are written: a plan says it all. */
import type { Rhythm } from '../../src/catalogue/source.ts';
import { Random } from '../contracts/random.ts';

/** How much: files and records of day 1, about; `change`: the share of the yearly files that day 2 rewrites. The same plan gives the same bytes. */
export type ScalePlan = { seed: number; files: number; records: number; change: number };

/** As many files and records as France publishes. */
export const FULL: ScalePlan = { seed: 1, files: 6_000, records: 3_300_000, change: 0.03 };

/** `escaped`: JSON as PHP writes it. `old`: JSON of 1.x. */
export type Layout = 'compact' | 'escaped' | 'old' | 'xml';

/**
 * A file of a day: contracts by their numbers, `count` of them from `first` on, and `more` that only day 2 has. Which of them others publish as well, and which are
 * said in another way than on day 1, follows from `first` and the day.
 */
export type PlannedFile = { title: string; day: number; layout: Layout; first: number; count: number; more: number };

export type PlannedDataset = {
  slug: string;
  source: string;
  organization: string;
  rhythm: Rhythm;
  priority: number;
  files: PlannedFile[];
};

/** Shares of the files, and of the records, as real sources have them. */
const DAILY = { files: 0.324, records: 0.06 };
const CUMULATIVE = { records: 0.2 };
/** Of the datasets of yearly files: those of one vendor, those of 1.x, those in XML. */
const VENDOR = 0.65;
const OLD = 0.15;
const XML = 0.1;
/** Of yearly files. */
const DATASETS = 62;

/** All files, of both days: a file that day 2 rewrites is there twice. */
export function planOf({ seed, files, records, change }: ScalePlan): PlannedDataset[] {
  const random = new Random(seed);
  const next: Record<'2.x' | '1.x', number> = { '2.x': 1, '1.x': 1 };
  const take = (layout: Layout, count: number): Pick<PlannedFile, 'layout' | 'first' | 'count' | 'more'> => {
    const family = layout === 'old' ? '1.x' : '2.x';
    const first = next[family];
    next[family] += count;
    return { layout, first, count, more: 0 };
  };
  const daily = Math.max(1, Math.round(files * DAILY.files));
  const yearly = Math.max(1, files - daily - 1);
  const large = Math.max(1, Math.round(records * CUMULATIVE.records));
  const small = sizes(random, daily, records * DAILY.records, 0.4);
  const middle = sizes(random, yearly, records - large - records * DAILY.records, 1.2);
  return [
    cumulativeDataset(take('escaped', large), large),
    {
      ...{ slug: 'quotidien', source: 'quotidien', organization: 'Agence inventée', rhythm: 'daily', priority: 70 },
      files: [
        ...small.map((count, i) => ({ title: `decp-${dayName(i)}.json`, day: 1, ...take('compact', count) })),
        { title: `decp-${dayName(daily)}.json`, day: 2, ...take('compact', small[0] ?? 1) },
      ],
    },
    ...yearlyDatasets(random, middle, change, take),
  ];
}

function cumulativeDataset(whole: Pick<PlannedFile, 'layout' | 'first' | 'count' | 'more'>, large: number): PlannedDataset {
  const file = { title: 'decp.json', day: 1, ...whole };
  return {
    slug: 'cumulatif',
    source: 'cumulatif',
    organization: 'Ministère inventé',
    rhythm: 'cumulative',
    priority: 90,
    files: [file, { ...file, day: 2, more: Math.ceil(large / 500) }],
  };
}

type Take = (layout: Layout, count: number) => Pick<PlannedFile, 'layout' | 'first' | 'count' | 'more'>;

function yearlyDatasets(random: Random, counts: readonly number[], change: number, take: Take): PlannedDataset[] {
  const datasets: PlannedDataset[] = [];
  const size = Math.ceil(counts.length / DATASETS);
  for (let from = 0; from < counts.length; from += size) {
    const number = datasets.length + 1;
    const isVendor = random.chance(VENDOR);
    const layout: Layout = random.chance(OLD) ? 'old' : random.chance(XML) ? 'xml' : isVendor ? 'escaped' : 'compact';
    const slug = `profils-${number}`;
    datasets.push({
      slug,
      source: isVendor ? 'editeur' : slug,
      organization: isVendor ? 'Éditeur inventé' : `Plateforme inventée n° ${number}`,
      rhythm: 'yearly',
      priority: isVendor ? 40 : 50,
      files: counts.slice(from, from + size).flatMap((count, i): PlannedFile[] => {
        const title = `profil-${Math.floor(i / 5) + 1}-${2021 + (i % 5)}.${layout === 'xml' ? 'xml' : 'json'}`;
        const file = { title, day: 1, ...take(layout, count) };
        return random.chance(change) ? [file, { ...file, day: 2, more: Math.ceil(count / 100) }] : [file];
      }),
    });
  }
  return datasets;
}

/** Sizes of files whose sum is about `total`: many small ones and few large ones, the more so the greater `spread` is (of a log-normal law). */
function sizes(random: Random, files: number, total: number, spread: number): number[] {
  const weights = Array.from({ length: files }, () => Math.exp(spread * normal(random)));
  const sum = weights.reduce((one, other) => one + other, 0);
  return weights.map((weight) => Math.max(1, Math.round((weight / sum) * total)));
}

/** Box and Muller. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.fraction())) * Math.cos(2 * Math.PI * random.fraction());

const DAY_MS = 86_400_000;
const dayName = (index: number): string => new Date(Date.UTC(2021, 0, 1) + index * DAY_MS).toISOString().slice(0, 10);
