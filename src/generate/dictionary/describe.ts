/** The type and the constraints of a field in words. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { formWords } from '../../messages/form-words.ts';
import type { Leaf, List, Node } from '../../model/tree.ts';
import type { Schema, Model } from '../../model/types.ts';
import { DICTIONARY } from '../../messages/compiled/dictionary.ts';
import type { Messages } from '../../messages/compiled/dictionary.types.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { type Rule, SCOPES } from '../../model/rules.ts';
import { checkRule } from '../../rules/check-rule.ts';
import { appliesTo } from '../../rules/roster.ts';

export function typeWords(node: Node, lang: Lang): string {
  const say = DICTIONARY[lang];
  if (node.kind === 'object') return say.type.object();
  if (node.kind === 'leaf') return leafWords(node, say);
  const item = node.envelope === undefined ? typeWords(node.item, lang) : say.envelope({ name: code(node.envelope) });
  return say['list-of']({ item });
}

function leafWords(leaf: Leaf, { type }: Messages): string {
  if (leaf.codelist !== undefined) return type.code();
  if (leaf.isDate) return type.date();
  return leaf.type === 'string' ? type.text() : type[leaf.type]();
}

/** The leaf whose values a field holds: its own, or that of its items. */
export const valueLeaf = (node: Node): Leaf | undefined =>
  node.kind === 'leaf' ? node : node.kind === 'list' && node.item.kind === 'leaf' ? node.item : undefined;

const BOUNDS = { minLength: 'min-length', maxLength: 'max-length', minimum: 'minimum', maximum: 'maximum' } as const;

/** Each constraint that the type does not say already, in words. */
export function constraintWords(node: Node, lang: Lang): string[] {
  const leaf = valueLeaf(node);
  return [...(node.kind === 'list' ? itemsWords(node, DICTIONARY[lang]) : []), ...(leaf ? leafConstraints(leaf, lang) : [])];
}

function itemsWords({ schema: { minItems, uniqueItems } }: List, { constraint }: Messages): string[] {
  return [
    ...(minItems === undefined || minItems === 0 ? [] : [constraint['min-items']({ n: minItems })]),
    ...(uniqueItems === true ? [constraint['unique-items']()] : []),
  ];
}

/** The pattern of a date that versions 2.0.x look for anywhere in a text. */
const isAnyDate = ({ isDate, schema: { pattern, format } }: Leaf): boolean =>
  isDate && format !== 'date' && pattern?.startsWith('^') === false;

function leafConstraints(leaf: Leaf, lang: Lang): string[] {
  const { schema, codelist, nullable } = leaf;
  const { constraint } = DICTIONARY[lang];
  const bounds = Object.keys(BOUNDS) as (keyof typeof BOUNDS)[];
  return [
    ...(schema.pattern === undefined ? [] : [isAnyDate(leaf) ? constraint['any-date']() : formWords(schema.pattern, lang)]),
    ...bounds.flatMap((bound) => (schema[bound] === undefined ? [] : [constraint[BOUNDS[bound]]({ n: schema[bound] })])),
    ...(codelist === undefined ? fixedCodes(schema) : []),
    ...(nullable ? [constraint.nullable()] : []),
  ];
}

const fixedCodes = (schema: Schema): string[] =>
  schema.enum ? [schema.enum.map((value) => code(JSON.stringify(value))).join(', ')] : [];

/** Markdown (CommonMark with tables) without HTML. */

/** Escapes plain text so that no markup is interpreted; line breaks become blanks. */
export const plain = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();

/** A code span with as many backticks as needed. Line breaks become blanks, since they would end the surrounding element. */
export function code(value: string): string {
  const text = value.replace(/\s*[\r\n]\s*/g, ' ');
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const blank = /^`|`$|^ .* $/s.test(text) ? ' ' : '';
  return fence + blank + text + blank + fence;
}

/** Markdown in a cell of a table: a pipe would end the cell, in code as well. */
const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;

export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(header),
  row(header.map(() => '---')),
  ...rows.map(row),
];

/** The anchor that GitHub and most site generators give to a heading: lower case, without punctuation, blanks as hyphens. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');

/** The rules that look at a record of a kind: by the path of each field that they read, and those that compare whole records. */
export type Readers = { fields: ReadonlyMap<string, Rule[]>; whole: Rule[] };

/** Rules in their order. One that goes through a field to read what is in it does not read the field itself. */
export function readersOf(model: Model, kind: RecordKind): Readers {
  const scope = SCOPES[kind];
  const fields = new Map<string, Rule[]>();
  const whole: Rule[] = [];
  for (const rule of model.rules.filter((one) => appliesTo(one, model.version))) {
    const checked = checkRule(rule, model);
    if (Array.isArray(checked))
      throw new Error(`${rule.id}: ${checked.map(({ pointer }) => pointer).join(', ')} does not fit the schema`);
    const files = checked.fileEntries.filter((entry) => entry.kind === scope);
    if (files.some(({ key }) => key === undefined)) whole.push(rule);
    const paths = [...checked.entries.filter((entry) => entry.scope === scope), ...files].flatMap((entry) => ends(entry.fields));
    for (const path of new Set(paths)) fields.set(path, [...(fields.get(path) ?? []), rule]);
  }
  return { fields, whole };
}

/** The paths that no other one goes on from; of a list whose items are read, the list. */
const ends = (paths: readonly string[]): string[] =>
  paths
    .filter((path) => !paths.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[]`)))
    .map((path) => path.replace(/\[\]$/, ''));
