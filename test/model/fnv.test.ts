import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fnv1a, fnv1aOfBytes } from '../../packages/base/src/fnv.ts';
import { anyCharacter } from '../support/any-character.ts';

// From the test vectors of the authors: http://www.isthe.com/chongo/src/fnv/test_fnv.c
test.each([
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the hash of “%s” is that of its authors', (text, hash) => {
  expect(fnv1a(text)).toBe(hash);
});

test('a text is hashed as UTF-8', () => {
  // Computed apart from the code, by the definition.
  expect(fnv1a('é€😀')).toBe(0x4a2e806);
});

test('a salt changes the bits of the first state', () => {
  const bytes = new TextEncoder().encode('(foobar)');
  expect([0, 7, -1].map((salt) => fnv1aOfBytes(bytes, 1, 7, salt))).toEqual([0xbf9cf968 | 0, -1559684077, 1878463179]);
});

test('the hash of a text is that of its bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      const bytes = new TextEncoder().encode(text);
      expect(fnv1a(text)).toBe(fnv1aOfBytes(bytes, 0, bytes.length, 0) >>> 0);
    }),
  );
});
