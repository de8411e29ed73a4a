import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reason } from '../../packages/schema-diff/src/automata/unknown.ts';
import { isUnknown, type Unknown } from '../../packages/schema-diff/src/automata/unknown.ts';
import {
  contains,
  EVERY_STRING,
  intersect,
  isEmpty,
  languageOf,
  type StringConstraints,
  type StringLanguage,
  without,
  witness,
} from '../../packages/schema-diff/src/automata/language.ts';
import { draws } from '../support/tier.ts';

type Side = string | Partial<StringConstraints>;

const constraints = (side: Side): StringConstraints => ({
  patterns: [],
  unicode: true,
  ...(typeof side === 'string' ? { patterns: [side] } : side),
});

function known<T>(answer: T | Unknown): T {
  if (isUnknown(answer)) throw new Error(answer.unknown.en);
  return answer;
}

const language = (side: Side): StringLanguage => known(languageOf(constraints(side)));
const difference = (a: Side, b: Side): StringLanguage => known(without(language(a), language(b)));
const escaping = (a: Side, b: Side) => known(witness(difference(a, b)));
const complement = (a: StringLanguage): StringLanguage => known(without(EVERY_STRING, a));

/** What Ajv would say, from the RegExp of this engine and the count of code points. */
function judge(side: Side): (text: string) => boolean {
  const { patterns, unicode, minLength = 0, maxLength = Infinity } = constraints(side);
  const expressions = patterns.map((pattern) => new RegExp(pattern, unicode ? 'u' : ''));
  return (text) => {
    const length = Array.from(text).length;
    return length >= minLength && length <= maxLength && expressions.every((expression) => expression.test(text));
  };
}

const REAL_DATE =
  '^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))' +
  '|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)$';
const DATE = '\\d{4}-\\d{2}-\\d{2}';
const units = (pattern: string, more: Partial<StringConstraints> = {}) => ({ patterns: [pattern], unicode: false, ...more });

describe('a language that is contained in another leaves nothing', () => {
  test.each<[string, Side, Side]>([
    ['a real date has the form of a date', REAL_DATE, DATE],
    ['a real date is ten characters', REAL_DATE, { minLength: 10, maxLength: 10 }],
    ['siret digits', '^[0-9]{14}$', '^\\d{14}$'],
    ['siret length', '^[0-9]{14}$', { minLength: 14, maxLength: 14 }],
    ['cpv with a key is a cpv with an optional one', '^[0-9]{8}-[0-9]$', '^[0-9]{8}(-[0-9])?$'],
    ['not blank is not empty', '\\S', { minLength: 1 }],
    ['an identifier is at most 30 code points', units('^[0-9]{14}.{7,16}$'), { maxLength: 30, unicode: false }],
    ['an anchor that always holds', '', '^|x'],
    ['a word of its own is a word', '\\bfoo\\b', 'foo'],
    ['an anchor in the middle never holds', 'a^b', 'z'],
    ['nothing', '[]', 'z'],
    ['repetition within repetition', '^(a+)+$', '^(a|aa)+$'],
    ['lengths that contradict', { minLength: 5, maxLength: 4 }, 'z'],
    ['a pattern too short for a length', { patterns: ['^a{0,9}$'], minLength: 10 }, 'z'],
    ['even lengths, odd bound', { patterns: ['^(aa)*$'], minLength: 99999, maxLength: 99999 }, 'z'],
    ['bounds of a million', { minLength: 1_000_000 }, { minLength: 999_999 }],
    ['a character beyond the first plane is two units', '^😀$', units('^..$')],
    ['surrogates never pair up in a string', '^[\\uD83D][\\uDE00]$', 'z'],
    ['codes of a list', '^(?:FR|DE)$', '^[A-Z]{2}$'],
    ['letters', '^\\p{Lu}$', '^\\p{L}$'],
    ['properties in classes', '^[\\p{Lu}\\p{Ll}-]\\P{L}$', '^[^\\p{N}]\\P{Lu}$'],
  ])('%s', (_, a, b) => {
    expect(escaping(a, b)).toBeNull();
    expect(isEmpty(difference(a, b))).toBe(true);
  });
});

describe('a language that is not contained has a shortest, readable witness', () => {
  test.each<[string, Side, Side, string]>([
    ['the form of a date is no real date', `^${DATE}$`, REAL_DATE, '0000-00-00'],
    ['an unanchored date', DATE, `^${DATE}$`, 'a0000-00-00'],
    ['cpv without its key', '^[0-9]{8}(-[0-9])?$', '^[0-9]{8}-[0-9]$', '00000000'],
    ['blank', {}, '\\S', ''],
    ['blank, not empty', { minLength: 1 }, '\\S', ' '],
    ['a line feed', '^[^]$', '^.$', '\n'],
    ['four emoji', units('^[0-9]{14}.{7,16}$'), { minLength: 20, unicode: false }, '00000000000000a𐀀𐀀𐀀'],
    ['a part of a word', 'foo', '\\bfoo', 'afoo'],
    ['one code missing', '^(?:FR|DE)$', '^FR$', 'DE'],
    ['longer than allowed', {}, { maxLength: 3 }, 'aaaa'],
    ['shorter than allowed', '^b*$', { minLength: 2 }, ''],
    ['a letter of another script', '^\\p{Lu}$', '^[A-Z]$', 'À'],
    ['not followed by', '^(?![ab])[a-c]$', 'z', 'c'],
    ['a signed word', '^[\\x00-\\x20\\x7f-]{2}$', '^ *$', '--'],
  ])('%s', (_, a, b, word) => {
    expect(escaping(a, b)).toBe(word);
    expect(isEmpty(difference(a, b))).toBe(false);
    expect([judge(a)(word), judge(b)(word)]).toEqual([true, false]);
  });

  test('a length of 100,000 is not unrolled', () => {
    expect(escaping({ patterns: ['^a*$'], minLength: 100_000 }, '^(aa)*$')).toBe('a'.repeat(100_001));
    expect(escaping({ maxLength: 100_000 }, { maxLength: 99_999 })).toBe('a'.repeat(100_000));
  });
});

describe('lookaheads behind ^ and lookbehinds before $ are read', () => {
  const words = Array.from({ length: 5 }, (_, length) => length).flatMap((length) =>
    Array.from({ length: 4 ** length }, (_, n) => Array.from({ length }, (_, i) => '0ab1'[Math.floor(n / 4 ** i) % 4]).join('')),
  );
  test.each([
    '^(?!00)[0-9]{3}$',
    '^(?=.*[0-9])(?=.*[a-z])[0-9a-z]{2,4}$',
    '^[ab]{2}(?<!b)$',
    '^(?!a|b)0?$',
    '^(?!a)(?<!b)0|1',
    '^(?!ab)[ab01]+(?<=1|b)$',
  ])('%s accepts what the engine of the language accepts', (pattern) => {
    const read = language(pattern);
    const engine = new RegExp(pattern, 'u');
    expect(words.filter((word) => contains(read, word) !== engine.test(word))).toEqual([]);
    expect(words.some((word) => engine.test(word)) && !words.every((word) => engine.test(word))).toBe(true);
  });
});

describe('what cannot be decided is unknown, with the reason', () => {
  test.each<[string, Partial<StringConstraints>, RegExp]>([
    ['a lookahead in the middle', { patterns: ['x(?!ab)y'] }, /lookahead/],
    ['a lookbehind at the beginning', { patterns: ['(?<=ab)c'] }, /lookbehind/],
    ['a lookahead whose group is referred to', { patterns: ['^(?=(a))\\1'], unicode: false }, /back-reference/],
    ['a back-reference', { patterns: ['(a*)\\1'] }, /back-reference/],
    ['no pattern', { patterns: ['('] }, /does not compile/],
    ['an escape that u refuses', { patterns: ['^\\-$'] }, /does not compile/],
    ['brackets without end', { patterns: ['('.repeat(9999) + ')'.repeat(9999)] }, /deeply nested/],
  ])('%s', (_, side, why) => {
    const answer = languageOf(constraints(side));
    expect(isUnknown(answer) && answer.unknown.en).toMatch(why);
  });

  test('every question keeps to its steps', () => {
    const few = { unknown: reason('out-of-steps', '3') };
    const a = language('^a{3,9}$');
    expect([languageOf(constraints('a'), 3), intersect(a, a, 3), without(a, a, 3), isEmpty(a, 3), witness(a, 3)]).toEqual(
      Array(5).fill(few),
    );
  });

  test('a witness of a million characters is not written out, but known to exist', () => {
    const long = language({ minLength: 1_000_000 });
    expect(isEmpty(long)).toBe(false);
    expect(witness(long)).toEqual({ unknown: reason('too-long', '1000000') });
  });
});

describe('hostile patterns are answered within the budget', () => {
  test.each<[string, Side, Side, boolean]>([
    ['ten thousand times', '^a{0,10000}$', '^a{0,9999}$', false],
    ['ten thousand times and a bound', '^[^]{0,10000}$', { maxLength: 10_000 }, true],
    ['ten thousand times, unanchored', 'a{0,10000}', '', true],
    ['catastrophic backtracking', '^(a|a)*(a|aa)+(a*)*$', '^a+$', true],
  ])('%s', (_, a, b, contained) => {
    expect(isEmpty(difference(a, b))).toBe(contained);
  });
});

const atom = fc.constantFrom(
  'a',
  'b',
  '[ab]',
  '[^a]',
  '.',
  '\\d',
  '😀',
  '\\b',
  '^',
  '$',
  '(?=b)',
  '(?<!a)',
  '\\uD83D',
  '[^😀]',
  '',
);
const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    atom,
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}${b}`),
    fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    fc.tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}')).map(([a, q]) => `(?:${a})${q}`),
  ),
}));
const anchored = fc.oneof(
  pattern,
  pattern.map((p) => `^(?:${p})$`),
);
const side = fc.record({
  patterns: fc.array(anchored, { minLength: 1, maxLength: 2 }),
  minLength: fc.nat(2),
  maxLength: fc.integer({ min: 1, max: 5 }),
});
const mode = fc.boolean();
const sign = fc.constantFrom('a', 'b', '1', ' ', '\n', '\u2028', 'é', '😀', '𐀀', '\uD83D', '\uDE00');
const text = fc.array(sign, { maxLength: 6 }).map((signs) => signs.join(''));
const texts = fc.array(text, { minLength: 80, maxLength: 80 });

/** The law that an operation tells, of two random sides, exactly the texts of one that the other refuses. `endOnFailure`: the first is enough, it need not be made smaller. */
function holdsOfDifference(
  subtract: (a: StringLanguage, b: StringLanguage) => StringLanguage,
  { numRuns, endOnFailure = false }: { numRuns: number; endOnFailure?: boolean },
) {
  const law = fc.property(side, side, mode, texts, (one, other, unicode, words) => {
    const [a, b] = [
      { ...one, unicode },
      { ...other, unicode },
    ];
    const [inA, inB] = [judge(a), judge(b)];
    const left = subtract(language(a), language(b));
    const word = known(witness(left));
    expect(isEmpty(left)).toBe(word === null);
    if (word !== null) expect([word, inA(word), inB(word)]).toEqual([word, true, false]);
    const escaped = words.filter((each) => inA(each) && !inB(each));
    expect(words.filter((each) => contains(left, each))).toEqual(escaped);
    expect(escaped.filter((each) => word === null || Array.from(each).length < Array.from(word).length)).toEqual([]);
  });
  fc.assert(law, { numRuns, endOnFailure });
}

describe('laws', () => {
  test('a difference holds exactly what the RegExp of A accepts and that of B refuses; its witness is one of the shortest', () => {
    holdsOfDifference((a, b) => known(without(a, b)), { numRuns: draws(50, 750) });
  });

  test.each<[string, (a: StringLanguage, b: StringLanguage) => StringLanguage]>([
    ['an intersection in the place of a difference', (a, b) => known(intersect(a, b))],
    [
      'a difference that forgets the lengths',
      (a, b) => known(without(a, { parts: b.parts.map((part) => ({ ...part, lengths: { min: 0, max: Infinity } })) })),
    ],
    ['a difference that is always empty', () => ({ parts: [] })],
  ])('the law catches %s', (_, planted) => {
    expect(() => holdsOfDifference(planted, { numRuns: 1000, endOnFailure: true })).toThrow(/Property failed/);
  });

  const same = (a: StringLanguage, b: StringLanguage) =>
    [known(isEmpty(known(without(a, b)))), known(isEmpty(known(without(b, a))))].every(Boolean);

  test('the complement of the complement is the language itself; with it nothing is shared', () => {
    fc.assert(
      fc.property(side, mode, (one, unicode) => {
        const a = language({ ...one, unicode });
        expect(same(a, complement(complement(a)))).toBe(true);
        expect(isEmpty(known(intersect(a, complement(a))))).toBe(true);
      }),
      { numRuns: draws(50, 600) },
    );
  });

  test('an intersection commutes, and is what both constraints ask', () => {
    fc.assert(
      fc.property(side, side, mode, texts, (one, other, unicode, words) => {
        const [a, b] = [
          { ...one, unicode },
          { ...other, unicode },
        ];
        const shared = known(intersect(language(a), language(b)));
        expect(same(shared, known(intersect(language(b), language(a))))).toBe(true);
        const [inA, inB] = [judge(a), judge(b)];
        expect(words.filter((each) => contains(shared, each))).toEqual(words.filter((each) => inA(each) && inB(each)));
      }),
      { numRuns: draws(30, 500) },
    );
  });
});
