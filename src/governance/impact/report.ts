/** The output of `decp impact`: tables for people, one JSON object for programs. */
import { type Lang, FORMATTERS, type Formatters } from '../../../packages/base/src/language.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import type { Severity } from '../../finding.ts';
import type { CodeImpact, FieldImpact, Impact, RuleImpact } from '../../model/impact.ts';
import { percent } from '../../report/percent.ts';
import { type Style, tail, wrap } from '../../../packages/base/src/layout.ts';
import { IMPACT } from '../../messages/compiled/impact.ts';
import type { Messages } from '../../messages/compiled/impact.types.ts';

type Page = { say: Messages; formatters: Formatters; style: Style; width: number };

const WIDTH = 100;
const COLUMN = 10;
const SEVERITIES: Severity[] = ['error', 'warning', 'info'];

/** The counts as tables: rules by severity, other findings with their fields, fields by kind. */
export function impactText(impact: Impact, { lang, style, width = WIDTH }: { lang: Lang; style: Style; width?: number }): string {
  const page: Page = { say: IMPACT[lang], formatters: FORMATTERS[lang], style, width };
  const { say } = page;
  const { findings } = say;
  return [
    style.bold(wrap(titleOf(impact, say), width)),
    ...impact.files.map((file) => wrap(say.file(file), width - 2, '  ')),
    wrap(say.day(impact), width),
    ...SEVERITIES.flatMap((severity) => rulesBlock(impact.rules, severity, page)),
    ...block(
      findings.title(),
      [findings.records(), findings.share(), findings.findings(), findings.code()],
      impact.findings.flatMap((code) => codeRows(code, page)),
      page,
    ),
    ...RECORD_KINDS.flatMap((kind) => fieldsBlock(impact.fields, kind, page)),
    '',
    say.hint(),
    '',
  ].join('\n');
}

/** How many files, the kinds of contracts that are there, and those without error. */
function titleOf({ files, records }: Impact, say: Messages): string {
  const { marche: marches, 'contrat-concession': concessions } = records;
  const kinds = [
    ...(marches > 0 ? [say.marches({ count: marches })] : []),
    ...(concessions > 0 ? [say.concessions({ count: concessions })] : []),
  ];
  return say.title({ files: files.length, kinds, conforming: records.conforming });
}

/** Cells are set to the right but for the last, and for those that are words. */
type Row = { numbers: readonly string[]; word?: string; name: string };

const WORD = 15;

function lineOf({ numbers, word, name }: Row, width: number): string {
  const left = `${numbers.map((cell) => cell.padStart(COLUMN)).join('')}  ${word === undefined ? '' : word.padEnd(WORD)}`;
  return (left + tail(name, width - left.length)).trimEnd();
}

function block(title: string, header: readonly string[], rows: readonly Row[], { style, width, say }: Page): string[] {
  if (rows.length === 0) return ['', style.bold(title), `  ${say['no-findings']()}`];
  const worded = rows.some(({ word }) => word !== undefined);
  const numbers = header.slice(0, worded ? -2 : -1);
  const head = lineOf({ numbers, ...(worded && { word: header.at(-2) ?? '' }), name: header.at(-1) ?? '' }, width);
  return ['', style.bold(title), style.dim(head), ...rows.map((row) => lineOf(row, width))];
}

function rulesBlock(all: readonly RuleImpact[], severity: Severity, page: Page): string[] {
  const { say, width } = page;
  const { rules: words } = say;
  const rules = all.filter((rule) => rule.severity === severity);
  if (rules.length === 0) return [];
  const hits = rules.filter(({ findings, records, evaluated }) => findings > 0 || evaluated < records);
  const quiet = rules.filter((rule) => !hits.includes(rule)).map(({ id }) => id);
  const rows = hits.sort((a, b) => b.share - a.share || b.hit - a.hit).map((rule) => ruleRow(rule, page));
  const header = [words.records(), words.share(), words.findings(), words.missed(), words.family(), words.rule()];
  return [
    ...block(words.title({ severity }), header, rows, page),
    ...(quiet.length === 0 ? [] : [wrap(words.quiet({ ids: quiet }), width, '  ')]),
  ];
}

const ruleRow = ({ id, hit, share, findings, records, evaluated, family }: RuleImpact, { say, formatters }: Page): Row => ({
  numbers: [
    formatters.number(hit),
    percent(share, hit, formatters),
    formatters.number(findings),
    formatters.number(records - evaluated),
  ],
  word: say.rules.familyOf({ family }),
  name: id,
});

function codeRows({ code, records, share, findings, fields }: CodeImpact, { say, formatters }: Page): Row[] {
  const inside = fields.map(({ kind, path, ...counts }) => ({
    numbers: [formatters.number(counts.records), '', formatters.number(counts.findings)],
    name: `  ${say.findings.place({ place: path !== '' ? path : kind === null ? 'file' : 'record', concession: kind === 'contrat-concession' })}`,
  }));
  return [
    { numbers: [formatters.number(records), percent(share, records, formatters), formatters.number(findings)], name: code },
    ...inside,
  ];
}

function fieldsBlock(all: readonly FieldImpact[], kind: RecordKind, page: Page): string[] {
  const fields = all.filter((field) => field.kind === kind && field.objects > 0);
  if (fields.length === 0) return [];
  const { formatters } = page;
  const { fields: words } = page.say;
  const rows = fields.map(({ share, filled, empty, absent, wrong, path }) => ({
    numbers: [percent(share, filled, formatters), ...[filled, empty, absent, wrong].map((n) => formatters.number(n))],
    name: path,
  }));
  const header = [words.share(), words.filled(), words.empty(), words.absent(), words.wrong(), words.field()];
  return block(words.title({ kind }), header, rows, page);
}

/** One JSON object with one entry per line, so that two reports can be compared line by line. */
export function impactJson({ files, records, rules, fields, findings, ...head }: Impact): string {
  const values = Object.entries({ ...head, records }).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lists = Object.entries({ files, rules, fields, findings }).map(
    ([key, entries]) => `  ${JSON.stringify(key)}: ${linesOf(entries)}`,
  );
  return `{\n${[...values, ...lists].join(',\n')}\n}\n`;
}

export const linesOf = (entries: readonly unknown[]): string =>
  entries.length === 0 ? '[]' : `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
