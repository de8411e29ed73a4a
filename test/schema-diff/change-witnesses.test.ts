/** Each change has a witness of its own, and is found in no time, whatever patterns names are held against. */
import { describe, expect, test } from 'vitest';
import type { Change, JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { misplaced } from './at-its-place.ts';
import { diffOf } from './change-cases.ts';

test('items that a tuple left free are shown by such an item, not by one that another change is about', () => {
  const tariff = { type: 'object', required: ['tarif'] };
  const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });
  const first = (item: JsonSchema): JsonSchema => ({ type: 'array', prefixItems: [item] });
  const year = (tariffs: JsonSchema): JsonSchema => ({ type: 'object', properties: { tarifs: tariffs } });
  const { changes } = diffOf({ previous: first(year(first(tariff))), next: list(year(list(tariff))) });
  const shown = changes.map(({ path, witnesses }) => [path, witnesses[0]?.instance]);
  expect(changes.map(({ path }) => path).sort()).toEqual(['', '[0].tarifs']);
  const [outer, inner] = ['', '[0].tarifs'].map((path) => shown.find(([at]) => at === path)?.[1] as unknown[]) as [
    unknown[],
    unknown[],
  ];
  // What the outer change is about stands beyond the first item, what the inner one is about within it.
  expect(diffOf({ previous: { const: outer[0] }, next: year(list(tariff)) }).backward).toEqual({ verdict: 'yes' });
  expect(outer.length).toBeGreaterThan(1);
  expect(inner).toHaveLength(1);
});

const text = (title: string, maxLength: number): JsonSchema => ({ title, type: 'string', maxLength });
const named = (field: string, name: string, schema: object): JsonSchema => ({
  type: 'object',
  properties: { [name]: { 'x-field': field, ...schema } },
});

/** Each change with what it shows: the side that accepts and the fragment, or the reason why it shows nothing. */
describe('a change is shown by what it refuses itself:', () => {
  test.each<[string, JsonSchema, JsonSchema, unknown[][]]>([
    [
      'not by what another branch accepts, which the pattern refuses',
      { anyOf: [text('a', 5), text('b', 3)] },
      { anyOf: [text('a', 4), text('b', 5)], pattern: '^[a-z]*$' },
      [['pattern-added', 'previous', expect.not.stringMatching(/^[a-z]*$/)]],
    ],
    [
      'a branch that no other makes up for',
      { anyOf: [text('a', 5), text('b', 3)] },
      { anyOf: [text('a', 4), text('b', 2)], pattern: '^[a-z]*$' },
      [
        ['pattern-added', 'previous', expect.not.stringMatching(/^[a-z]*$/)],
        ['max-length-decreased', 'previous', expect.stringMatching(/^.{5}$/)],
      ],
    ],
    [
      'each way that is gone by an instance of this way',
      { anyOf: [{ type: 'number' }, { type: 'boolean' }, { type: 'null' }] },
      { anyOf: [{ type: 'null' }] },
      [
        ['alternative-removed', 'previous', expect.any(Number)],
        ['alternative-removed', 'previous', expect.any(Boolean)],
      ],
    ],
    [
      'a keyword that hangs on those beside it by what these accept',
      { properties: { a: { type: 'string' } } },
      { properties: { a: { type: 'string', maxLength: 0 } }, unevaluatedProperties: false },
      [
        ['max-length-added', 'previous', 'a'],
        ['constraint-added', 'previous', expect.not.objectContaining({ a: expect.anything() as unknown })],
      ],
    ],
  ])('%s', (_, previous, next, expected) => {
    const shown = diffOf({ previous, next }).changes.flatMap(({ kind, direction, witnesses, reason }): unknown[][] => {
      if (direction === 'none') return [];
      if (witnesses.length === 0) return [[kind, reason?.en]];
      return witnesses.map(({ accepted, fragment }) => [kind, accepted, fragment]);
    });
    expect(shown).toHaveLength(expected.length);
    expect(shown).toEqual(expect.arrayContaining(expected));
  });
});

describe('a field that has another name', () => {
  const closed = (schema: object): JsonSchema => ({ ...(named('field', 'b', schema) as object), additionalProperties: false });

  test('is shown by what is refused under that name, too, and says where', () => {
    const pair = { previous: named('field', 'a', { type: 'string' }), next: closed({ type: 'string', maxLength: 3 }) };
    const { changes } = diffOf(pair);
    expect(changes.map(({ kind, witnesses }) => [kind, witnesses.map(({ elsewhere }) => elsewhere)])).toEqual([
      ['property-renamed', [undefined]],
      ['object-closed', [undefined]],
      ['max-length-added', ['b']],
    ]);
    const [witness] = changes.at(-1)?.witnesses ?? [];
    expect(witness).toMatchObject({ accepted: 'previous', at: '/a', fragment: expect.stringMatching(/^.{4,}$/s) as string });
    expect(misplaced(pair, changes)).toEqual([]);
    const shown = (other: object): Change[] =>
      changes.slice(-1).map((one) => ({ ...one, witnesses: [{ ...witness!, ...other }] }));
    expect([shown({ elsewhere: 'c' }), shown({ fragment: 'abc' })].map((planted) => misplaced(pair, planted).length)).toEqual([
      1, 1,
    ]);
  });
});

test('a name is held against a pattern that goes back without number in no time', () => {
  const name = `${'a'.repeat(40)}!`;
  const object = (value: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: { [name]: value },
    patternProperties: { '^(a+)+$': { type: 'string' } },
    additionalProperties: { minProperties: 1 },
  });
  const begun = process.cpuUsage();
  const { changes } = diffOf({ previous: object({ type: 'string' }), next: object({ type: 'string', minLength: 1 }) });
  expect(changes.map(({ kind, direction }) => [kind, direction])).toEqual([['min-length-added', 'narrowed']]);
  expect(process.cpuUsage(begun).user).toBeLessThan(5e6);
});

test('a name is read against a pattern with the flag that the verdict is read with', () => {
  // One pattern that does not compile with the u flag: all are read without it, where “.” is half of an astral sign.
  const object = (value: JsonSchema): JsonSchema => ({
    type: 'object',
    patternProperties: { '^.$': value, '^\\-$': {} },
    properties: { '😀': {} },
    additionalProperties: false,
  });
  const { changes } = diffOf({ previous: object({}), next: { ...(object({}) as object), properties: {} } });
  expect(changes.map(({ kind, params }) => [kind, params])).toEqual([['property-removed', { name: '😀', refused: true }]]);
});
