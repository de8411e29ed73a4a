/**
 * The `text` report, for people. Prints a file once it has been read to the end, counts first, the verdict and what to do last; keeps only
 * counts and the first places in memory.
 */
import { FORMATTERS } from '../../packages/base/src/language.ts';
import { styleFor, wrap } from '../../packages/base/src/layout.ts';
import type { createTally, Group, Tally } from './summary.ts';
import type { Report, ReportOptions, Verdict, FileSummary } from './types.ts';
import { WORDS } from './words.ts';
import { visible } from '../../packages/base/src/visible.ts';
import type { foundLines, Page } from './layout.ts';
import { forecastWords, proposalWords, reviewBlock, todoWords, type TitleOf, unjudgedWords, verdictWords } from './outcome.ts';

export type TextOptions = ReportOptions & {
  /** Whether to use terminal colours. */
  colour?: boolean;
  /** Width of the page in columns. */
  width?: number;
  /** The command or option that lists all findings. */
  fullList?: string;
  /** Returns the title of a rule, for the reasons of the forecast. */
  titleOf?: TitleOf;
  /** What lists findings, where it is at hand already. */
  listing?: Listing;
};

/** What a file without findings has no need of. */
export type Listing = { createTally: typeof createTally; foundLines: typeof foundLines };

const loadListing = async (): Promise<Listing> => ({ ...(await import('./summary.ts')), ...(await import('./layout.ts')) });

/** Number of places kept per group. */
const PLACES = 3;

export function textReport(options: TextOptions): Report {
  const { lang, colour = false, width = 100, maxFindings = Infinity, fullList = '--format csv', titleOf = String } = options;
  const page: Page = { words: WORDS[lang], formatters: FORMATTERS[lang], style: styleFor(colour), width };
  const verdicts: Record<Verdict, number> = { conforming: 0, 'to-review': 0, 'not-conforming': 0, unreadable: 0 };
  let files = 0;
  let { listing } = options;
  let tally: Tally | undefined;
  return {
    start: () => '',
    file() {
      tally = undefined;
      files += 1;
      return '';
    },
    prepare: async () => void (listing ??= await loadListing()),
    finding(finding, describe) {
      tally ??= (listing as Listing).createTally({ places: PLACES });
      tally.add(finding, describe);
      return '';
    },
    count: (index, findings) => tally?.count(index, findings) ?? false,
    endFile(summary) {
      verdicts[summary.verdict] += 1;
      const groups = tally?.groups() ?? [];
      const found = tally && (listing as Listing).foundLines(groups, summary.counts, { budget: maxFindings, fullList }, page);
      return fileText(summary, groups, found ?? [], titleOf, page);
    },
    end: () => (files > 1 ? `${page.words.files(files, verdicts)}\n` : ''),
  };
}

// The part of the report about one file.

function head(summary: FileSummary, groups: readonly Group[], page: Page): string[] {
  const { words, style, width } = page;
  const unjudged = unjudgedWords(summary, words);
  return [
    style.bold(visible(summary.file, 300)),
    ...(summary.version === null ? [] : [wrap(words.version(summary), width)]),
    ...(unjudged === undefined ? [] : [wrap(unjudged, width)]),
    ...reviewBlock(groups, page),
  ];
}

/** The verdict and what to do first: the end of the report, which a terminal shows. Commands are on lines of their own and never wrapped. */
function end(summary: FileSummary, groups: readonly Group[], { words, style, width }: Page): string[] {
  const [sentence, command] = proposalWords(summary, words) ?? [];
  const verdict = wrap(verdictWords(summary, words), width);
  return [
    ...(sentence === undefined ? [] : [wrap(sentence, width), `  ${command ?? ''}`, '']),
    style[COLOURS[summary.verdict]](verdict),
    wrap(todoWords(summary, groups, words), width),
    ...(summary.next === undefined ? [] : [`  ${summary.next}`]),
  ];
}

/** The colours of the verdicts. */
const COLOURS = { conforming: 'good', 'to-review': 'warn', 'not-conforming': 'bad', unreadable: 'bad' } as const satisfies Record<
  Verdict,
  string
>;

/** Lines set off from those that follow. */
const block = (...lines: readonly string[]): readonly string[] => [...lines, ''];

/** `found`: what is said of the findings. `titleOf`: returns the title of a rule. */
function fileText(
  summary: FileSummary,
  groups: readonly Group[],
  found: readonly string[],
  titleOf: TitleOf,
  page: Page,
): string {
  const { words, width, style } = page;
  const [forecast, ...reasons] = summary.rules?.forecast ? forecastWords(summary.rules.forecast, titleOf, page) : [];
  const notEvaluated = summary.rules?.notEvaluated ?? 0;
  const body = [
    ...found,
    ...(forecast === undefined
      ? []
      : block(style.bold(wrap(forecast, width)), ...reasons.map((reason) => wrap(reason, width, '   ')))),
    ...(notEvaluated > 0 ? block(wrap(words.notEvaluated(notEvaluated), width)) : []),
  ];
  return [
    ...head(summary, groups, page),
    ...(body.length === 0 ? [] : ['', ...body]),
    ...end(summary, groups, page),
    '',
    '',
  ].join('\n');
}
