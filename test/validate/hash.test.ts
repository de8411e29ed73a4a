import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../packages/base/src/json.ts';
import { FingerprintMap } from '../../src/validate/hash.ts';
import { hashValue } from '../../src/validate/hash-value.ts';

/** The same value with the keys of its objects in another order. */
const shuffled = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shuffled);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
};

test('equal values have one canonical form, whatever the order of their keys; different values differ', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonical(shuffled(value))).toBe(canonical(value));
    }),
  );
  expect(canonical({ a: 1, b: [2, { d: 4, c: 3 }] })).toBe('{"a":1,"b":[2,{"c":3,"d":4}]}');
  expect(canonical(JSON.parse('{"a":12.0,"b":-0}'))).toBe('{"a":12,"b":0}');
  expect(canonical([1, 2])).not.toBe(canonical([2, 1]));
});

test('a hundred thousand near texts have a hundred thousand fingerprints, spread over all words', () => {
  const seen = Array.from({ length: 4 }, () => new Set<number>());
  const whole = new Set<string>();
  for (let i = 0; i < 100_000; i++) {
    const hash = hashValue(`{"id":"2024-${i}"}`);
    whole.add(hash.join());
    hash.forEach((word, at) => seen[at]?.add(word));
  }
  expect(whole.size).toBe(100_000);
  for (const words of seen) expect(words.size).toBeGreaterThan(99_990);
});

test('the map finds what was added, through growth, and gives the number under which it was first seen', () => {
  const map = new FingerprintMap();
  for (let i = 0; i < 5000; i++) expect(map.add(hashValue(String(i)), i)).toBeUndefined();
  for (let i = 0; i < 5000; i++) expect(map.add(hashValue(String(i)), 9999)).toBe(i);
});
