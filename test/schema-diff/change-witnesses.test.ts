/** Each change has a witness of its own, and is found in no time, whatever patterns names are held against. */
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../packages/schema-diff/src/types.ts';
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

test('a name is held against a pattern that goes back without number in no time', () => {
  const name = `${'a'.repeat(40)}!`;
  const object = (value: JsonSchema): JsonSchema => ({
    type: 'object',
    properties: { [name]: value },
    patternProperties: { '^(a+)+$': { type: 'string' } },
    additionalProperties: { minProperties: 1 },
  });
  const begun = performance.now();
  const { changes } = diffOf({ previous: object({ type: 'string' }), next: object({ type: 'string', minLength: 1 }) });
  expect(changes.map(({ kind, direction }) => [kind, direction])).toEqual([['min-length-added', 'narrowed']]);
  expect(performance.now() - begun).toBeLessThan(5000);
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
