import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../packages/base/src/json.ts';
import { hashValue } from '../../src/validate/hash-value.ts';

const fingerprint = (value: unknown): string => hashValue(value).join();

/** Values made of so few parts that two of them are often the same. */
const { small } = fc.letrec<{ small: unknown }>((tie) => ({
  small: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(0, 1, -1, '', '0', '1', 'a', 'ab', true, false, null),
    fc.array(tie('small'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('', 'a', 'b', '0'), tie('small'), { maxKeys: 3 }),
  ),
}));

/** The same value with the keys of its objects in another order. */
function reordered(value: unknown, by: (entries: [string, unknown][]) => [string, unknown][]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => reordered(item, by));
  return Object.fromEntries(by(Object.entries(value).map(([key, inner]) => [key, reordered(inner, by)])));
}

type Place = { holder: Record<string | number, unknown>; key: string | number };

/** Every place in a value where another value may be put. */
function places(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...places(holder[key])]);
}

/** A copy of a value, changed at one place, which a number chooses. */
function changed(value: unknown, choice: number, change: (old: unknown) => unknown): unknown {
  const whole = [structuredClone(value)];
  const all = places(whole);
  const { holder, key } = all[choice % all.length]!;
  holder[key] = change(holder[key]);
  return whole[0];
}

describe('a fingerprint', () => {
  test.each([
    ['any values', fc.jsonValue()],
    ['values that are often the same', small],
    ['values with texts of any UTF-16 units', fc.jsonValue({ stringUnit: 'binary' })],
  ])('is that of another value exactly when the canonical texts are equal: %s', (_, values) => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(fingerprint(a) === fingerprint(b)).toBe(canonical(a) === canonical(b));
      }),
      { numRuns: 2000 },
    );
  });

  test('does not depend on the order of keys, nor on how the value came about', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        expect(fingerprint(reordered(value, (entries) => entries.reverse()))).toBe(fingerprint(value));
        expect(fingerprint(reordered(value, (entries) => entries.sort(([a], [b]) => (a < b ? -1 : 1))))).toBe(fingerprint(value));
        expect(fingerprint(JSON.parse(JSON.stringify(value)))).toBe(fingerprint(value));
      }),
    );
  });

  test('tells a change of one place: another value, a value in a list, a list with one more, one character', () => {
    fc.assert(
      fc.property(fc.jsonValue(), small, fc.nat(), fc.nat(), (value, other, choice, at) => {
        const changes = [
          changed(value, choice, () => other),
          changed(value, choice, (old) => [old]),
          changed(value, choice, (old) => ({ '': old })),
          changed(value, choice, (old) => (Array.isArray(old) ? [...(old as unknown[]), other] : old)),
          changed(value, choice, (old) => (typeof old === 'string' ? withAnother(old, at) : old)),
        ];
        for (const change of changes)
          expect(fingerprint(change) === fingerprint(value)).toBe(canonical(change) === canonical(value));
      }),
      { numRuns: 1000 },
    );
  });

  test('tells one character, or two neighbours in the other order, at every place of texts of every length', () => {
    for (let length = 1; length <= 40; length++) {
      const text = Array.from({ length }, (_, i) => String.fromCharCode(97 + (i % 26))).join('');
      const variants = new Set([fingerprint(text)]);
      for (let at = 0; at < length; at++) {
        variants.add(fingerprint(withAnother(text, at)));
        if (at > 0) variants.add(fingerprint(text.slice(0, at - 1) + text[at]! + text[at - 1]! + text.slice(at + 1)));
      }
      expect(variants.size).toBe(2 * length);
    }
  });

  test('differs for values that look alike', () => {
    const alike: unknown[] = [
      ...['1', 1, true, [1], ['1'], { 1: 1 }, { 1: '1' }, [[1]], [1, []], [[], 1], [1, null]],
      ...[null, 'null', '', 0, false, [], {}, [[]], [{}], [null], [''], { '': '' }, { '': null }, { '': {} }, { '': [] }],
      ...[Infinity, -Infinity, 1e308, 'Infinity', -1, 0.1, 0.1 + 2 ** -55, 2 ** 31, 2 ** 32, -(2 ** 31), 2 ** 53],
      ...[
        ['a', 'b'],
        ['b', 'a'],
        ['ab'],
        [['a'], 'b'],
        ['a', ['b']],
        [['a', 'b']],
        ['a', 'b', ''],
        ['', 'a', 'b'],
        'ab',
        '["a","b"]',
      ],
      ...[
        { a: 1, b: 2 },
        { a: 2, b: 1 },
        { a: { b: 1 } },
        { b: { a: 1 } },
        { a: { b: 1 }, c: 1 },
        { a: { b: 1, c: 1 } },
        { a: 'b' },
        { b: 'a' },
      ],
      ...[[{ a: 1, b: 1 }], [{ a: 1 }, { b: 1 }], [{ b: 1 }, { a: 1 }], [{ a: 1, b: 2 }, { a: 3 }], [{ a: 1 }, { a: 3, b: 2 }]],
      ...['é', 'e\u0301', '\ud83d', '\ude00', '\ufffd', '😀', '\\ud83d', 'a\u0000', 'a', '\u0000a', '\u0000', '\u0000\u0000'],
      ...['{"__proto__":1}', '{"__proto__":{}}', '{"constructor":1}'].map((text) => JSON.parse(text) as unknown),
    ];
    expect(new Set(alike.map(canonical)).size).toBe(alike.length);
    expect(new Set(alike.map(fingerprint)).size).toBe(alike.length);
  });

  test.each([
    ['12.0', '12'],
    ['-0', '0'],
    ['-0.0e5', '0'],
    ['1e2', '100'],
    ['1e999', '2e999'],
    ['"\\u00e9"', '"é"'],
    ['{ "a": [1, {"b": 2, "c": null}], "d": "" }', '{"d":"","a":[1,{"c":null,"b":2}]}'],
  ])('is the same for %s and %s', (a, b) => {
    expect(fingerprint(JSON.parse(a))).toBe(fingerprint(JSON.parse(b)));
  });

  test('tells how deep a value is, and at which depth something is, down to 1024 levels', () => {
    const deep = (levels: number, at: number): string => '[{"a":'.repeat(at) + '[1,' + '[{"a":'.repeat(levels - at);
    const whole = (levels: number, at: number): unknown =>
      JSON.parse(`${deep(levels, at)}0${'}]'.repeat(levels - at)}]${'}]'.repeat(at)}`);
    const seen = [256, 255, 512].flatMap((levels) => [0, 1, levels - 1, levels].map((at) => fingerprint(whole(levels, at))));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('is found for any number of different keys', () => {
    const objects = Array.from({ length: 5000 }, (_, i) => ({ [`key ${i}`]: 1 }));
    const first = objects.map(fingerprint);
    expect(new Set(first).size).toBe(objects.length);
    expect(objects.map(fingerprint)).toEqual(first);
  });

  test('changes in about half of its bits when one bit of the value changes', () => {
    const flips = new Array<number>(128).fill(0);
    const RUNS = 4000;
    for (let run = 0; run < RUNS; run++) {
      const before = hashValue({ id: `2024-${run}`, montant: run }).slice();
      const after = hashValue({ id: `2024-${run}`, montant: run ^ 1 });
      for (let bit = 0; bit < 128; bit++) flips[bit]! += ((before[bit >> 5]! ^ after[bit >> 5]!) >>> (bit & 31)) & 1;
    }
    for (const count of flips) expect(Math.abs(count / RUNS - 0.5)).toBeLessThan(0.1);
  });

  test.each([[undefined], [1n], [[undefined]], [{ a: () => 1 }]])('is refused to what is no JSON value: %o', (value) => {
    expect(() => hashValue(value)).toThrow(TypeError);
  });
});

/** The text with another character at one place, or with one where it has none. */
function withAnother(text: string, choice: number): string {
  const at = choice % Math.max(1, text.length);
  return text.slice(0, at) + (text[at] === '#' ? '%' : '#') + text.slice(at + 1);
}
