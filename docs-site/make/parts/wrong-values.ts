/** Values to try in a field: what people write wrong in a value of its type. */
import { valueLeaf } from '../../../src/generate/dictionary/describe.ts';
import type { Entry } from '../../../src/generate/dictionary/entries.ts';
import type { Leaf } from '../../../src/model/tree.ts';
import type { Model } from '../../../src/model/types.ts';
import type { VALUE_WORDS } from '../words/values.ts';

export type Wrong = { why: keyof (typeof VALUE_WORDS)['fr']['why']; value: unknown };

/** The likeliest first. Which of them are refused is for the check to say. */
export function wrongValues(entry: Entry, model: Model, example: unknown): Wrong[] {
  const { node, required } = entry;
  const missing: Wrong[] = required === true ? [{ why: 'missing', value: undefined }] : [];
  if (node.kind === 'object')
    return [...missing, { why: 'notObject', value: 'texte' }, { why: 'emptyObject', value: {} }, { why: 'null', value: null }];
  if (node.kind === 'list')
    return [...missing, { why: 'emptyList', value: [] }, { why: 'object', value: {} }, ...itemValues(entry, model, example)];
  return [...missing, ...leafValues(node, model, example), { why: 'empty', value: '' }, { why: 'null', value: null }];
}

/** Of a list of values, what is wrong with its items. */
function itemValues({ node }: Entry, model: Model, example: unknown): Wrong[] {
  const leaf = valueLeaf(node);
  return leaf ? leafValues(leaf, model, example).map(({ why, value }) => ({ why, value: [value] })) : [];
}

function leafValues(leaf: Leaf, model: Model, example: unknown): Wrong[] {
  if (leaf.codelist !== undefined) return codeValues(model.codelists[leaf.codelist]?.[0]?.code ?? '');
  if (leaf.isDate)
    return [
      { why: 'date', value: '31/12/2024' },
      { why: 'noSuchDay', value: '2024-02-30' },
    ];
  if (leaf.type === 'boolean') return [{ why: 'yes', value: 'oui' }];
  return leaf.type === 'string' ? textValues(leaf, example) : numberValues(leaf, example);
}

const codeValues = (code: string): Wrong[] => [
  { why: 'unknownCode', value: 'Autre chose' },
  { why: 'otherCase', value: code === code.toUpperCase() ? code.toLowerCase() : code.toUpperCase() },
];

function numberValues({ type, schema: { minimum, maximum } }: Leaf, example: unknown): Wrong[] {
  return [
    { why: 'quoted', value: String(typeof example === 'number' ? example : 12) },
    ...(type === 'integer' ? [{ why: 'decimal', value: 1.5 } as const] : []),
    ...(minimum === undefined ? [] : [{ why: 'below', value: type === 'integer' || minimum >= 1 ? minimum - 1 : -1 } as const]),
    ...(maximum === undefined ? [] : [{ why: 'above', value: maximum + 1 } as const]),
  ];
}

function textValues({ schema: { maxLength, pattern } }: Leaf, example: unknown): Wrong[] {
  const text = typeof example === 'string' ? example : '';
  return [
    ...(pattern === undefined || text === '' ? [] : [{ why: 'badKey', value: text.replace(/.$/u, '') } as const]),
    ...(pattern === undefined || text === '' ? [] : [{ why: 'badKey', value: `${text.slice(0, 3)} ${text.slice(3)}` } as const]),
    { why: 'number', value: 12 },
    ...(maxLength === undefined ? [] : [{ why: 'long', value: 'x'.repeat(maxLength + 1) } as const]),
  ];
}
