/** What the text report says of the rules over a whole file: the forecast, with its reasons, and what could not be evaluated. */
import type { Forecast } from '../validate/forecast.ts';
import type { Page } from './layout.ts';
import type { RulesSummary } from './types.ts';
import { wrap } from '../../packages/base/src/wrap.ts';

/** Reasons shown of each sort, the most frequent first. */
const REASONS = 8;

export type TitleOf = (code: string) => string;

export function rulesText({ forecast, notEvaluated }: RulesSummary, titleOf: TitleOf, page: Page): string[] {
  const { words, width } = page;
  return [
    ...(forecast && recordsIn(forecast) > 0 ? [...forecastLines(forecast, titleOf, page), ''] : []),
    ...(notEvaluated > 0 ? [wrap(words.notEvaluated(notEvaluated), width), ''] : []),
  ];
}

const recordsIn = ({ publish, reserve, drop, unknown }: Forecast): number => publish + reserve + drop + unknown;

function forecastLines(forecast: Forecast, titleOf: TitleOf, page: Page): string[] {
  const { words, width, style } = page;
  const { schema, reasons } = forecast;
  const named: Record<string, string> = {
    schema: words.refusedBySchema(schema),
    unreadable: words.notRead,
    unread: words.beyondLimits,
  };
  const nameOf = (code: string): string => named[code] ?? titleOf(code);
  return [
    style.bold(wrap(words.forecast(forecast), width)),
    ...reasonLines(words.dropped, reasons.drop, nameOf, page),
    ...reasonLines(words.reserved, reasons.reserve, nameOf, page),
    ...reasonLines(words.uncertain, reasons.unknown, nameOf, page),
  ];
}

function reasonLines(label: string, counted: Readonly<Record<string, number>>, nameOf: TitleOf, page: Page): string[] {
  const { words, kit, width } = page;
  const sorted = Object.entries(counted).sort(([, a], [, b]) => b - a);
  const rest = sorted.length - REASONS;
  return [
    ...sorted.slice(0, REASONS).map(([code, n]) => wrap(`${label} ${nameOf(code)} (${kit.number(n)})`, width, '   ')),
    ...(rest > 0 ? [`   ${words.moreRows(rest)}`] : []),
  ];
}
