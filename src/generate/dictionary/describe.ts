/** The type and the constraints of a field in words. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { formWords } from '../../messages/pattern.ts';
import type { Leaf, List, Node } from '../../model/tree.ts';
import type { Schema } from '../../model/types.ts';
import { code } from './markdown.ts';
import type { Words } from './words.ts';

export function typeWords(node: Node, words: Words): string {
  if (node.kind === 'object') return words.types.object;
  if (node.kind === 'leaf') return leafWords(node, words);
  return words.listOf(node.envelope === undefined ? typeWords(node.item, words) : words.envelope(code(node.envelope)));
}

function leafWords(leaf: Leaf, { types }: Words): string {
  if (leaf.codelist !== undefined) return types.code;
  if (leaf.isDate) return types.date;
  return leaf.type === 'string' ? types.text : types[leaf.type];
}

/** The leaf whose values stand in a field: its own, or that of its items. */
export const valueLeaf = (node: Node): Leaf | undefined =>
  node.kind === 'leaf' ? node : node.kind === 'list' && node.item.kind === 'leaf' ? node.item : undefined;

const BOUNDS = ['minLength', 'maxLength', 'minimum', 'maximum'] as const;

/** Each constraint that the type does not say already, in words. */
export function constraintWords(node: Node, words: Words, lang: Lang): string[] {
  const leaf = valueLeaf(node);
  return [...(node.kind === 'list' ? itemsWords(node, words) : []), ...(leaf ? leafConstraints(leaf, words, lang) : [])];
}

function itemsWords({ schema: { minItems, uniqueItems } }: List, { constraints }: Words): string[] {
  return [
    ...(minItems === undefined || minItems === 0 ? [] : [constraints.minItems(minItems)]),
    ...(uniqueItems === true ? [constraints.uniqueItems] : []),
  ];
}

function leafConstraints({ schema, codelist, nullable }: Leaf, { constraints }: Words, lang: Lang): string[] {
  return [
    ...(schema.pattern === undefined ? [] : [formWords(schema.pattern, lang)]),
    ...BOUNDS.flatMap((bound) => (schema[bound] === undefined ? [] : [constraints[bound](schema[bound])])),
    ...(codelist === undefined ? fixedCodes(schema) : []),
    ...(nullable ? [constraints.nullable] : []),
  ];
}

const fixedCodes = (schema: Schema): string[] =>
  schema.enum ? [schema.enum.map((value) => code(JSON.stringify(value))).join(', ')] : [];
