/**
 * The `text` report, for people. Prints a file once it has been read to the end, counts first; keeps only counts and the first
 * places in memory.
 */
import { FORMATTERS } from '../../packages/base/src/language.ts';
import { styleFor, wrap } from '../../packages/base/src/layout.ts';
import { createTally, type Group } from './summary.ts';
import type { Report, ReportOptions, Verdict, FileSummary, RulesSummary } from './types.ts';
import { WORDS } from './words.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { type Page, details, table } from './layout.ts';
import type { Forecast } from '../validate/forecast.ts';

export type TextOptions = ReportOptions & {
  /** Whether to use terminal colours. */
  colour?: boolean;
  /** Width of the page in columns. */
  width?: number;
  /** The command or option that lists all findings. */
  fullList?: string;
  /** Returns the title of a rule, for the reasons of the forecast. */
  titleOf?: TitleOf;
};

/** Number of places kept per group. */
const PLACES = 3;

export function textReport(options: TextOptions): Report {
  const { lang, colour = false, width = 100, maxFindings = Infinity, fullList = '--format csv', titleOf = String } = options;
  const page: Page = { words: WORDS[lang], formatters: FORMATTERS[lang], style: styleFor(colour), width };
  const verdicts: Record<Verdict, number> = { conforming: 0, 'not-conforming': 0, unreadable: 0 };
  let files = 0;
  let tally = createTally({ places: PLACES });
  return {
    start: () => '',
    file() {
      tally = createTally({ places: PLACES });
      files += 1;
      return '';
    },
    finding(finding, describe) {
      tally.add(finding, describe);
      return '';
    },
    count: (index, findings) => tally.count(index, findings),
    endFile(summary) {
      verdicts[summary.verdict] += 1;
      return fileText(summary, tally.groups(), { budget: maxFindings, fullList, titleOf }, page);
    },
    end: () => (files > 1 ? `${page.words.files(files, verdicts)}\n` : ''),
  };
}

// The part of the report about one file.

/** Maximum number of rows of the table, and of groups shown in detail. */
const ROWS = 40;

const recordsToFix = ({ records }: FileSummary): number => records.marche + records['contrat-concession'] - records.conforming;

function verdict(summary: FileSummary, { words, style, width }: Page): string {
  if (summary.verdict === 'conforming') return style.good(wrap(words.conforming(summary.records), width));
  const bad = summary.verdict === 'unreadable' ? words.unreadable : words.notConforming(summary.records, recordsToFix(summary));
  return style.bad(wrap(bad, width));
}

function head(summary: FileSummary, page: Page): string[] {
  const { words, style, width } = page;
  return [
    style.bold(visible(summary.file, 300)),
    ...(summary.version === null ? [] : [wrap(words.version(summary), width)]),
    ...proposalLines(summary, page),
    verdict(summary, page),
    ...(summary.schemaVerdict === null && summary.verdict !== 'unreadable'
      ? [wrap(summary.parsed === true ? words.notJudged : words.notSound(summary.format), width)]
      : []),
  ];
}

/** The command is on its own line and never wrapped, so that it can be copied. */
function proposalLines({ proposal, records }: FileSummary, { words, width }: Page): string[] {
  if (proposal?.command === undefined || records.marche + records['contrat-concession'] === 0) return [];
  return [wrap(words.proposal(proposal.version), width), `  ${proposal.command}`];
}

/** The next step for the user. It depends on the counts of the whole file; the groups only name what to fix first. */
function todo(summary: FileSummary, groups: readonly Group[], words: Page['words']): string {
  const { error, warning, info } = summary.counts;
  const total = error + warning + info;
  if (summary.verdict === 'conforming') {
    if (summary.records.marche + summary.records['contrat-concession'] === 0) return words.nothingThere;
    // Only JSON and XML are published.
    if (summary.format !== 'json' && summary.format !== 'xml') return words.convertFirst;
    const dropped = summary.rules?.forecast?.drop ?? 0;
    if (dropped > 0) return words.dropsForeseen(dropped);
    if (summary.inForce !== undefined) return words.otherVersion(summary.inForce);
    return total === 0 && (summary.rules?.notEvaluated ?? 0) === 0 ? words.nothingToDo : words.readAgain;
  }
  const first = groups.find((group) => group.severity === 'error');
  return summary.verdict === 'unreadable' || !first || total === 1 ? words.fixFile : words.fixFirst(first);
}

/** Formats groups with their places, up to `budget` places. `hidden`: how many findings are left out. */
function listing(groups: readonly Group[], budget: number, page: Page): { lines: string[]; hidden: number } {
  const lines: string[] = [];
  let shown = 0;
  for (const [i, group] of groups.slice(0, ROWS).entries()) {
    if (shown >= budget) break;
    lines.push(...details(group, i + 1, budget - shown, page));
    shown += Math.min(group.places.length, budget - shown);
  }
  return { lines, hidden: groups.reduce((sum, group) => sum + group.count, 0) - shown };
}

/** Separates the results of the rules by an empty line, unless a group already ended with one. */
const rulesBlock = (lines: readonly string[], apart: boolean): readonly string[] =>
  lines.length === 0 || apart ? lines : ['', ...lines];

/** `budget`: maximum number of places. `fullList`: how to list all findings. `titleOf`: returns the title of a rule. */
function fileText(
  summary: FileSummary,
  groups: readonly Group[],
  { budget, fullList, titleOf }: { budget: number; fullList: string; titleOf: TitleOf },
  page: Page,
): string {
  const { words, width } = page;
  const { lines, hidden } = listing(groups, budget, page);
  const found = groups.length === 0 ? [] : ['', words.counts(summary.counts), '', ...table(groups, ROWS, page), '', ...lines];
  return [
    ...head(summary, page),
    ...found,
    ...(hidden > 0 ? [wrap(words.hidden(hidden, fullList), width)] : []),
    ...(summary.rules ? rulesBlock(rulesText(summary.rules, titleOf, page), groups.length > 0 && hidden === 0) : []),
    wrap(todo(summary, groups, words), width),
    '',
    '',
  ].join('\n');
}

// The results of the rules on a whole file: the forecast with its reasons, and the number of rules that could not be evaluated.

/** Maximum number of reasons per category, most frequent first. */
const REASONS = 8;

type TitleOf = (code: string) => string;

function rulesText({ forecast, notEvaluated }: RulesSummary, titleOf: TitleOf, page: Page): string[] {
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
  const { words, formatters, width } = page;
  const sorted = Object.entries(counted).sort(([, a], [, b]) => b - a);
  const rest = sorted.length - REASONS;
  return [
    ...sorted.slice(0, REASONS).map(([code, n]) => wrap(`${label} ${nameOf(code)} (${formatters.number(n)})`, width, '   ')),
    ...(rest > 0 ? [`   ${words.moreRows(rest)}`] : []),
  ];
}
