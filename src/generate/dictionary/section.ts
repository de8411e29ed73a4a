/** The section of one field. */
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Rule } from '../../model/rules.ts';
import type { Counterpart, Model } from '../../model/types.ts';
import { constraintWords, typeWords, valueLeaf } from './describe.ts';
import type { Entry } from './entries.ts';
import { anchor, code } from './markdown.ts';
import type { Words } from './words.ts';

export type Page = { model: Model; lang: Lang; words: Words };

/** The heading of a field holds its path, so that no two are alike. `owner` begins the path: the kind of record, or nothing. */
export const fieldHeading = ({ path, field }: Entry, owner: string, lang: Lang): string =>
  `${field.title[lang]} ${code(owner === '' ? path : `${owner}.${path}`)}`;

export const codelistHeading = (name: string, words: Words): string => `${words.codelist} ${code(name)}`;

/**
 * Title, description, then one line a fact. Objects show no example: those of their parts stand beneath.
 */
export function section(entry: Entry, owner: string, rules: readonly Rule[], page: Page): string[] {
  const { lang, words } = page;
  return [
    `### ${fieldHeading(entry, owner, lang)}`,
    '',
    entry.field.description[lang].trim(),
    '',
    ...facts(entry, page).map(([label, text]) => `- **${words.labels[label]}**${words.colon}${text}`),
    ...ruleLines(rules, page),
    '',
  ];
}

type Fact = readonly [label: keyof Words['labels'], text: string];

function facts(entry: Entry, { model, lang, words }: Page): Fact[] {
  const { node, field, required, parent } = entry;
  const constraints = constraintWords(node, words, lang);
  const codelist = valueLeaf(node)?.codelist;
  return [
    ['json', code(entry.json)],
    ['xml', code(entry.xml)],
    ['type', typeWords(node, words)],
    ['presence', words.presence(required, parent === '' ? '' : code(parent))],
    ...(field.unit ? [['unit', field.unit[lang]] as const] : []),
    ...(constraints.length === 0 ? [] : [['constraints', constraints.join(lang === 'fr' ? ' ; ' : '; ')] as const]),
    ...(codelist === undefined ? [] : [['codes', codesLine(codelist, model, words)] as const]),
    ['source', field.source[lang]],
    ...(valueLeaf(node) ? [['examples', field.examples.map(shown).join(', ')] as const] : []),
    ...(field['x-ocds'] ? [['ocds', counterpart(field['x-ocds'], lang, words)] as const] : []),
    ...(field['x-eforms'] ? [['eforms', counterpart(field['x-eforms'], lang, words)] as const] : []),
  ];
}

const shown = (value: unknown): string => code(JSON.stringify(value));

function codesLine(name: string, { codelists }: Model, words: Words): string {
  const codes = (codelists[name] ?? []).map((one) => code(one.code)).join(', ');
  return `[${words.codelistLink} ${code(name)}](#${anchor(codelistHeading(name, words))})${words.colon}${codes}`;
}

function counterpart(it: Counterpart, lang: Lang, words: Words): string {
  if ('aucun' in it) return `${words.none}${words.colon}${it.aucun[lang]}`;
  return `${code(it.path)} (${it.source}).${it.note ? ` ${it.note[lang]}` : ''}`;
}

function ruleLines(rules: readonly Rule[], { lang, words }: Page): string[] {
  if (rules.length === 0) return [];
  return [`- **${words.labels.rules}**${words.colon.trimEnd()}`, ...rules.map((rule) => `  ${ruleLine(rule, lang, words)}`)];
}

export const ruleLine = ({ id, severity, title }: Rule, lang: Lang, words: Words): string =>
  `- ${code(id)} (${words.severities[severity]})${words.colon}${title[lang]}`;
