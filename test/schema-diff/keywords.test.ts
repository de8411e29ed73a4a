/** What each keyword of each dialect does here: the table held against the meta-schemas, and the engine held against the table. */
import { describe, expect, test } from 'vitest';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import { DIALECTS, doesOf, isOlder, type Keyword, KEYWORDS } from '../../packages/schema-diff/src/keywords.ts';
import { metaSchemas } from '../../packages/schema-diff/src/meta-schemas.ts';
import type { Dialect, JsonSchema } from '../../packages/schema-diff/src/types.ts';

type Keywords = Record<string, unknown>;

/** Keywords that a specification has and the meta-schema that Ajv ships leaves out. */
const UNSHIPPED: Partial<Record<Dialect, readonly string[]>> = { 'draft-04': ['$ref', 'format'], 'draft-07': ['writeOnly'] };

/** The keywords of a dialect with what its meta-schemas ask of their values. */
function shippedIn(dialect: Dialect): Map<string, unknown> {
  const metas = [...metaSchemas(dialect).values()] as { properties?: Keywords }[];
  return new Map(metas.flatMap(({ properties = {} }) => Object.entries(properties)));
}

const asks = (value: unknown): Keywords => (typeof value === 'object' && value !== null ? (value as Keywords) : {});

const isSchema = (value: unknown): boolean => {
  const { $ref, $recursiveRef, $dynamicRef } = asks(value);
  return $ref === '#' || $recursiveRef === '#' || $dynamicRef === '#meta';
};

const isList = (value: unknown): boolean => /schemaArray$/.test(String(asks(value)['$ref']));

/** What a keyword holds, read from what a meta-schema asks of its value. */
function heldBy(value: unknown): Keyword['holds'] {
  const choices = (asks(value)['anyOf'] ?? []) as unknown[];
  if (choices.some(isSchema) && choices.some(isList)) return 'schema or list';
  if (isSchema(value) || choices.some(isSchema)) return 'schema';
  if (isList(value)) return 'list';
  const { additionalProperties } = asks(value);
  const below = [additionalProperties, ...((asks(additionalProperties)['anyOf'] ?? []) as unknown[])];
  return below.some(isSchema) ? 'map' : undefined;
}

const rowsOf = (table: readonly Keyword[], dialect: Dialect): Keyword[] =>
  table.filter(({ from, to }) => !isOlder(dialect, from) && !isOlder(to, dialect));

/** Where a table and the meta-schemas of a dialect differ. */
function differences(table: readonly Keyword[], dialect: Dialect): string[] {
  const shipped = shippedIn(dialect);
  const rows = rowsOf(table, dialect);
  const names = rows.map(({ keyword }) => keyword);
  return [
    ...[...shipped.keys()].filter((keyword) => !names.includes(keyword)).map((keyword) => `no row: ${keyword}`),
    ...names.filter((keyword, i) => names.indexOf(keyword) < i).map((keyword) => `two rows: ${keyword}`),
    ...names
      .filter((keyword) => !shipped.has(keyword) && !UNSHIPPED[dialect]?.includes(keyword))
      .map((keyword) => `no keyword of the dialect: ${keyword}`),
    ...rows
      .filter(({ keyword, holds }) => shipped.has(keyword) && heldBy(shipped.get(keyword)) !== holds)
      .map(({ keyword }) => `holds something else: ${keyword}`),
  ];
}

describe.each(DIALECTS)('the table of %s', (dialect) => {
  test('has every keyword of the meta-schemas, once, with what it holds, and no other', () => {
    expect(differences(KEYWORDS, dialect)).toEqual([]);
  });

  test.each(rowsOf(KEYWORDS, dialect).map(({ keyword }) => keyword))('is caught without %s', (keyword) => {
    const without = KEYWORDS.filter((row) => row.keyword !== keyword);
    if (!UNSHIPPED[dialect]?.includes(keyword)) expect(differences(without, dialect)).toContain(`no row: ${keyword}`);
  });
});

test.each<[string, Partial<Keyword>, string]>([
  ['a keyword in a dialect too many', { keyword: 'prefixItems', from: '2019-09' }, 'no keyword of the dialect: prefixItems'],
  [
    'a keyword whose schemas are not looked into',
    { keyword: 'contains', holds: undefined as never },
    'holds something else: contains',
  ],
])('the table is caught with %s', (_, change, fault) => {
  const planted = KEYWORDS.map((row) => (row.keyword === change.keyword ? { ...row, ...change } : row));
  expect(differences(planted, '2019-09')).toContain(fault);
});

/** Schemas in which a keyword makes a difference: without it, they accept something else. Those of the old dialects come first. */
const SHOWN: Record<string, Keywords[]> = {
  $ref: [{ $ref: '#/definitions/a', definitions: { a: { type: 'string' } } }],
  $recursiveRef: [{ type: 'object', additionalProperties: { $recursiveRef: '#' } }],
  $dynamicRef: [{ $dynamicAnchor: 'n', type: 'object', additionalProperties: { $dynamicRef: '#n' } }],
  type: [{ type: 'string' }],
  enum: [{ enum: [1] }],
  const: [{ const: 1 }],
  multipleOf: [{ multipleOf: 2 }],
  maximum: [{ maximum: 1 }],
  minimum: [{ minimum: 1 }],
  exclusiveMaximum: [{ maximum: 1, exclusiveMaximum: true }, { exclusiveMaximum: 1 }],
  exclusiveMinimum: [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  maxLength: [{ maxLength: 1 }],
  minLength: [{ minLength: 1 }],
  pattern: [{ pattern: 'a' }],
  format: [{ format: 'ipv4' }],
  maxItems: [{ maxItems: 1 }],
  minItems: [{ minItems: 1 }],
  uniqueItems: [{ uniqueItems: true }],
  items: [{ items: { type: 'string' } }],
  additionalItems: [{ items: [{}], additionalItems: { type: 'string' } }],
  prefixItems: [{ prefixItems: [{ type: 'string' }] }],
  contains: [{ contains: { type: 'string' } }],
  minContains: [{ contains: { type: 'string' }, minContains: 2 }],
  maxContains: [{ contains: { type: 'string' }, maxContains: 2 }],
  unevaluatedItems: [{ unevaluatedItems: { type: 'string' } }],
  unevaluatedProperties: [{ unevaluatedProperties: { type: 'string' } }],
  maxProperties: [{ maxProperties: 1 }],
  minProperties: [{ minProperties: 1 }],
  required: [{ required: ['a'] }],
  properties: [{ properties: { a: { type: 'string' } } }],
  patternProperties: [{ patternProperties: { a: { type: 'string' } } }],
  additionalProperties: [{ additionalProperties: { type: 'string' } }],
  propertyNames: [{ propertyNames: { maxLength: 1 } }],
  dependentRequired: [{ dependentRequired: { a: ['b'] } }],
  dependentSchemas: [{ dependentSchemas: { a: { maxProperties: 1 } } }],
  dependencies: [{ dependencies: { a: { maxProperties: 1 } } }],
  allOf: [{ allOf: [{ type: 'string' }] }],
  anyOf: [{ anyOf: [{ type: 'string' }] }],
  oneOf: [{ oneOf: [{ type: 'string' }] }],
  not: [{ not: { type: 'string' } }],
  if: [{ if: { type: 'string' }, then: { maxLength: 1 }, else: { type: 'number' } }],
  then: [{ if: { type: 'string' }, then: { maxLength: 1 } }],
  else: [{ if: { type: 'string' }, else: { type: 'number' } }],
};

/** Keywords that say where a schema is or what it is called: the pairs of `cases/` show that they are read. */
const NAMES = ['id', '$id', '$schema', '$anchor', '$vocabulary', '$recursiveAnchor', '$dynamicAnchor', '$defs', 'definitions'];

/** Values of keywords that refuse nothing. */
const NOTED: Record<string, unknown> = {
  ...{ title: 'a', description: 'a', default: 1, examples: [1], $comment: 'a', readOnly: true, writeOnly: true },
  ...{ deprecated: true, contentMediaType: 'application/json', contentEncoding: 'base64', contentSchema: { type: 'string' } },
  $recursiveAnchor: 'meta',
};

const relation = (previous: JsonSchema, next: JsonSchema, dialect: Dialect): string =>
  contain(previous, next, { dialect, formatAssertion: true }).relation;

const shownIn = (keyword: string, dialect: Dialect): Keywords => {
  const [first, last = first] = SHOWN[keyword] ?? [];
  return (isOlder(dialect, 'draft-06') ? first : last) as Keywords;
};

/** A schema without a keyword, wherever it stands. */
const without = (schema: Keywords, keyword: string): Keywords =>
  JSON.parse(JSON.stringify(schema, (name, value: unknown) => (name === keyword ? undefined : value))) as Keywords;

describe.each(DIALECTS)('a schema of %s', (dialect) => {
  const doing = (does: Keyword['does']): string[] =>
    rowsOf(KEYWORDS, dialect).flatMap((row) => (row.does === does ? [row.keyword] : []));

  test.each(doing('read').filter((keyword) => !NAMES.includes(keyword)))('says something else without %s', (keyword) => {
    const schema = shownIn(keyword, dialect);
    expect(['widened', 'incomparable']).toContain(relation(schema, without(schema, keyword), dialect));
  });

  test.each(doing('annotation'))('says the same without %s', (keyword) => {
    expect(NOTED).toHaveProperty([keyword]);
    const schema = { type: ['string', 'object'], [keyword]: NOTED[keyword] };
    expect(relation(schema, without(schema, keyword), dialect)).toBe('equivalent');
  });

  test.each(doing('makes unknown'))('says nothing that is known with %s', (keyword) => {
    const schema = shownIn(keyword, dialect);
    const { backward, forward } = contain(without(schema, keyword), schema, { dialect });
    expect([backward.verdict, forward.verdict]).toEqual(['unknown', 'yes']);
    expect(contain({ not: schema }, { not: without(schema, keyword) }, { dialect }).backward.verdict).toBe('unknown');
  });

  const foreign = Object.keys(SHOWN).filter((keyword) => doesOf(keyword, dialect) === undefined);

  test.runIf(foreign.length > 0)('says the same without keywords of other dialects', () => {
    const differing = foreign.filter((keyword) => {
      const value = shownIn(keyword, dialect)[keyword];
      return relation({ type: ['object', 'array'], [keyword]: value }, { type: ['object', 'array'] }, dialect) !== 'equivalent';
    });
    expect(differing).toEqual([]);
  });

  test.each(['nullable', '$async', 'x-mine'])('says the same without %s, which no dialect knows', (keyword) => {
    expect(relation({ type: 'string', [keyword]: true }, { type: 'string' }, dialect)).toBe('equivalent');
    expect(relation({ type: 'string', [keyword]: true }, { type: 'number' }, dialect)).toBe('incomparable');
  });
});
