import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FingerprintMap } from '../../src/validate/hash.ts';
import { NIGHT } from '../support/tier.ts';

/** The number under which each key was first added, by the plainest means. */
class Model {
  readonly #seen = new Map<string, number>();

  add(hash: Uint32Array, number: number): number | undefined {
    // Of the four words of a fingerprint three are kept.
    const key = hash.subarray(0, 3).join();
    const seen = this.#seen.get(key);
    if (seen === undefined) this.#seen.set(key, number);
    return seen;
  }
}

/** Words that are spread over 32 bits, from a seed. */
function* words(seed: number): Generator<number, never> {
  for (let i = seed; ; i = (i + 0x9e3779b9) >>> 0) yield Math.imul(i ^ (i >>> 16), 0x85ebca6b) >>> 0;
}

/** Adds keys, of which about a third come again, to a map and to the model; says where the two differ. */
function differences(count: number, seed: number, keyOf: (word: () => number) => number[]): number[] {
  const [map, model, source] = [new FingerprintMap(), new Model(), words(seed)];
  const word = (): number => source.next().value;
  const keys: Uint32Array[] = [];
  const wrong: number[] = [];
  for (let number = 0; number < count; number++) {
    const again = keys.length > 0 && word() % 3 === 0;
    const key = again ? keys[word() % keys.length]! : Uint32Array.from(keyOf(word));
    if (!again) keys.push(key);
    if (map.add(key, number) !== model.add(key, number)) wrong.push(number);
  }
  return wrong;
}

describe('the map of fingerprints gives the number under which each was first added, as a Map would', () => {
  test.each<[string, (word: () => number) => number[]]>([
    ['any keys', (word) => [word(), word(), word(), word()]],
    ['keys of one segment', (word) => [word(), 64 * (word() >>> 6) + 17, word(), word()]],
    ['keys of one segment that begin in its last slots', (word) => [2 ** 32 - 1 - (word() >>> 12), 17, word(), word()]],
    ['keys that differ in one word: the first', (word) => [word(), 1, 1, 1]],
    ['keys that differ in one word: the second', (word) => [word() & 3, word(), 1, 1]],
  ])('%s', (name, keyOf) => {
    const count = name.includes('last slots') ? 5_000 : NIGHT ? 100_000 : 30_000;
    expect(differences(count, 1, keyOf)).toEqual([]);
  });

  test('keys that share a slot and differ in any one of the words that are kept', () => {
    const word = fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word, word, word), { maxLength: 600 }), (keys) => {
        const [map, model] = [new FingerprintMap(), new Model()];
        for (const [number, key] of keys.entries()) {
          const hash = Uint32Array.from(key);
          expect(map.add(hash, number)).toBe(model.add(hash, number));
        }
      }),
    );
  });

  test('numbers go up to 2^32 - 2', () => {
    const map = new FingerprintMap();
    map.add(Uint32Array.of(0, 0, 0, 0), 2 ** 32 - 2);
    expect(map.add(Uint32Array.of(0, 0, 0, 0), 1)).toBe(2 ** 32 - 2);
  });

  test('the key may be changed afterwards', () => {
    const map = new FingerprintMap();
    const key = Uint32Array.of(1, 2, 3, 4);
    map.add(key, 7);
    key.fill(9);
    expect(map.add(key, 8)).toBeUndefined();
    expect(map.add(Uint32Array.of(1, 2, 3, 4), 9)).toBe(7);
  });
});

test('asking whether a fingerprint was added adds nothing, wherever its words stand', () => {
  const [map, source] = [new FingerprintMap(), words(7)];
  const hashes = Uint32Array.from({ length: 4000 }, () => source.next().value);
  for (let at = 0; at < 2000; at += 4) map.add(hashes, at, at);
  for (let turn = 0; turn < 2; turn++)
    for (let at = 0; at < 4000; at += 4) expect(map.get(hashes, at)).toBe(at < 2000 ? at : undefined);
  expect(map.add(hashes.slice(8, 12), 1)).toBe(8);
  map.renumber(hashes, 99, 12);
  expect(map.add(hashes, 1, 12)).toBe(99);
});

test('few or many, fingerprints keep the numbers that they were given since', () => {
  for (const count of [1, 7, 8, 9, 500]) {
    const [map, source] = [new FingerprintMap(), words(count)];
    const hashes = Uint32Array.from({ length: 4 * count }, () => source.next().value);
    for (let at = 0; at < hashes.length; at += 4) {
      expect(map.add(hashes, at, at)).toBeUndefined();
      map.renumber(hashes, at + 1, at);
    }
    for (let at = 0; at < hashes.length; at += 4) expect([map.get(hashes, at), map.add(hashes, 0, at)]).toEqual([at + 1, at + 1]);
    map.renumber(Uint32Array.of(1, 2, 3, 4), 5);
    expect(map.get(Uint32Array.of(1, 2, 3, 4))).toBeUndefined();
  }
});
