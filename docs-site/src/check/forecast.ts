/** The forecast of the national consolidation, in sentences. */
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Forecast } from '../../../src/validate/forecast.ts';
import { wordsIn } from './words.ts';

export type TitleOf = (rule: string) => string;

export type ReasonList = { fate: 'drop' | 'reserve' | 'unknown'; reasons: { code: string; title: string; count: number }[] };

/** Why records are left out, marked, or uncertain: the most frequent reasons first. */
export function reasonsOf({ reasons, schema }: Forecast, titleOf: TitleOf, lang: Lang): ReasonList[] {
  const { reportWords } = wordsIn(lang);
  const named = reportWords.fates(schema);
  return (['drop', 'reserve', 'unknown'] as const).map((fate) => ({
    fate,
    reasons: Object.entries(reasons[fate])
      .filter(([, count]) => count > 0)
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => ({ code, title: named[code] ?? titleOf(code), count })),
  }));
}
