/**
 * Reports for a forge. `github`: workflow commands that GitHub shows on the lines of a pull request. `markdown`: a page for the summary of a
 * job or for a comment. Both print a file once it has been read to its end, and keep only counts and the first place of each group.
 */
import { capital, FORMATTERS } from '../../packages/base/src/language.ts';
import { annotation } from '../../packages/base/src/layout.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { type Level, levelOf } from '../finding.ts';
import { REPORT_FORGE } from '../messages/compiled/report-forge.ts';
import { codeSpan, markdownSafe } from './markdown-safe.ts';
import { reviewWords, verdictWords } from './outcome.ts';
import { createTally, type Group, OTHER_FIELDS } from './summary.ts';
import type { FileSummary, Report, ReportOptions } from './types.ts';
import { type Words, WORDS } from './words.ts';

/** What is to be looked at is no mere notice. */
const LEVELS = { error: 'error', review: 'warning', warning: 'warning', info: 'notice' } as const satisfies Record<Level, string>;

/** Forms whose positions are lines that GitHub can show. */
const LINED = new Set(['json', 'xml', 'csv']);

/**
 * One annotation for each group of findings, at its first place, the gravest first: GitHub keeps ten of each level, and forty
 * annotations of one problem would hide the others.
 */
export function githubReport({ lang, maxFindings = Infinity }: ReportOptions): Report {
  const words = WORDS[lang];
  return byFile((summary, groups) =>
    [
      ...groups.slice(0, maxFindings).map((group) => annotated(group, summary, words)),
      annotation('notice', { file: shownFile(summary) }, verdictWords(summary, words)),
      '',
    ].join('\n'),
  );
}

function annotated(group: Group, { file, format }: FileSummary, words: Words): string {
  const [place] = group.places;
  const { position, record, text = '' } = place ?? {};
  // In a workbook, the place is said in words.
  const line = LINED.has(format) ? position : undefined;
  const where = [!line && position && words.position(position), record && words.record(record)].filter(Boolean).join(', ');
  const message = [
    ...(where === '' ? [] : [capital(where)]),
    visible(text, 1000),
    ...(group.count > 1 ? [words.group(group)] : []),
    words.explain(visible(group.code, 60)),
  ].join('\n');
  const at = { file: visible(file, 300), line: line?.line, col: line?.column };
  return annotation(LEVELS[levelOf(group)], { ...at, title: visible(group.title, 200) }, message);
}

/** Maximum number of rows of a table. */
const ROWS = 40;

/** A title, the verdict and a table of the groups of findings for each file. */
export function markdownReport({ lang, maxFindings = Infinity }: ReportOptions): Report {
  const words = WORDS[lang];
  const formatters = FORMATTERS[lang];
  const say = REPORT_FORGE[lang];
  const cells = (...texts: readonly string[]): string => `| ${texts.join(' | ')} |`;
  const row = (group: Group): string => {
    const { position } = group.places[0] ?? {};
    const problem = `${group.title}${words.mild(group)}`;
    return cells(
      ...[formatters.number(group.count), group.records === 0 ? '-' : formatters.number(group.records)],
      ...[problem, group.key === OTHER_FIELDS ? words.otherFields : group.field].map((text) => markdownSafe(text, 200)),
      ...[markdownSafe(position ? words.position(position) : '', 200), codeSpan(group.code)],
    );
  };
  return byFile((summary, groups) => {
    const shown = groups.slice(0, Math.min(ROWS, maxFindings));
    const rest = groups.length - shown.length;
    const review = reviewWords(groups, words);
    return [
      `### ${codeSpan(shownFile(summary))}`,
      ...(summary.version === null ? [] : [markdownSafe(words.version(summary))]),
      `**${markdownSafe(verdictWords(summary, words))}**`,
      ...(review ? [[review.heading, '', ...review.lines.map((line) => `- ${markdownSafe(line, 300)}`)].join('\n')] : []),
      ...(shown.length === 0
        ? []
        : [
            [cells(...words.columns, say.place(), say.code()), '| ---: | ---: | --- | --- | --- | --- |', ...shown.map(row)].join(
              '\n',
            ),
          ]),
      ...(rest > 0 ? [words.moreRows(rest)] : []),
      '',
    ].join('\n\n');
  });
}

const shownFile = ({ file }: FileSummary): string => visible(file, 300);

/** A report whose text about a file is made of its summary and of its groups of findings. */
function byFile(textOf: (summary: FileSummary, groups: readonly Group[]) => string): Report {
  let tally = createTally({ places: 1 });
  return {
    start: () => '',
    file() {
      tally = createTally({ places: 1 });
      return '';
    },
    finding(finding, describe) {
      tally.add(finding, describe);
      return '';
    },
    count: (index, findings) => tally.count(index, findings),
    endFile: (summary) => textOf(summary, tally.groups()),
    end: () => '',
  };
}
