/** Changes of a JSON text token by token: the grammar breaks, or holds with another meaning. */
import type { Random } from '../../fidelity/random.ts';
import { tokensOf } from '../tokens.ts';

type Change = (tokens: string[], random: Random) => void;

const anyAt = (tokens: readonly string[], random: Random): number => random.below(tokens.length);

const ODD = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    "'",
    'null',
    'true',
    'NaN',
    '-',
    '0',
    '01',
    '1.',
    '.5',
    '1e',
    '1e400',
    'x',
    '//',
    '/**/',
  ],
  ...[
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"\\q"',
    '"\n"',
    '"\u0000"',
    '"id"',
    '"marches"',
    '[]',
    '{}',
    '\u00a0',
    '\f',
    '\ufeff',
    '\u2028',
    '\u0000',
    ' ',
  ],
];

const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ['token lost', (tokens, random) => tokens.splice(anyAt(tokens, random), 1)],
  ['tokens lost', (tokens, random) => tokens.splice(anyAt(tokens, random), 1 + random.below(8))],
  ['token twice', (tokens, random) => insert(tokens, random, random.pick(tokens))],
  ['odd token', (tokens, random) => insert(tokens, random, random.pick(ODD))],
  ['odd token instead', (tokens, random) => (tokens[anyAt(tokens, random)] = random.pick(ODD))],
  ['tokens swapped', (tokens, random) => swap(tokens, anyAt(tokens, random), anyAt(tokens, random))],
  ['values swapped', (tokens, random) => swap(tokens, valueAt(tokens, random), valueAt(tokens, random))],
  ['keys swapped', (tokens, random) => swap(tokens, keyAt(tokens, random), keyAt(tokens, random))],
  ['scalar changed inside', (tokens, random) => changeInside(tokens, anyAt(tokens, random), random)],
  ['scalar changed inside', (tokens, random) => changeInside(tokens, valueAt(tokens, random), random)],
  ['part repeated', repeatPart],
];

/** A text with one thing changed, joined again with or without blanks. */
export function withTokens(text: string, random: Random): [name: string, text: string] {
  const tokens = tokensOf(text);
  const [name, change] = random.pick(CHANGES);
  change(tokens, random);
  return [name, tokens.join(random.chance(0.8) ? '' : random.pick([' ', '\n', '\r\n', '\t ']))];
}

function insert(tokens: string[], random: Random, token: string): void {
  tokens.splice(random.below(tokens.length + 1), 0, token);
}

function swap(tokens: string[], one: number, other: number): void {
  [tokens[one], tokens[other]] = [tokens[other]!, tokens[one]!];
}

/** The place of a token after a colon, or of any. */
const valueAt = (tokens: readonly string[], random: Random): number => (after(tokens, random, ':') + 1) % tokens.length;
const keyAt = (tokens: readonly string[], random: Random): number => Math.max(0, after(tokens, random, ':') - 1);

function after(tokens: readonly string[], random: Random, sign: string): number {
  const from = anyAt(tokens, random);
  const found = tokens.indexOf(sign, from);
  return found < 0 ? from : found;
}

const INSIDE = [
  '0',
  '1',
  '-',
  '+',
  '.',
  'e',
  'E',
  'a',
  ' ',
  '\\',
  '\\u',
  '\\n',
  '\\u0061',
  'é',
  '😀',
  '\t',
  '\u0001',
  '\ud800',
  "'",
  '"',
];

function changeInside(tokens: string[], at: number, random: Random): void {
  const token = tokens[at]!;
  const place = random.below(token.length + 1);
  tokens[at] = token.slice(0, place) + random.pick([...INSIDE, '', '']) + token.slice(place + random.below(2));
}

function repeatPart(tokens: string[], random: Random): void {
  const from = anyAt(tokens, random);
  tokens.splice(random.below(tokens.length + 1), 0, ...tokens.slice(from, from + 1 + random.below(12)));
}
