import { describe, expect, test } from 'vitest';
import { parse } from '../../packages/schema-diff/src/automata/parse.ts';
import { Budget, Undecidable } from '../../packages/schema-diff/src/automata/unknown.ts';

/** The ranges of characters of a pattern that is one class. */
function ranges(source: string, unicode: boolean): readonly { min: number; max: number }[] {
  const [element, ...more] = parse(source, unicode).alternatives[0]?.elements ?? [];
  if (element?.type !== 'CharacterClass' || more.length > 0) throw new Error(`${source} is not one class`);
  return element.characters.ranges.map(({ min, max }) => ({ min, max }));
}

/** The key of the reason why a pattern is not read, with its sentence. */
function refusal(source: string, unicode = true): [key: string, en: string] | undefined {
  try {
    parse(source, unicode);
    return undefined;
  } catch (error) {
    if (error instanceof Undecidable) return [error.key, error.texts.en];
    throw error;
  }
}

test.each<[title: string, source: string, unicode: boolean, expected: [min: number, max: number][]]>([
  ['with the flag u, a character of two units is one', '[😀-😂]', true, [[0x1f600, 0x1f602]]],
  [
    'without it, it is two',
    '[😀]',
    false,
    [
      [0xd83d, 0xd83d],
      [0xde00, 0xde00],
    ],
  ],
  [
    'a property within a class stands beside its other characters',
    String.raw`[\p{ASCII_Hex_Digit}_]`,
    true,
    [
      [0x30, 0x39],
      [0x41, 0x46],
      [0x5f, 0x5f],
      [0x61, 0x66],
    ],
  ],
])('%s', (_, source, unicode, expected) => {
  expect(ranges(source, unicode)).toEqual(expected.map(([min, max]) => ({ min, max })));
});

test('the characters of a property are those of this engine, the first time that it is read and the next', () => {
  const source = String.raw`[^\p{Lu}]`;
  const engine = new RegExp(`^${source}$`, 'u');
  const samples = ['A', 'a', 'É', 'ω', 'Ω', '0', '\ud800', '\u{10400}', '\u{10ffff}', '\0'];
  for (let time = 0; time < 2; time++) {
    const found = ranges(source, true);
    const isInside = (text: string) => found.some(({ min, max }) => min <= codeOf(text) && codeOf(text) <= max);
    expect(samples.filter(isInside)).toEqual(samples.filter((text) => engine.test(text)));
  }
});

test('a property takes steps, for all characters are looked at to find its own', () => {
  const within = (steps: number) => () => parse(String.raw`\p{ASCII}`, true, new Budget(steps));
  expect(within(10_000)).toThrow('out-of-steps');
  expect(within(100_000)).not.toThrow();
});

const codeOf = (text: string): number => text.codePointAt(0) ?? 0;

describe('a pattern is refused, with the reason,', () => {
  test.each<[title: string, source: string, key: string, said: string]>([
    ['where it is no regular expression', '[z-a]', 'pattern-not-compiled', '[z-a]'],
    ['where a group is referred to by its name', String.raw`(?<a>x)\k<a>`, 'pattern-back-reference', String.raw`(?<a>x)\k<a>`],
    ['where a property stands before what refers back', String.raw`\p{L}(x)\1`, 'pattern-back-reference', String.raw`\p{L}(x)\1`],
    ['where its brackets are nested too deeply', `${'('.repeat(201)}${')'.repeat(201)}`, 'pattern-too-long', 'too deeply nested'],
    ['where it is too long', 'a'.repeat(1_000_001), 'pattern-too-long', 'too long'],
  ])('%s', (_, source, key, said) => {
    expect(refusal(source)).toEqual([key, expect.stringContaining(said)]);
  });
});

test('a pattern of two hundred nested groups, beside as many that are not nested, is read', () => {
  expect(refusal(`${'('.repeat(200)}a${')'.repeat(200)}${'(b)'.repeat(200)}`)).toBeUndefined();
});

test('a syntax that only the flag u refuses is read without it', () => {
  expect(refusal(String.raw`\-`, true)?.[0]).toBe('pattern-not-compiled');
  expect(refusal(String.raw`\-`, false)).toBeUndefined();
});
