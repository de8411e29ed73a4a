import type { Random } from '../fidelity/random.ts';
import { type Schema, subschemas } from './dialect.ts';
import type { Vocabulary } from './vocabulary.ts';

type Keywords = Record<string, unknown>;

/** A copy with one thing changed, or a few: a keyword gone, added or exchanged, a number or a list moved, a schema wrapped. */
export function mutated(schema: Schema, vocabulary: Vocabulary, random: Random): Schema {
  const copy = structuredClone(schema);
  if (typeof copy === 'boolean') return vocabulary.root();
  const changes = random.chance(0.75) ? 1 : 2;
  for (let i = 0; i < changes; i++) change(random.chance(0.3) ? copy : random.pick(subschemas(copy)), vocabulary, random);
  return copy;
}

function change(schema: Keywords, vocabulary: Vocabulary, random: Random): void {
  const keywords = Object.keys(schema).filter((keyword) => !['$defs', 'definitions'].includes(keyword));
  const keyword = keywords.length > 0 ? random.pick(keywords) : undefined;
  const kind = random.below(8);
  if (kind === 0 && keyword !== undefined) remove(schema, keyword);
  else if (kind === 1 && keyword !== undefined) {
    remove(schema, keyword);
    Object.assign(schema, vocabulary.some(1));
  } else if (kind === 2 || keyword === undefined) Object.assign(schema, vocabulary.some(1));
  else if (kind === 3) wrap(schema, keywords, random);
  else if (kind === 4) schema['type'] = vocabulary.type();
  else if (kind < 7 && KIN.has(keyword)) exchange(schema, keyword, KIN.get(keyword) as string, vocabulary.strictIsWord);
  else move(schema, keyword, vocabulary, random);
}

/** Keywords that are taken for each other. */
const KIN = new Map(
  [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
    ['anyOf', 'oneOf'],
    ['additionalProperties', 'unevaluatedProperties'],
    ['then', 'else'],
    ['minContains', 'maxContains'],
    ['minItems', 'maxItems'],
    ['minLength', 'maxLength'],
    ['minProperties', 'maxProperties'],
  ].flatMap(([one = '', other = '']) => [
    [one, other],
    [other, one],
  ]),
);

/** The value of each goes to the other. In draft-04 an exclusive bound is a word beside the bound. */
function exchange(schema: Keywords, one: string, other: string, strictIsWord: boolean): void {
  const strict = [one, other].find((keyword) => keyword.startsWith('exclusive'));
  if (strict !== undefined && strictIsWord) {
    schema[strict] = schema[strict] !== true;
    return;
  }
  const [left, right] = [schema[one], schema[other]];
  for (const [keyword, value] of [
    [one, right],
    [other, left],
  ] as const) {
    if (value === undefined) Reflect.deleteProperty(schema, keyword);
    else schema[keyword] = value;
  }
}

/** Some keywords are not allowed, or say nothing, without another. */
function remove(schema: Keywords, keyword: string): void {
  Reflect.deleteProperty(schema, keyword);
  if (keyword === 'minimum' && typeof schema['exclusiveMinimum'] === 'boolean') delete schema['exclusiveMinimum'];
  if (keyword === 'maximum' && typeof schema['exclusiveMaximum'] === 'boolean') delete schema['exclusiveMaximum'];
}

/** The same schema in other words, or nearly. */
function wrap(schema: Keywords, keywords: readonly string[], random: Random): void {
  const inner = Object.fromEntries(keywords.map((keyword) => [keyword, schema[keyword]]));
  for (const keyword of keywords) Reflect.deleteProperty(schema, keyword);
  Object.assign(
    schema,
    random.pick([{ allOf: [inner] }, { anyOf: [inner] }, { not: { not: inner } }, { oneOf: [inner, {}] }, { not: inner }]),
  );
}

function move(schema: Keywords, keyword: string, vocabulary: Vocabulary, random: Random): void {
  const value = schema[keyword];
  if (typeof value === 'number')
    schema[keyword] = keyword === 'multipleOf' ? value * 2 : Math.max(value + (random.chance(0.5) ? 1 : -1), 0);
  else if (Array.isArray(value) && keyword === 'enum')
    schema[keyword] = distinct([...(value.slice(random.below(2)) as unknown[]), vocabulary.value()]);
  else if (Array.isArray(value) && value.length > 1) schema[keyword] = random.chance(0.5) ? value.slice(1) : value.slice(0, -1);
  else if (keyword === 'const') schema[keyword] = vocabulary.value();
  else Object.assign(schema, vocabulary.some(1));
}

const distinct = (values: readonly unknown[]): unknown[] => {
  const texts = values.map((value) => JSON.stringify(value));
  return values.filter((_, i) => texts.indexOf(texts[i] as string) === i);
};
