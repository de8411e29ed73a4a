import { describe, expect, test } from 'vitest';
import type { Automaton } from '../../packages/schema-diff/src/automata/automaton.ts';
import { languageOf } from '../../packages/schema-diff/src/automata/language.ts';
import { shortest } from '../../packages/schema-diff/src/automata/lengths.ts';
import { spell } from '../../packages/schema-diff/src/automata/spell.ts';
import { Budget, Undecidable, isUnknown, STEPS } from '../../packages/schema-diff/src/automata/unknown.ts';

function automatonOf(...patterns: string[]): Automaton {
  const language = languageOf({ patterns, unicode: true });
  const automaton = isUnknown(language) ? undefined : language.parts[0]?.automaton;
  if (!automaton) throw new Error(`${patterns.join(' ')} has no automaton`);
  return automaton;
}

/** The shortest word that the patterns accept, of `min` characters at least. */
function spelled(patterns: string[], min = 0, steps = STEPS): string {
  const automaton = automatonOf(...patterns);
  const found = shortest(automaton, { min, max: Infinity }, new Budget(STEPS));
  if (!found) throw new Error('no word');
  return spell(automaton, found.length, found.layers, new Budget(steps));
}

/** The key of the reason why no word is written out. */
function refusal(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof Undecidable) return error.key;
    throw error;
  }
}

describe('the word that is written out is the most readable of its length', () => {
  test.each<[title: string, patterns: string[], min: number, word: string]>([
    ['the empty word', ['^a*$'], 0, ''],
    ['letters before signs', ['^[-!a-z]{3}$'], 0, 'aaa'],
    ['the one that may end there, though others read better', ['^(?:bx|a.c)$'], 0, 'bx'],
    ['a blank before letters of other scripts', ['^[ é]$'], 0, ' '],
    ['a letter before the control characters and signs that stand before it', ['^[\\x80-\\xaa]$'], 0, 'ª'],
    ['no letter where the end of the word allows none', ['^(?:a\\x01|é!)$'], 0, 'é!'],
    ['the one character that is left, though no one reads it', ['^\\u{10ffff}$'], 0, '\u{10ffff}'],
    ['as many characters as are asked for, counted in code points', ['^(?:😀é)*$'], 3, '😀é😀é'],
    ['a word that all patterns accept', ['[0-9]', '[A-Z]', '^.{2}$'], 0, '0A'],
  ])('%s', (_, patterns, min, word) => {
    expect(spelled(patterns, min)).toBe(word);
  });
});

test('a word of 200,000 characters is written out, a longer one is not', () => {
  expect(spelled([], 200_000)).toBe('a'.repeat(200_000));
  expect(refusal(() => spelled([], 200_001))).toBe('too-long');
});

test('a word that takes more steps than there are is not written out', () => {
  expect(refusal(() => spelled(['^(?:ab)*$'], 1000, 100))).toBe('out-of-steps');
});

test('a length of which there is no word is an error of the caller', () => {
  const automaton = automatonOf('^(?:ab)*$');
  const layers = (length: number) => Int32Array.of(length % 2);
  expect(() => spell(automaton, 3, layers, new Budget(STEPS))).toThrow('no word of a length');
});
