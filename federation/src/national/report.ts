/** What `decp-federation compare` prints: counts by reason with some examples, or one object, or a line a difference. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { FORMATTERS } from '../../../packages/base/src/language.ts';
import { type Style, wrap } from '../../../packages/base/src/layout.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import { type Compared, isSameButYear, isUnknown, type Reason, REASONS, STATE_CODE } from './difference.ts';

/** One contract of ours or of the State's, and why they differ; `reasons` is empty where they do not. `key`: hash of ours. */
export type Difference = Compared & { key: string; kind: RecordKind; buyer: string | null; number: string | null };

/**
 * Contracts of each side, and of both those that are the same, those that differ and those of which it is not known; `sameButYear`: differences by the year of the file alone;
 * `absent`: differences and unknown ones that are not ours. Differences by reason, with the first of each, and the `code` of the State that it comes from.
 */
export type Comparison = {
  ours: number;
  national: number;
  same: number;
  sameButYear: number;
  different: number;
  unknown: number;
  absent: number;
  /** Keys that wait to be consolidated. */
  pending: number;
  reasons: { reason: Reason; code?: string; count: number; examples: Difference[] }[];
};

/** Examples of each reason that are kept. */
const EXAMPLES = 3;

const WIDTH = 100;
const COLUMN = 11;

/** Counts differences. Keeps a few of each reason. */
export class ComparisonCount {
  readonly #counts = { ours: 0, national: 0, same: 0, sameButYear: 0, different: 0, unknown: 0, absent: 0 };
  readonly #reasons = new Map(
    REASONS.map((reason) => [
      reason,
      { reason, ...(STATE_CODE[reason] !== undefined && { code: STATE_CODE[reason] }), count: 0, examples: [] as Difference[] },
    ]),
  );

  add(difference: Difference): void {
    const { ours, national, reasons } = difference;
    if (ours) this.#counts.ours++;
    if (national) this.#counts.national++;
    if (reasons.length > 0) {
      this.#counts[isUnknown(difference) ? 'unknown' : 'different']++;
      if (isSameButYear(difference)) this.#counts.sameButYear++;
      if (!ours) this.#counts.absent++;
    }
    // What the State excludes and we do not have is in neither result.
    else if (ours) this.#counts.same++;
    for (const reason of reasons) {
      const tally = this.#reasons.get(reason);
      if (!tally) continue;
      tally.count++;
      if (tally.examples.length < EXAMPLES) tally.examples.push(difference);
    }
  }

  result(pending: number): Comparison {
    return { ...this.#counts, pending, reasons: [...this.#reasons.values()].filter(({ count }) => count > 0) };
  }
}

export function comparisonText(comparison: Comparison, { lang, style }: { lang: Lang; style: Style }): string {
  const say = FEDERATION[lang];
  const { pending, reasons } = comparison;
  return [
    style.bold(wrap(say['compare.title'](comparison), WIDTH)),
    wrap(say['compare.counts'](comparison), WIDTH),
    ...(pending > 0 ? [style.bad(wrap(say['compare.pending']({ count: pending }), WIDTH))] : []),
    ...(reasons.length > 0 ? ['', style.bold(say['compare.reasons']())] : []),
    ...reasons.flatMap(({ reason, code, count, examples }) => [
      `${FORMATTERS[lang].number(count).padStart(COLUMN)}  ${style.bold(reason)}`,
      wrap(say[`compare.reason.${reason}`](), WIDTH, ' '.repeat(COLUMN + 2)),
      ...(code === undefined ? [] : [style.dim(`${' '.repeat(COLUMN + 2)}${code}`)]),
      ...examples.map((example) => style.dim(wrap(exampleOf(example, lang), WIDTH, ' '.repeat(COLUMN + 4)))),
    ]),
    ...(reasons.length > 0 ? ['', say['compare.all']()] : []),
    '',
  ].join('\n');
}

/** Records by the beginning of their hash, which `rejets.ndjson.gz` and `contrats.ndjson.gz` have in full. */
function exampleOf({ kind, buyer, number, ours, national }: Difference, lang: Lang): string {
  const hashOf = (side: { record: string } | null): string => side?.record.slice(0, 8) ?? 'none';
  return FEDERATION[lang]['compare.example']({
    ...{ kind, buyer: buyer ?? '', number: number ?? '' },
    ...{ ours: hashOf(ours), national: hashOf(national) },
  });
}

export const comparisonJson = (comparison: Comparison): string => `${JSON.stringify(comparison, null, 2)}\n`;

/** A difference as a line. */
export const differenceLine = ({ key, kind, buyer, number, ours, national, reasons }: Difference): string =>
  `${JSON.stringify({ key, kind, buyer, number, reasons, ours, national })}\n`;
