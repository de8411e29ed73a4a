/** What the reports for people say of a whole file: the verdict, what to do first, the forecast with its reasons. */
import type { Formatters } from '../../packages/base/src/language.ts';
import { wrap } from '../../packages/base/src/layout.ts';
import type { Forecast } from '../validate/forecast.ts';
import { isAccepted } from '../validate/verdict.ts';
import type { Page } from './layout.ts';
import type { Group } from './summary.ts';
import type { FileSummary, NextStep } from './types.ts';
import type { Words } from './words.ts';

/** Returns the title of a rule. */
export type TitleOf = (rule: string) => string;

const recordsOf = ({ records }: FileSummary): number => records.marche + records['contrat-concession'];

export function verdictWords(summary: FileSummary, words: Words): string {
  if (summary.verdict === 'conforming') return words.conforming(summary.records);
  if (summary.verdict === 'to-review') return words.toReview(summary.records, summary.toReview);
  if (summary.verdict === 'unreadable') return words.unreadable;
  return words.notConforming(summary.records, recordsOf(summary) - summary.records.conforming);
}

/** What to look at before the file is published: said first, whatever the verdict. Undefined where there is nothing. */
export function reviewWords(groups: readonly Group[], words: Words): { heading: string; lines: string[] } | undefined {
  const all = groups.filter(({ review }) => review).flatMap((group) => reviewLines(group, words));
  if (all.length === 0) return undefined;
  const rest = all.length - REVIEWED;
  return { heading: words.reviewHeading, lines: [...all.slice(0, REVIEWED), ...(rest > 0 ? [words.moreRows(rest)] : [])] };
}

/** The same as lines of a page, with a blank one before them; none where there is nothing to look at. */
export function reviewBlock(groups: readonly Group[], { words, style, width }: Page): string[] {
  const review = reviewWords(groups, words);
  return review ? ['', style.warn(review.heading), ...review.lines.map((line) => wrap(line, width, '   '))] : [];
}

/** Lines before all else; the summary has the rest. */
const REVIEWED = 8;

/** What is about the file is said in full; what is about contracts is counted. */
const reviewLines = (group: Group, words: Words): string[] =>
  group.records === 0 && group.places.length === group.count ? group.places.map(({ text }) => text) : [words.group(group)];

/** That a part of the file could not be judged. Undefined if all of it was. */
export function unjudgedWords({ schemaVerdict, verdict, parsed, format }: FileSummary, words: Words): string | undefined {
  if (schemaVerdict !== null || verdict === 'unreadable') return undefined;
  return parsed === true ? words.notJudged : words.notSound(format);
}

/** How to compare with a version published here, that the file may also follow: a sentence, and a command that follows it. */
export function proposalWords(summary: FileSummary, words: Words): readonly [sentence: string, command: string] | undefined {
  const { proposal } = summary;
  if (proposal?.command === undefined || recordsOf(summary) === 0) return undefined;
  return [words.proposal(proposal.version), proposal.command];
}

/** The next step for the user. It depends on the counts of the whole file; the groups only name what to fix first. */
export function todoWords(summary: FileSummary, groups: readonly Group[], words: Words): string {
  const reviewed = groups.find((group) => group.review);
  if (summary.verdict === 'to-review' && reviewed) return words.review(reviewed, nextStep(summary));
  const { error, warning, info } = summary.counts;
  const total = error + warning + info;
  if (summary.verdict === 'conforming') {
    if (recordsOf(summary) === 0) return words.nothingThere;
    const { then, inForce, dropped } = nextStep(summary);
    if (then === 'convert') return words.convertFirst;
    if (then === 'forecast') return words.dropsForeseen(dropped);
    if (then === 'version') return words.otherVersion(inForce);
    return total === 0 && (summary.rules?.notEvaluated ?? 0) === 0 ? words.nothingToDo : words.readAgain;
  }
  const first = groups.find((group) => group.severity === 'error');
  return summary.verdict === 'unreadable' || !first || total === 1 ? words.fixFile : words.fixFirst(first);
}

/** The next step once the points to review are reviewed. */
export function nextStep(summary: FileSummary): NextStep {
  const { rules, inForce = '' } = summary;
  const dropped = rules?.forecast?.drop ?? 0;
  const then = isToConvert(summary) ? 'convert' : dropped > 0 ? 'forecast' : inForce !== '' ? 'version' : 'publish';
  return { then, inForce, dropped };
}

/** Only JSON and XML are published: a table with contracts that is right is converted. */
export const isToConvert = (summary: FileSummary): boolean =>
  isAccepted(summary.verdict) && recordsOf(summary) > 0 && summary.format !== 'json' && summary.format !== 'xml';

/** Maximum number of reasons per category, most frequent first. */
const REASONS = 8;

/** The forecast in a sentence, then the reasons why records are left out, marked or without forecast. Empty if no record has a forecast. */
export function forecastWords(
  forecast: Forecast,
  titleOf: TitleOf,
  { words, formatters }: { words: Words; formatters: Formatters },
): string[] {
  const { publish, reserve, drop, unknown, schema, reasons } = forecast;
  if (publish + reserve + drop + unknown === 0) return [];
  const named = words.fates(schema);
  const lines = (label: string, counted: Readonly<Record<string, number>>): string[] => {
    const sorted = Object.entries(counted).sort(([, a], [, b]) => b - a);
    const rest = sorted.length - REASONS;
    return [
      ...sorted.slice(0, REASONS).map(([code, n]) => `${label} ${named[code] ?? titleOf(code)} (${formatters.number(n)})`),
      ...(rest > 0 ? [words.moreRows(rest)] : []),
    ];
  };
  return [
    words.forecast(forecast),
    ...lines(words.dropped, reasons.drop),
    ...lines(words.reserved, reasons.reserve),
    ...lines(words.uncertain, reasons.unknown),
  ];
}
