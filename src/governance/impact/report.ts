/** What `decp impact` prints: tables for people, one JSON object for programs. */
import { type Lang, KITS, en, fr, type Kit } from '../../../packages/base/src/language.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import type { Severity } from '../../finding.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import type { CodeImpact, FieldImpact, Impact, RuleImpact } from '../../model/impact.ts';
import { percent } from '../../report/percent.ts';
import { type Style, tail, wrap } from '../../../packages/base/src/layout.ts';
import type { Family } from '../../model/rules.ts';
import { present } from '../../report/words.ts';

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

/** What the text of `decp impact` says, in both languages. */
type ImpactWords = {
  title(impact: Impact): string;
  file(file: Impact['files'][number]): string;
  day(impact: Impact): string;
  severity: Record<Severity, string>;
  family: Record<Family, string>;
  rules: [hit: string, share: string, findings: string, missed: string, family: string, rule: string];
  quiet: string;
  codesTitle: string;
  codes: [records: string, share: string, findings: string, code: string];
  wholeRecord: string;
  wholeFile: string;
  ofConcession: string;
  fieldsTitle: Record<RecordKind, string>;
  fields: [share: string, filled: string, empty: string, absent: string, wrong: string, field: string];
  none: string;
  hint: string;
};

/** A list after a comma; nothing where there is nothing to tell. */
const told = (and: (items: readonly string[]) => string, items: readonly string[]): string =>
  items.length === 0 ? '' : `, ${and(items)}`;

const FR: ImpactWords = {
  title: ({ files, records }) =>
    `${fr.count(files.length, 'fichier', 'fichiers')}${told(
      (items) => fr.and(items),
      present([
        [records.marche, (n) => fr.count(n, 'marché', 'marchés')],
        [records['contrat-concession'], (n) => fr.count(n, 'contrat de concession', 'contrats de concession')],
      ]),
    )} ; ${fr.count(records.conforming, 'contrat sans erreur', 'contrats sans erreur')}`,
  file: ({ name, version, records }) => `${name} : version ${version}, ${fr.count(records, 'contrat', 'contrats')}`,
  day: ({ date, rulesVersion }) => `Règles ${rulesVersion}, jour de référence ${date}.`,
  severity: {
    error: 'Règles de gravité « erreur »',
    warning: 'Règles de gravité « avertissement »',
    info: 'Règles de gravité « information »',
  },
  family: { reglementaire: 'réglementaire', agregateur: 'agrégateur', qualite: 'qualité' },
  rules: ['Contrats', 'Part', 'Constats', 'Non éval.', 'Famille', 'Règle'],
  quiet: 'Sans aucun constat :',
  codesTitle: 'Autres constats, et les champs où ils tombent',
  codes: ['Contrats', 'Part', 'Constats', 'Constat'],
  wholeRecord: '(le contrat lui-même, ou un champ que la version ne connaît pas)',
  wholeFile: '(le fichier)',
  ofConcession: ' (concession)',
  fieldsTitle: { marche: 'Champs des marchés', 'contrat-concession': 'Champs des contrats de concession' },
  fields: ['Part', 'Remplis', 'Vides', 'Absents', 'Fautifs', 'Champ'],
  none: 'aucun constat',
  hint: 'Les premiers endroits de chaque constat : --format json',
};

const EN: ImpactWords = {
  title: ({ files, records }) =>
    `${en.count(files.length, 'file', 'files')}${told(
      (items) => en.and(items),
      present([
        [records.marche, (n) => en.count(n, 'marché', 'marchés')],
        [records['contrat-concession'], (n) => en.count(n, 'contrat de concession', 'contrats de concession')],
      ]),
    )}; ${en.count(records.conforming, 'contract without error', 'contracts without error')}`,
  file: ({ name, version, records }) => `${name}: version ${version}, ${en.count(records, 'contract', 'contracts')}`,
  day: ({ date, rulesVersion }) => `Rules ${rulesVersion}, reference day ${date}.`,
  severity: {
    error: 'Rules of severity “error”',
    warning: 'Rules of severity “warning”',
    info: 'Rules of severity “information”',
  },
  family: { reglementaire: 'regulatory', agregateur: 'consolidation', qualite: 'quality' },
  rules: ['Contracts', 'Share', 'Findings', 'Not eval.', 'Family', 'Rule'],
  quiet: 'Without any finding:',
  codesTitle: 'Other findings, and the fields that they fall on',
  codes: ['Contracts', 'Share', 'Findings', 'Finding'],
  wholeRecord: '(the contract itself, or a field that the version does not know)',
  wholeFile: '(the file)',
  ofConcession: ' (concession)',
  fieldsTitle: { marche: 'Fields of marchés', 'contrat-concession': 'Fields of contrats de concession' },
  fields: ['Share', 'Filled', 'Empty', 'Absent', 'Wrong', 'Field'],
  none: 'no finding',
  hint: 'The first places of each finding: --format json',
};

const IMPACT_WORDS: Record<Lang, ImpactWords> = { fr: FR, en: EN };
