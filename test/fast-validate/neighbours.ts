import fc from 'fast-check';
import { NIGHT } from '../support/tier.ts';
import { anyCharacter } from '../support/any-character.ts';

/** Characters where the length of UTF-8 changes, and what JSON forbids unescaped (the caller's matter, but it must be right here too). */
const BORDERS = ['\u007f', '\u0080', '\u07ff', '\u0800', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}', '\u{1f600}'];
const USUAL = [...'0123456789-+:.TZ azAZéÉÃ©<>&/\\"\n\r\t\u0000\u2028\u00a0'];

/** Each of the first examples with each character replaced, in turn, by each that is close to the pattern's own. */
export function substitutions(pattern: string, examples: readonly string[]): string[] {
  const signs = [...USUAL, ...BORDERS, ...ownSigns(pattern, examples)];
  return examples.slice(0, NIGHT ? 6 : 2).flatMap((text) => {
    const list = [...text].slice(0, 60);
    return list.flatMap((_, place) => signs.map((sign) => joined(list.with(place, sign))));
  });
}

const ownSigns = (pattern: string, examples: readonly string[]): string[] =>
  [...new Set([...pattern, ...examples.join('')])].flatMap((sign) => near(sign.codePointAt(0) ?? 0));

/** Texts near a pattern: such as match it, and such with characters changed, added, taken away, doubled, or cut off. */
export function neighbours(pattern: string, examples: readonly string[]): fc.Arbitrary<string> {
  const sign = fc.oneof(
    fc.constantFrom(...USUAL, ...ownSigns(pattern, examples)),
    fc.constantFrom(...BORDERS),
    fc.string({ unit: anyCharacter, minLength: 1, maxLength: 1 }),
  );
  const start = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...examples) }, fc.array(sign, { maxLength: 40 }).map(joined));
  const edit = fc.record({
    kind: fc.constantFrom(...EDITS),
    place: fc.nat(1000),
    signs: fc.array(sign, { minLength: 1, maxLength: 3 }),
  });
  return fc.tuple(start, fc.array(edit, { maxLength: 3 })).map(([text, edits]) => edits.reduce(edited, text));
}

type Edit = { kind: (typeof EDITS)[number]; place: number; signs: string[] };
const EDITS = ['replace', 'insert', 'remove', 'double', 'cut'] as const;

function edited(text: string, { kind, place, signs }: Edit): string {
  const list = [...text];
  const at = place % (list.length + 1);
  if (kind === 'replace') list.splice(at, 1, signs[0] ?? '');
  else if (kind === 'insert') list.splice(at, 0, ...signs);
  else if (kind === 'remove') list.splice(at, signs.length);
  else if (kind === 'double') list.splice(at, 0, ...list.slice(0, at));
  else list.length = at;
  return joined(list);
}

const joined = (signs: readonly string[]): string => signs.join('');

/** A character and those beside it, without surrogates. */
const near = (code: number): string[] =>
  [code - 1, code, code + 1, code + 64]
    .filter((one) => one >= 0 && one <= 0x10ffff && (one < 0xd800 || one > 0xdfff))
    .map((one) => String.fromCodePoint(one));
