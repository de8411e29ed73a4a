import { describe, expect, test } from 'vitest';
import { HASH_CONSTANTS } from '../../src/validate/hash.ts';
import { hashValue } from '../../src/validate/hash-value.ts';

type Fold = (word: number) => number;

/** How the words of a block are folded before they are multiplied, once for each word of the state: as in src/validate/hash-text.ts. */
const FOLDS: Fold[] = [(x) => x, (x) => x ^ (x >>> 20), (x) => x ^ (x >>> 24), (x) => x ^ (x >>> 17)];

/** For each bit that a fold gives, the bits of the word that it is the sum of. */
const rowsOf = (fold: Fold): number[] =>
  Array.from({ length: 32 }, (_, bit) =>
    Array.from({ length: 32 }, (_, from) => ((fold(1 << from) >>> bit) & 1) << from).reduce((all, one) => all | one),
  );

/** Adds an equation to a system in echelon form (by its highest bit); false where it says nothing new. */
function added(system: Int32Array, row: number): boolean {
  while (row !== 0) {
    const highest = 31 - Math.clz32(row);
    if (system[highest] === 0) {
      system[highest] = row;
      return true;
    }
    row ^= system[highest]!;
  }
  return false;
}

/**
 * The most zeros that the ends of the folded differences of two words can have in all. A product with a random number is then known in so
 * many bits, and the others are anyone's guess.
 */
function mostZeros(folds: readonly Fold[]): number {
  const rows = folds.map(rowsOf);
  let most = 0;
  const search = (fold: number, system: Int32Array, rank: number, zeros: number): void => {
    if (fold === folds.length) most = Math.max(most, zeros);
    else if (zeros + 32 * (folds.length - fold) > most) {
      const ways = endings(rows[fold]!, system, rank);
      for (let end = ways.length - 1; end >= 0; end--) search(fold + 1, ways[end]!.system, ways[end]!.rank, zeros + end);
    }
  };
  search(0, new Int32Array(32), 0, 0);
  return most;
}

/** The systems under which a fold ends in 0, 1, 2… zeros, as long as some difference is left. */
function endings(rows: readonly number[], system: Int32Array, rank: number): { system: Int32Array; rank: number }[] {
  const ways = [{ system, rank }];
  for (const row of rows) {
    system = system.slice();
    rank += Number(added(system, row));
    if (rank === 32) break;
    ways.push({ system, rank });
  }
  return ways;
}

describe('whatever two blocks differ in', () => {
  test('64 bits at least of what it makes of the state are anyone’s guess', () => {
    expect(128 - mostZeros(FOLDS)).toBe(64);
  });

  test('which it is the folds that bring about', () => {
    const none: Fold = (x) => x;
    expect(128 - mostZeros([none, none, none, none])).toBe(4);
  });
});

describe('the constants of a run', () => {
  test('are odd where a state is multiplied by them', () => {
    expect([...HASH_CONSTANTS.subarray(16, 24)].every((word) => word % 2 !== 0)).toBe(true);
  });

  test('tell nine kinds of places and values apart for certain', () => {
    const tags = Array.from({ length: 9 }, (_, tag) => HASH_CONSTANTS[(8 + tag) * 4]! & 15);
    expect(new Set(tags).size).toBe(9);
  });
});

describe('a text', () => {
  const all = (texts: readonly string[]): number => new Set(texts.map((text) => hashValue(text).join())).size;

  test('is reported from the same with other zeros at its end', () => {
    const texts = ['', 'a', 'é', 'a'.repeat(15), 'a'.repeat(16), 'a'.repeat(1024)].flatMap((text) =>
      [0, 1, 2, 15, 16, 17].map((zeros) => text + '\0'.repeat(zeros)),
    );
    expect(all(texts)).toBe(texts.length);
  });

  test('is reported from the same with two blocks exchanged, a long one too', () => {
    const blocks = Array.from({ length: 200 }, (_, i) => String(i).padStart(16, '-'));
    const exchanged = [1, 2, 4, 64, 128].map((by) => {
      const other = [...blocks];
      [other[0], other[by]] = [blocks[by]!, blocks[0]!];
      return other.join('');
    });
    expect(all([blocks.join(''), ...exchanged])).toBe(6);
  });

  test('is reported by its highest bits', () => {
    const texts = Array.from({ length: 256 }, (_, flips) =>
      Array.from({ length: 8 }, (_, bit) => ((flips >> bit) & 1 ? '\u00ff\u00ff' : '\u00ef\u00ff')).join(''),
    );
    expect(all(texts)).toBe(256);
  });

  test('is reported by each surrogate that has no other half, at the end of what is encoded at once too', () => {
    const halves = [
      '\ud800',
      '\ud83d',
      '\udbff',
      '\udc00',
      '\ude00',
      '\udfff',
      '\ufffd',
      '😀',
      '😁',
      '\ude00\ud83d',
      '\u{10ffff}',
    ];
    const texts = [0, 1, 1022, 1023, 1024].flatMap((before) => halves.map((half) => `${'a'.repeat(before)}${half}b`));
    expect(all(texts)).toBe(texts.length);
  });
});
