/** Which dialect a schema is read in, and when that is not known: the answer then is unknown, never yes. */
import { describe, expect, test } from 'vitest';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import { diffSchemas } from '../../packages/schema-diff/src/diff-schemas.ts';
import type { Answer, DiffOptions, JsonSchema } from '../../packages/schema-diff/src/types.ts';

const VOCABULARIES = (dialect: '2019-09' | '2020-12', ...names: string[]): Record<string, boolean> =>
  Object.fromEntries(names.map((name) => [`https://json-schema.org/draft/${dialect}/vocab/${name}`, true]));

const WHOLE = VOCABULARIES('2020-12', 'core', 'applicator', 'unevaluated', 'validation');
const OWN = 'https://example.org/dialect';

const meta = ($vocabulary: unknown, dialect = '2020-12', more: object = {}): JsonSchema => ({
  $schema: `https://json-schema.org/draft/${dialect}/schema`,
  $id: OWN,
  ...($vocabulary !== undefined && { $vocabulary }),
  ...more,
});

const given = (one: JsonSchema, more: DiffOptions = {}): DiffOptions => ({ ...more, resources: new Map([[OWN, one]]) });

const reasonOf = (answer: Answer): string | undefined => (answer.verdict === 'unknown' ? answer.reason.en : undefined);

describe('the answer is unknown, and says why, for', () => {
  test.each<[string, JsonSchema, DiffOptions, RegExp]>([
    [
      'a dialect that nobody gave',
      { $schema: OWN, type: 'string' },
      {},
      /“\$schema” names is not known: "https:\/\/example\.org\/dialect"/,
    ],
    ['a misspelt dialect', { $schema: 'https://json-schema.org/draft/2020-12' }, {}, /is not known/],
    ['an address that only looks like a dialect', { $schema: 'https://example.org/draft-07/schema#' }, {}, /is not known/],
    ['a dialect from before draft-04', { $schema: 'http://json-schema.org/draft-03/schema#' }, {}, /draft-03/],
    ['a dialect that is no text', { $schema: 7 }, {}, /is not known: 7/],
    ['a dialect that names itself', { $schema: OWN }, given({ $schema: OWN, $id: OWN }), /is not known/],
    [
      'a required vocabulary',
      { $schema: OWN },
      given(meta({ ...WHOLE, 'https://example.org/units': true })),
      /requires a vocabulary.*units/,
    ],
    [
      'a dialect without the vocabulary of bounds',
      { $schema: OWN },
      given(meta(VOCABULARIES('2020-12', 'core', 'applicator', 'unevaluated'))),
      /does without a vocabulary.*validation/,
    ],
    ['a dialect without its vocabularies', { $schema: OWN }, given(meta(undefined)), /is not known/],
    [
      'a dialect that asserts formats',
      { $schema: OWN },
      given(meta({ ...WHOLE, ...VOCABULARIES('2020-12', 'format-assertion') })),
      /makes “format” an assertion/,
    ],
    [
      'a dialect of 2019-09 that asserts formats',
      { $schema: OWN },
      given(meta(VOCABULARIES('2019-09', 'core', 'applicator', 'validation', 'format'), '2019-09')),
      /makes “format” an assertion/,
    ],
    [
      'a part in another dialect',
      { properties: { a: { $schema: 'http://json-schema.org/draft-07/schema#' } } },
      {},
      /another dialect \(draft-07\)/,
    ],
    ['a part in a dialect that is not known', { properties: { a: { $schema: OWN } } }, {}, /is not known/],
    [
      'a reference to the meta-schema of another dialect',
      { $ref: 'http://json-schema.org/draft-07/schema#' },
      {},
      /another dialect \(draft-07\)/,
    ],
    [
      'two schemas with one address',
      { $defs: { a: { $id: OWN, type: 'string' }, b: { $id: OWN } } },
      {},
      /same address: https:\/\/example\.org\/dialect/,
    ],
    ['two anchors of one name', { $defs: { a: { $anchor: 'a', type: 'string' }, b: { $anchor: 'a' } } }, {}, /same address/],
    [
      'an address below no keyword',
      { $ref: '#/x/a', x: { a: { $id: 'b', type: 'string' } } },
      {},
      /an identifier whose meaning no keyword gives/,
    ],
  ])('%s', (_, schema, options, why) => {
    for (const { backward, forward } of [contain(schema, true, options), diffSchemas(schema, true, options)]) {
      expect(reasonOf(backward)).toMatch(why);
      expect(reasonOf(forward)).toMatch(why);
    }
    expect(reasonOf(contain(true, schema, options).backward)).toMatch(why);
  });
});

describe('a dialect is known', () => {
  test.each<[string, DiffOptions]>([
    ['https://json-schema.org/draft/2020-12/schema#', {}],
    ['http://json-schema.org/draft-07/schema', {}],
    ['https://json-schema.org/draft-07/schema#', {}],
    ['http://json-schema.org/draft-07/hyper-schema#', {}],
    [OWN, given(meta(WHOLE))],
    [`${OWN}#`, given(meta({ ...WHOLE, 'https://example.org/notes': false }))],
    [OWN, given(meta({ ...WHOLE, ...VOCABULARIES('2020-12', 'format-assertion') }), { formatAssertion: true })],
    [OWN, given(meta(undefined, '2020-12', { $schema: 'http://json-schema.org/draft-07/schema#' }))],
  ])('by %s', ($schema, options) => {
    expect(contain({ $schema, type: 'string' }, { $schema, type: 'string', maxLength: 2 }, options).relation).toBe('narrowed');
  });
});

test('two schemas with one address are one where they say the same', () => {
  const part = { $id: OWN, type: 'string' };
  const twice = { properties: { a: part, b: { ...part }, c: { $ref: OWN } } };
  const once = { properties: { a: { type: 'string' }, b: { type: 'string' }, c: { type: 'string' } } };
  expect(contain(twice, once).relation).toBe('equivalent');
});

describe('a reference that leads to an official meta-schema from its own place is answered', () => {
  const OFFICIAL = 'https://json-schema.org/draft/2020-12';
  test.each<[string, JsonSchema, DiffOptions?]>([
    ['from the address of the schema', { $id: `${OFFICIAL}/mine`, $ref: 'schema' }],
    ['from an address of the same host', { $id: 'https://json-schema.org/mine', $ref: 'draft/2020-12/schema' }],
    ['from the address of an outer schema', { $id: `${OFFICIAL}/a/b`, allOf: [{ $id: '../c', $ref: 'schema' }] }],
    ['from an address in capitals', { $ref: 'HTTPS://JSON-Schema.org/draft/2020-12/schema' }],
    ['from the address that a meta-schema has', { $id: `${OFFICIAL}/schema`, $ref: 'meta/core' }],
    [
      'from the address of a resource',
      { $ref: `${OFFICIAL}/it` },
      { resources: new Map([[`${OFFICIAL}/it`, { $ref: 'schema' }]]) },
    ],
  ])('%s', (_, schema, options) => {
    const { backward, forward } = diffSchemas(schema, { allOf: [schema], type: 'object' }, options);
    expect([backward, forward]).toMatchObject([{ verdict: 'no', witness: false }, { verdict: 'yes' }]);
  });
});

test('a dialect that is not known is of no concern in a resource that nothing refers to', () => {
  const resources = new Map<string, JsonSchema>([[OWN, { $schema: 'https://example.org/other' }]]);
  expect(contain({ type: 'string' }, true, { resources }).backward.verdict).toBe('yes');
  expect(contain({ $ref: OWN }, true, { resources }).backward.verdict).toBe('unknown');
});

test('an anchor that is not there is no pointer without its first letter', () => {
  expect(() => contain({ $ref: '#xproperties', properties: {} }, true)).toThrow(
    expect.objectContaining({ code: 'input.schema-no-target' }) as Error,
  );
});
