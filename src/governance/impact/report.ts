/** What `decp impact` prints: tables for people, one JSON object for programs. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import type { Severity } from '../../finding.ts';
import { KITS } from '../../../packages/base/src/language.ts';
import type { Kit } from '../../../packages/base/src/language.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import type { CodeImpact, FieldImpact, Impact, RuleImpact } from '../../model/impact.ts';
import { IMPACT_WORDS, type ImpactWords } from './words.ts';
import { percent } from '../../report/percent.ts';
import type { Style } from '../../../packages/base/src/style.ts';
import { tail, wrap } from '../../../packages/base/src/wrap.ts';

type Page = { words: ImpactWords; kit: Kit; style: Style; width: number };

const WIDTH = 100;
const COLUMN = 10;
const SEVERITIES: Severity[] = ['error', 'warning', 'info'];

/** The counts as tables: rules by severity, other findings with their fields, fields by kind. */
export function impactText(impact: Impact, { lang, style, width = WIDTH }: { lang: Lang; style: Style; width?: number }): string {
  const page: Page = { words: IMPACT_WORDS[lang], kit: KITS[lang], style, width };
  const { words } = page;
  return [
    style.bold(wrap(words.title(impact), width)),
    ...impact.files.map((file) => wrap(words.file({ ...file, name: visible(file.name, 60) }), width - 2, '  ')),
    wrap(words.day(impact), width),
    ...SEVERITIES.flatMap((severity) => rulesBlock(impact.rules, severity, page)),
    ...block(
      words.codesTitle,
      words.codes,
      impact.findings.flatMap((code) => codeRows(code, page)),
      page,
    ),
    ...RECORD_KINDS.flatMap((kind) => fieldsBlock(impact.fields, kind, page)),
    '',
    words.hint,
    '',
  ].join('\n');
}

/** Cells are set to the right but for the last, and for those that are words. */
type Row = { numbers: readonly string[]; word?: string; name: string };

const WORD = 15;

function lineOf({ numbers, word, name }: Row, width: number): string {
  const left = `${numbers.map((cell) => cell.padStart(COLUMN)).join('')}  ${word === undefined ? '' : word.padEnd(WORD)}`;
  return (left + tail(name, width - left.length)).trimEnd();
}

function block(title: string, header: readonly string[], rows: readonly Row[], { style, width, words }: Page): string[] {
  if (rows.length === 0) return ['', style.bold(title), `  ${words.none}`];
  const worded = rows.some(({ word }) => word !== undefined);
  const numbers = header.slice(0, worded ? -2 : -1);
  const head = lineOf({ numbers, ...(worded && { word: header.at(-2) ?? '' }), name: header.at(-1) ?? '' }, width);
  return ['', style.bold(title), style.dim(head), ...rows.map((row) => lineOf(row, width))];
}

function rulesBlock(all: readonly RuleImpact[], severity: Severity, page: Page): string[] {
  const { words, width } = page;
  const rules = all.filter((rule) => rule.severity === severity);
  if (rules.length === 0) return [];
  const hits = rules.filter(({ findings, records, evaluated }) => findings > 0 || evaluated < records);
  const quiet = rules.filter((rule) => !hits.includes(rule)).map(({ id }) => id);
  const rows = hits.sort((a, b) => b.share - a.share || b.hit - a.hit).map((rule) => ruleRow(rule, page));
  return [
    ...block(words.severity[severity], words.rules, rows, page),
    ...(quiet.length === 0 ? [] : [wrap(`${words.quiet} ${quiet.join(', ')}.`, width, '  ')]),
  ];
}

const ruleRow = ({ id, hit, share, findings, records, evaluated, family }: RuleImpact, { words, kit }: Page): Row => ({
  numbers: [kit.number(hit), percent(share, hit, kit), kit.number(findings), kit.number(records - evaluated)],
  word: words.family[family],
  name: id,
});

function codeRows({ code, records, share, findings, fields }: CodeImpact, { words, kit }: Page): Row[] {
  const inside = fields.map(({ kind, path, ...counts }) => ({
    numbers: [kit.number(counts.records), '', kit.number(counts.findings)],
    name: `  ${path !== '' ? path : kind === null ? words.wholeFile : words.wholeRecord}${kind === 'contrat-concession' ? words.ofConcession : ''}`,
  }));
  return [{ numbers: [kit.number(records), percent(share, records, kit), kit.number(findings)], name: code }, ...inside];
}

function fieldsBlock(all: readonly FieldImpact[], kind: RecordKind, page: Page): string[] {
  const fields = all.filter((field) => field.kind === kind && field.objects > 0);
  if (fields.length === 0) return [];
  const { kit, words } = page;
  const rows = fields.map(({ share, filled, empty, absent, wrong, path }) => ({
    numbers: [percent(share, filled, kit), ...[filled, empty, absent, wrong].map((n) => kit.number(n))],
    name: path,
  }));
  return block(words.fieldsTitle[kind], words.fields, rows, page);
}

/** One JSON object, an entry a line: two measures are compared line by line. */
export function impactJson({ files, records, rules, fields, findings, ...head }: Impact): string {
  const values = Object.entries({ ...head, records }).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const lists = Object.entries({ files, rules, fields, findings }).map(
    ([key, entries]) => `  ${JSON.stringify(key)}: ${linesOf(entries)}`,
  );
  return `{\n${[...values, ...lists].join(',\n')}\n}\n`;
}

export const linesOf = (entries: readonly unknown[]): string =>
  entries.length === 0 ? '[]' : `[\n${entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')}\n  ]`;
