/** What the text report says of one file, once it has been read to its end. */
import { visible } from '../../packages/base/src/visible.ts';
import type { Page } from './layout.ts';
import { details, table } from './layout.ts';
import type { Group } from './summary.ts';
import { rulesText, type TitleOf } from './text-rules.ts';
import type { FileSummary } from './types.ts';
import { wrap } from '../../packages/base/src/wrap.ts';

/** Rows of the table, and groups shown in detail. */
const ROWS = 40;

const recordsToMend = ({ records }: FileSummary): number => records.marche + records['contrat-concession'] - records.conforming;

function verdict(summary: FileSummary, { words, style, width }: Page): string {
  if (summary.verdict === 'conforming') return style.good(wrap(words.conforming(summary.records), width));
  const bad = summary.verdict === 'unreadable' ? words.unreadable : words.notConforming(summary.records, recordsToMend(summary));
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

/** The command stands on a line of its own, whole, so that it can be copied. */
function proposalLines({ proposal, records }: FileSummary, { words, width }: Page): string[] {
  if (proposal?.command === undefined || records.marche + records['contrat-concession'] === 0) return [];
  return [wrap(words.proposal(proposal.version), width), `  ${proposal.command}`];
}

function todo(summary: FileSummary, groups: readonly Group[], words: Page['words']): string {
  if (summary.verdict === 'conforming') {
    if (summary.records.marche + summary.records['contrat-concession'] === 0) return words.nothingThere;
    // Only JSON and XML are published.
    if (summary.format !== 'json' && summary.format !== 'xml') return words.convertFirst;
    const dropped = summary.rules?.forecast?.drop ?? 0;
    if (dropped > 0) return words.dropsForeseen(dropped);
    if (summary.inForce !== undefined) return words.otherVersion(summary.inForce);
    return groups.length === 0 && (summary.rules?.notEvaluated ?? 0) === 0 ? words.nothingToDo : words.readAgain;
  }
  const first = groups.find((group) => group.severity === 'error');
  return summary.verdict === 'unreadable' || !first || (groups.length === 1 && first.count === 1)
    ? words.mendFile
    : words.mendFirst(first);
}

/** Groups with their places until `budget` places are shown; answers how many findings are left out too. */
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

/** What the rules say stands apart; each group ends with an empty line of its own. */
const rulesBlock = (lines: readonly string[], apart: boolean): readonly string[] =>
  lines.length === 0 || apart ? lines : ['', ...lines];

/** `budget`: places shown at most. `fullList`: how to get all of them. `titleOf`: the title of a rule. */
export function fileText(
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
