import { describe, expect, test } from 'vitest';
import type { Minimal } from '../../packages/fast-validate/src/pattern/automaton.ts';
import { compiled } from '../../packages/fast-validate/src/pattern/pool.ts';
import {
  bytesTo,
  type ByteSet,
  chainOf,
  lettersOf,
  ranksOf,
  roaming,
  shortcutOf,
} from '../../packages/fast-validate/src/pattern/shape.ts';

function automatonOf(pattern: string): Minimal {
  const automaton = compiled(pattern, true);
  if (!automaton) throw new Error(`${pattern} cannot be expressed`);
  return automaton;
}

/** Some bytes as text, where they are ASCII. */
const shown = (bytes: ByteSet): string => String.fromCharCode(...bytes);

test.each<[title: string, pattern: string, expected: { sets: string[]; lengths: number[] } | undefined]>([
  ['digits of one length are a chain', '^[0-9]{2}$', { sets: ['0123456789', '0123456789'], lengths: [2] }],
  ['an ending that may lack gives a chain two lengths', '^a(?:bc)?$', { sets: ['a', 'b', 'c'], lengths: [1, 3] }],
  ['texts with two ways on are no chain', '^(?:ab|cd)$', undefined],
])('%s: %s', (_, pattern, expected) => {
  const chain = chainOf(automatonOf(pattern));
  expect(chain && { sets: chain.sets.map(shown), lengths: chain.lengths }).toEqual(expected);
});

test('a chain has 256 bytes at the most', () => {
  expect(chainOf(automatonOf('^a{256}$'))?.lengths).toEqual([256]);
  expect(chainOf(automatonOf('^a{257}$'))).toBeUndefined();
});

describe('texts that all have one length in bytes have ranks of states', () => {
  test.each<[pattern: string, most: number, sizes: number[] | undefined]>([
    ['^(?:ab|cd)$', 1, undefined],
    ['^(?:ab|c)$', 9, undefined],
    ['^(?:é|ab)$', 2, [1, 2, 1]],
  ])('%s, with %i states a rank at the most', (pattern, most, sizes) => {
    const automaton = automatonOf(pattern);
    const ranks = ranksOf(automaton, most);
    expect(ranks?.map((rank) => rank.length)).toEqual(sizes);
    if (ranks) expect(ranks.at(-1)?.every((state) => automaton.accepting[state])).toBe(true);
  });
});

test.each<[title: string, pattern: string, expected: string[] | undefined]>([
  ['leads through a text that is searched for', '[0-9]-x', ['0123456789', '-', 'x']],
  ['is missing where two ways are equally short', 'ab|cd', undefined],
])('the shortcut to a certain match %s', (_, pattern, expected) => {
  expect(shortcutOf(automatonOf(pattern))?.map(shown)).toEqual(expected);
});

describe('plain text', () => {
  test.each<[title: string, pattern: string, roams: boolean]>([
    ['leaves the search for a sign where it is', '!', true],
    ['does not stay where only letters of one case and digits may come', '^[a-z0-9]*$', false],
  ])('%s', (_, pattern, roams) => {
    expect(roaming(automatonOf(pattern)).length > 0).toBe(roams);
  });

  test('of letters beyond ASCII changes nothing where any character may come, but for the lead byte of the one searched for', () => {
    const automaton = automatonOf('É');
    const letters = lettersOf(automaton, automaton.start);
    // É is C3 89: its lead byte is passed over with the others, its last byte is not.
    expect(letters?.leads).toContain(0xc3);
    expect(letters?.tails).toHaveLength(63);
    expect(letters?.tails).not.toContain(0x89);
    expect(bytesTo(automaton, automaton.start, automaton.start)).not.toContain(0xc3);
    const digits = automatonOf('^[0-9]+$');
    expect(lettersOf(digits, digits.start)).toBeUndefined();
  });
});
