/** The blocks of the text report: a table of groups, then the first places of each. */
import type { Formatters } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';
import { type Style, fit, tail, wrap } from '../../packages/base/src/layout.ts';
import { type Group, type Place, OTHER_FIELDS } from './summary.ts';
import type { FileSummary } from './types.ts';
import type { Words } from './words.ts';

export type Page = { words: Words; formatters: Formatters; style: Style; width: number };

type Row = readonly [count: string, records: string, problem: string, mild: string, field: string];

const COUNT = 9;
/** Left for the name of the field, however long the problems are. */
const FIELD = 32;

function rowOf(group: Group, { words, formatters }: Page): Row {
  const field = group.key === OTHER_FIELDS ? words.otherFields : group.field;
  const records = group.records === 0 ? '-' : formatters.number(group.records);
  return [formatters.number(group.count), records, group.title, words.mild(group), field];
}

/** A title is reported by its start, a mere name (`titulaires > titulaire > nom`) by its end. */
function line([count, records, problem, mild, field]: Row, widest: number, width: number): string {
  const reported = `${fit(problem, widest - mild.length).trimEnd()}${mild}`.padEnd(widest);
  const left = `${count.padStart(COUNT)} ${records.padStart(COUNT)}  ${reported}  `;
  const space = width - left.length;
  return (left + (field.includes('(') ? fit(field, space) : tail(field, space))).trimEnd();
}

const headOf = ([count, records, problem, field]: Words['columns']): Row => [count, records, problem, '', field];

/** Counts by problem and field, at most `limit` lines, and how many more there are. */
export function table(groups: readonly Group[], limit: number, page: Page): string[] {
  const rows = groups.slice(0, limit).map((group) => rowOf(group, page));
  const widest = Math.min(
    page.width - 2 * COUNT - 5 - FIELD,
    Math.max(...rows.map(([, , problem, mild]) => problem.length + mild.length)),
  );
  const rest = groups.length - rows.length;
  return [
    page.style.bold(line(headOf(page.words.columns), widest, page.width)),
    ...rows.map((row) => line(row, widest, page.width)),
    ...(rest > 0 ? [' '.repeat(2 * COUNT + 3) + page.words.moreRows(rest)] : []),
  ];
}

function place({ file, record, position }: Place, { words, style, width }: Page): string[] {
  const where = [file, position && words.position(position), record && words.record(record)].filter((part) => part !== undefined);
  return where.length === 0 ? [] : [style.dim(wrap(where.join(', '), width, '   '))];
}

/** Each place with its message. Consecutive places with the same message are grouped. */
function placesOf(places: readonly Place[], page: Page): string[] {
  return places.flatMap((it, i) => [
    ...place(it, page),
    ...(it.text === places[i + 1]?.text ? [] : [wrap(it.text, page.width, '     ')]),
  ]);
}

/** One group with its first places; `shown` of them at most. */
export function details(group: Group, number: number, shown: number, page: Page): string[] {
  const places = group.places.slice(0, shown);
  const rest = group.count - places.length;
  return [
    page.style.bold(wrap(`${String(number)}. ${page.words.group(group)}`, page.width - 3).replaceAll('\n', '\n   ')),
    ...placesOf(places, page),
    ...(rest > 0 ? [`   ${page.words.more(rest)}`] : []),
    page.style.dim(`   ${page.words.explain(visible(group.code, 60))}`),
    '',
  ];
}

/** Maximum number of rows of the table, and of groups shown in detail. */
const ROWS = 40;

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

/**
 * What is said of all findings of a file: counts, table, details. `budget`: maximum number of places. `fullList`: how to list all
 * findings.
 */
export function foundLines(
  groups: readonly Group[],
  counts: FileSummary['counts'],
  { budget, fullList }: { budget: number; fullList: string },
  page: Page,
): string[] {
  const { words, width } = page;
  const { lines, hidden } = listing(groups, budget, page);
  return [
    ...[words.counts(counts), '', ...table(groups, ROWS, page), '', ...lines],
    ...(hidden > 0 ? [wrap(words.hidden(hidden, fullList), width), ''] : []),
  ];
}
