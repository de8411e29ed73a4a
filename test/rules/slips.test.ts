import { describe, expect, test } from 'vitest';
import { isWordSlip, slipOf, wordSlip } from '../../src/rules/cel/slips.ts';

/** What is said in English, and the part of the text that is quoted; `at` is where the parser gave up. */
function said(text: string, at = text.length): [quoted: string, sentence: string] | undefined {
  const slip = slipOf(text, at);
  return slip && [text.slice(slip.span.start, slip.span.end), slip.texts.en];
}

describe('a slip is found, quoted with what is around it, and has a way out', () => {
  test.each<[text: string, quoted: string, sentence: RegExp]>([
    ['a = 1', 'a = 1', /^a single “=”.*write ==$/],
    ['a !== 1', 'a !== 1', /^“!==” .* write !=$/],
    ['x > 1 OU y > 2', '1 OU y', /^“OU” is no word of CEL; write \|\|$/],
    ["a == 'l'acheteur'", "'l'acheteur'", /write the text between double quotes/],
  ])('%s', (text, quoted, sentence) => {
    expect(said(text)).toEqual([expect.stringContaining(quoted), expect.stringMatching(sentence)]);
  });
});

describe('where the parser gave up tells a slip of a comma from one of a bracket', () => {
  test.each<[text: string, at: number, sentence: RegExp]>([
    ['a > 1,5', 5, /^decimals are written after a point/],
    ['a in (b, c)', 7, /^a comma does not go here/],
    ['(a && (b)', 9, /^a closing parenthesis “\)” is missing/],
    ['a && b)', 6, /^there is one closing parenthesis “\)” too many/],
  ])('%s', (text, at, sentence) => {
    expect(said(text, at)?.[1]).toMatch(sentence);
  });
});

test.each([
  ['signs within a written text', `a == 'x = "1" & 40 000 ≤ ou l\\'un ?' && b == "c, (d"`],
  ['words that hold a word of a sign', 'marche.et == notable && order.or && pays.non'],
])('%s: no slip is seen', (_, text) => {
  expect(said(text)).toBeUndefined();
});

test('what is quoted is short, however long the words around the slip are', () => {
  const [quoted = ''] = said(`${'a'.repeat(100)} = ${'b'.repeat(100)}`) ?? [];
  expect(quoted).toBe(`${'a'.repeat(24)} = ${'b'.repeat(24)}`);
});

test('a word that stands for a sign is known in both languages and in any case; an inherited name is none', () => {
  expect(['and', 'ET', 'Or', 'ou', 'not', 'NON'].every(isWordSlip)).toBe(true);
  expect(['', 'in', 'constructor', '__proto__', 'toString'].some(isWordSlip)).toBe(false);
  expect(wordSlip('Et').fr).toBe("« Et » n'est pas un mot de CEL ; écrivez &&");
});
