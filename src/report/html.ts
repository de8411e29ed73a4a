/**
 * The `html` report, for people who keep or print it: one file that holds all it needs and runs nothing. As the text report, it writes what it
 * says of a file once this has been read to its end, and keeps only counts and the first places in memory.
 */
import type { Skipped } from '../read/source.ts';
import { html, type Html, joined } from '../../packages/base/src/html.ts';
import { FORMATTERS, type Lang } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { levelOf } from '../finding.ts';
import { REPORT_HTML } from '../messages/compiled/report-html.ts';
import { command, END, heading, list, page, paragraph, placesWith, table, terms } from './html-elements.ts';
import { forecastWords, proposalWords, reviewWords, type TitleOf, todoWords, unjudgedWords, verdictWords } from './outcome.ts';
import { skippedWords } from './skipped.ts';
import { createTally, type Group, OTHER_FIELDS, type Place } from './summary.ts';
import type { FileSummary, Report, ReportOptions, Verdict } from './types.ts';
import { WORDS } from './words.ts';

export type HtmlOptions = ReportOptions & {
  /** The command or option that lists all findings. */
  fullList?: string;
  /** Returns the title of a rule, for the reasons of the forecast. */
  titleOf?: TitleOf;
};

/** Number of places kept per group. */
export const PLACES = 10;
/** Maximum number of groups shown. */
const GROUPS = 100;

/** Characters of a name of a file; a longer one is cut. */
const NAME = 300;

export function htmlReport(options: HtmlOptions): Report {
  const { lang } = options;
  const verdicts: Record<Verdict, number> = { conforming: 0, 'to-review': 0, 'not-conforming': 0, unreadable: 0 };
  let files = 0;
  let tally = createTally({ places: PLACES });
  return {
    start: (names = []) => String(startPage(names, lang)),
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
      return String(fileSection(summary, tally.groups(), options));
    },
    end: (skipped = []) => String(endPage(lang, files > 1 ? WORDS[lang].files(files, verdicts) : undefined, skipped)),
  };
}

/** The start of a report on files of these names. */
export function startPage(names: readonly string[], lang: Lang): Html {
  const say = REPORT_HTML[lang];
  return page(lang, say.title({ n: names.length, file: visible(names[0] ?? '', NAME) }), say.heading());
}

/** `all`: the result of several files; `skipped`: those of folders that were not checked. */
export function endPage(lang: Lang, all?: string, skipped: readonly Skipped[] = []): Html {
  const say = REPORT_HTML[lang];
  const left = skippedWords(skipped, lang);
  return joined([
    ...(all === undefined ? [] : [heading(2, say['all-files']()), paragraph(all)]),
    ...(skipped.length === 0 ? [] : [paragraph(left.heading), list(left.lines)]),
    paragraph(say.foot()),
    END,
  ]);
}

/** The part on one file: the verdict and what to do first, then the groups, then their first places. */
export function fileSection(summary: FileSummary, groups: readonly Group[], options: HtmlOptions): Html {
  const { lang, tool, titleOf = String } = options;
  const say = REPORT_HTML[lang];
  const words = WORDS[lang];
  const unjudged = unjudgedWords(summary, words);
  const review = reviewWords(groups, words);
  const { forecast, notEvaluated = 0, version: rulesVersion, date } = summary.rules ?? {};
  const foreseen = forecast ? forecastWords(forecast, titleOf, { words, formatters: FORMATTERS[lang] }) : [];
  const [proposal, proposed = ''] = proposalWords(summary, words) ?? [];
  const parts = [
    heading(2, visible(summary.file, NAME)),
    paragraph(verdictWords(summary, words), 'verdict'),
    ...(review ? [paragraph(review.heading), list(review.lines)] : []),
    paragraph(todoWords(summary, groups, words)),
    ...(summary.next === undefined ? [] : [command(summary.next)]),
    ...(unjudged === undefined ? [] : [paragraph(unjudged)]),
    terms([
      ...(summary.version === null ? [] : [[say.facts.version(), words.version(summary)] as const]),
      [say.facts.counts(), words.counts(summary.counts) || say['no-findings']()],
      [say.facts.rules(), rulesVersion ?? say['no-rules']()],
      ...(date === undefined ? [] : [[say.facts.day(), date] as const]),
      [say.facts.tool(), `${tool.name} ${tool.version}`],
    ]),
    ...(proposal === undefined ? [] : [paragraph(proposal), command(proposed)]),
    ...(foreseen.length === 0 ? [] : [heading(3, say.forecast()), list(foreseen)]),
    ...(notEvaluated > 0 ? [paragraph(words.notEvaluated(notEvaluated))] : []),
    ...(groups.length === 0 ? [] : groupParts(groups, options)),
  ];
  return html`<section class="file">\n${parts}</section>\n`;
}

function* groupParts(
  groups: readonly Group[],
  { lang, maxFindings = Infinity, fullList = '--format csv' }: HtmlOptions,
): Generator<Html> {
  const say = REPORT_HTML[lang];
  const words = WORDS[lang];
  const formatters = FORMATTERS[lang];
  const listed = groups.slice(0, GROUPS);
  yield table(
    say.groups(),
    Object.values(say['group-columns']).map((column) => column()),
    listed.map((group, i) => [
      { number: String(i + 1) },
      say.severity({ level: levelOf(group) }),
      group.title,
      group.key === OTHER_FIELDS ? words.otherFields : group.field,
      { number: formatters.number(group.count) },
      { number: group.records === 0 ? '-' : formatters.number(group.records) },
      group.code,
    ]),
  );
  if (groups.length > GROUPS) yield paragraph(say['more-groups']({ shown: GROUPS, n: groups.length - GROUPS }));
  let shown = 0;
  const details: Html[] = [];
  for (const [i, group] of listed.entries()) {
    const places = group.places.slice(0, maxFindings - shown);
    if (places.length === 0) continue;
    shown += places.length;
    details.push(groupDetails(group, i + 1, places, lang));
  }
  if (details.length > 0) yield joined([heading(3, say.details()), ...details]);
  const hidden = groups.reduce((sum, { count }) => sum + count, 0) - shown;
  if (hidden > 0) yield paragraph(words.hidden(hidden, fullList));
}

function groupDetails(group: Group, rank: number, places: readonly Place[], lang: Lang): Html {
  const words = WORDS[lang];
  const rest = group.count - places.length;
  const items: { places: string[]; message: string }[] = [];
  let same: string[] = [];
  for (const [i, { record, position, text }] of places.entries()) {
    const where = [position && words.position(position), record && words.record(record)].filter((part) => part !== undefined);
    if (where.length > 0) same.push(where.join(', '));
    // Places that follow one another with the same message have it once.
    if (text === places[i + 1]?.text) continue;
    items.push({ places: same, message: text });
    same = [];
  }
  const title = heading(4, `${String(rank)}. ${words.group(group)}`);
  return joined([title, placesWith(items), ...(rest > 0 ? [paragraph(words.more(rest))] : [])]);
}
