/** What a person reads after a pass. */
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import type { Damaged } from '../archive/damage.node.ts';
import type { NotUnited } from '../consolidate/not-united.node.ts';
import type { HarvestResult } from '../harvest/harvest.node.ts';
import type { GivenUp, Judged } from '../judge/judged.ts';
import type { DeadLetter, JobError } from './jobs.node.ts';
import type { Tally } from './tally.node.ts';
import type { Work } from './work.ts';

/** A version that the guard holds. `reason`: what it counted; `code`: `sudden-loss`, or why the version could not be read to its end. */
export type Held = {
  source: string;
  title: string;
  sha256: string;
  at: string;
  reason: { code: string; before: number; lost: number };
};

/** The current version of a file, which could not be read to its end. `code`: why. */
export type PartlyRead = { source: string; title: string; sha256: string; at: string; code: string };

export type Pass = {
  sources: number;
  tally: Tally;
  /** Works given up. */
  dead: { work: Work; error: JobError }[];
  held: Held[];
  partlyRead: PartlyRead[];
  /** Versions given up: too costly, or set aside. */
  givenUp: GivenUp[];
  notUnited: NotUnited;
  damaged: Damaged;
  /** Works left, where the process was asked to stop. */
  left: number;
};

/** Items of a list shown in full; the rest is in `status`. */
const SHOWN = 5;

/** The lines of the summary, each a sentence or an item. */
export function summaryLines(
  { sources, tally, dead, held, partlyRead, givenUp, notUnited, damaged }: Pass,
  lang: Lang,
): string[] {
  const say = FEDERATION_RUN[lang];
  const { harvest, judge, snapshot } = tally;
  const lines = harvest ? harvestLines(harvest, sources, lang) : [];
  lines.push(recordsLine(judge, lang));
  if (snapshot) {
    const { counts, changes } = snapshot.manifest;
    const since = snapshot.isNew ? (changes.since ?? undefined) : undefined;
    lines.push(say['summary.contracts']({ contracts: counts.contracts, ...changes, since }));
    lines.push(say['summary.rejected']({ rejected: counts.rejected, current: counts.current, percent: percentOf(counts) }));
  }
  lines.push(
    ...heldLines(held, lang),
    ...partlyReadLines(partlyRead, lang),
    ...givenUpLines(givenUp, lang),
    ...notUnitedLines(notUnited, lang),
  );
  lines.push(...damagedLines(damaged, lang));
  if (dead.length > 0) lines.push(say['summary.dead']({ count: dead.length }));
  for (const { work, error } of dead)
    lines.push(say['summary.dead-one']({ work: workWords(work, lang), reason: reasonOf(error, lang) }));
  lines.push(snapshot ? say['summary.snapshot'](snapshot) : say['summary.none'](), say['summary.next']());
  return lines;
}

/** What a harvest brought, and what failed, by kind, with what to do. */
export function harvestLines(harvest: HarvestResult, sources: number, lang: Lang): string[] {
  const { skipped, unchanged, same, bytes, failures, healed, ...counts } = harvest;
  return [
    FEDERATION_RUN[lang]['summary.sources']({
      ...counts,
      ...{ sources, unchanged: skipped + unchanged + same, megabytes: Math.round(bytes / 1e5) / 10 },
    }),
    ...(healed > 0 ? [FEDERATION_RUN[lang]['summary.healed']({ count: healed })] : []),
    ...failureLines(failures, lang),
  ];
}

export function recordsLine(judged: Judged | undefined, lang: Lang): string {
  const { records = 0, fresh = 0, unreadable = 0 } = judged ?? {};
  return FEDERATION_RUN[lang]['summary.records']({ read: records, fresh, known: records - fresh, unreadable });
}

type FileFailure = { kind: string; url: string };

function failureLines(failures: readonly FileFailure[], lang: Lang): string[] {
  const say = FEDERATION_RUN[lang];
  const byKind = new Map<string, FileFailure[]>();
  for (const failure of failures) byKind.set(failure.kind, [...(byKind.get(failure.kind) ?? []), failure]);
  return [...byKind]
    .toSorted(([a, first], [b, second]) => second.length - first.length || (a < b ? -1 : 1))
    .flatMap(([name, all]) => {
      // In a message, `empty` is the choice for an empty text.
      const kind = name === 'empty' ? 'empty-file' : name;
      return [say['summary.failures']({ kind, count: all.length, first: all[0]?.url ?? '' }), say['summary.advice']({ kind })];
    });
}

/** What the guard holds, and how to accept it. */
export const heldLines = (held: readonly Held[], lang: Lang): string[] =>
  listed(held, 'summary.held', ({ reason, ...one }) => FEDERATION_RUN[lang]['summary.held-one']({ ...one, ...reason }), lang);

/** What could not be read to its end: what is missing there is not known to be withdrawn. */
export const partlyReadLines = (partlyRead: readonly PartlyRead[], lang: Lang): string[] =>
  listed(partlyRead, 'summary.partly-read', (one) => FEDERATION_RUN[lang]['summary.partly-read-one'](one), lang);

/** The share of rejected records among those of the current version of each file, in percent, to a tenth. */
const percentOf = ({ rejected, current }: { rejected: number; current: number }): number =>
  current === 0 ? 0 : Math.round((1000 * rejected) / current) / 10;

/** What was given up, and how to take it up again. */
export const givenUpLines = (given: readonly GivenUp[], lang: Lang): string[] =>
  listed(given, 'summary.given-up', (one) => givenUpLine(one, lang), lang);

/** How many items there are, the first of them, and how many more; nothing where there are none. */
function listed<T>(
  items: readonly T[],
  head: 'summary.held' | 'summary.partly-read' | 'summary.given-up',
  lineOf: (item: T) => string,
  lang: Lang,
): string[] {
  if (items.length === 0) return [];
  const say = FEDERATION_RUN[lang];
  const rest = items.length - SHOWN;
  return [
    say[head]({ count: items.length }),
    ...items.slice(0, SHOWN).map((item) => lineOf(item)),
    ...(rest > 0 ? [say['summary.more']({ count: rest })] : []),
  ];
}

export function givenUpLine({ reason, ...one }: GivenUp, lang: Lang): string {
  const say = FEDERATION_RUN[lang];
  return reason.code === 'set-aside'
    ? say['summary.set-aside']({ ...one, ...reason })
    : say['summary.too-costly']({ ...one, ...reason });
}

/** How many contracts are their preferred record alone, and what to do about it. */
export const notUnitedLines = ({ count, number, buyer }: NotUnited, lang: Lang): string[] =>
  count > 0 ? [FEDERATION_RUN[lang]['summary.not-united']({ count, number: number ?? '', buyer: buyer ?? '' })] : [];

/** What of the archive is damaged, and what becomes of it. */
export const damagedLines = ({ count, first }: Damaged, lang: Lang): string[] =>
  count > 0 ? [FEDERATION_RUN[lang]['summary.damaged']({ count, first: first ?? '' })] : [];

/** Names a work: « moisson de … ». */
export const workWords = (work: Work | DeadLetter['work'], lang: Lang): string =>
  FEDERATION_RUN[lang]['jobs.work']({
    queue: work.queue,
    source: work.queue === 'harvest' ? work.source : '',
    dataset: work.queue === 'harvest' ? work.dataset : '',
  });

/** What an error says to a person. */
export function reasonOf(error: unknown, lang: Lang): string {
  const { texts, message } = (error ?? {}) as { texts?: Texts; message?: string };
  return texts?.[lang] ?? message ?? String(error);
}
