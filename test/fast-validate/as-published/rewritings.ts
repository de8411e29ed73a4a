/** Changes of the text of a record, token by token: most say the same in other characters, some say something else, a few are no JSON. */
import type { Random } from '../../fidelity/random.ts';

/** Changes the tokens of one record (`tokensOf`) in place. */
export type Rewriting = (tokens: string[], random: Random) => void;

/** Each as often as it stands here. */
const REWRITINGS: readonly (readonly [weight: number, name: string, change: Rewriting])[] = [
  [2, 'as json_encode writes it', (tokens) => rewriteTexts(tokens, asJsonEncode)],
  [1, 'all texts with escapes', withEscapes],
  [2, 'one text with escapes', (tokens, random) => rewriteOne(tokens, random, isText, (text) => escaped(text, random, 0.6))],
  [2, 'a key with escapes', (tokens, random) => rewriteOne(tokens, random, isKey, (text) => escaped(text, random, 0.3))],
  [
    3,
    'more at the end of a text',
    (tokens, random) => rewriteOne(tokens, random, isText, (text) => withMoreAtTheEnd(text, random)),
  ],
  [2, 'more inside a text', (tokens, random) => rewriteOne(tokens, random, isText, (text) => withMoreInside(text, random))],
  [2, 'numbers in other digits', withOtherDigits],
  [3, 'another number', (tokens, random) => rewriteOne(tokens, random, isNumber, () => anyNumber(random))],
  [3, 'blanks between tokens', withBlanks],
  [3, 'a date that does not exist', (tokens, random) => rewriteOne(tokens, random, isDate, () => random.pick(NO_DATES))],
];
const DRAWER = REWRITINGS.flatMap(([weight, name, change]) => Array.from({ length: weight }, () => [name, change] as const));

/** A way to write a record otherwise, by name. */
export const anyRewriting = (random: Random): readonly [name: string, change: Rewriting] => random.pick(DRAWER);

type Is = (tokens: readonly string[], at: number) => boolean;
const isString: Is = (tokens, at) => tokens[at]![0] === '"';
const isKey: Is = (tokens, at) => isString(tokens, at) && tokens[at + 1] === ':';
const isText: Is = (tokens, at) => isString(tokens, at) && tokens[at + 1] !== ':';
const isNumber: Is = (tokens, at) => /^-?\d/.test(tokens[at]!);
const isDate: Is = (tokens, at) => /^"\d{4}-\d\d-\d\d"$/.test(tokens[at]!) && tokens[at + 1] !== ':';

/** Rewrites one token of this sort, where there is one: the first from any place on. */
function rewriteOne(tokens: string[], random: Random, is: Is, rewrite: (token: string) => string): void {
  const from = random.below(tokens.length);
  for (let step = 0; step < tokens.length; step++) {
    const at = (from + step) % tokens.length;
    if (!is(tokens, at)) continue;
    tokens[at] = rewrite(tokens[at]!);
    return;
  }
}

/** Rewrites all strings, keys included. */
function rewriteTexts(tokens: string[], rewrite: (text: string) => string): void {
  for (let at = 0; at < tokens.length; at++) if (isString(tokens, at)) tokens[at] = rewrite(tokens[at]!);
}

const hexadecimal = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, '0');

/** As PHP does it, with which many buyers publish. */
const asJsonEncode = (text: string): string =>
  text.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${hexadecimal(unit)}`).replaceAll(/(?<!\\)\//g, '\\/');

function withEscapes(tokens: string[], random: Random): void {
  const share = random.pick([0.02, 0.2, 1]);
  rewriteTexts(tokens, (text) => escaped(text, random, share));
}

/** The characters and escapes of the inside of a string. */
const UNITS = /\\u[0-9a-fA-F]{4}|\\.|[^\\]/gs;

/** The short escapes, and what they stand for. */
const SHORT: Readonly<Record<string, string>> = {
  '/': '\\/',
  '\\b': '\\u0008',
  '\\t': '\\u0009',
  '\\n': '\\u000a',
  '\\"': '\\u0022',
};

/** A share of the characters as escapes, those outside ASCII always, with digits in small letters, in capitals or mixed. */
function escaped(text: string, random: Random, share: number): string {
  const digits = random.pick([lower, upper, mixed]);
  const units = text.slice(1, -1).match(UNITS) ?? [];
  const written = units.flatMap((unit) => {
    if (unit.length > 1 && unit[0] === '\\') return SHORT[unit] !== undefined && random.chance(share) ? SHORT[unit] : unit;
    if (unit <= '\u007f' && !random.chance(share)) return unit;
    return unit === '/' && random.chance(0.5) ? '\\/' : [...unit.split('')].map((one) => `\\u${digits(hexadecimal(one))}`);
  });
  return `"${written.join('')}"`;
}

const lower = (digits: string): string => digits;
const upper = (digits: string): string => digits.toUpperCase();
const mixed = (digits: string): string => digits.replace(/[a-f]/, (digit) => digit.toUpperCase());

/** What stands after or inside a text: what may be taken for its end, what is left away or joined, halves of pairs. */
const MORE = [
  ...['\\"', '\\"x', '\\u0022', '\\u0022,', '\\"}', '\\\\', '\\\\\\"', '\\/', '\\u0000', '\\n', '\\r\\n', '\\t', '\\b', '\\f'],
  ...['\\ud800', '\\uDFFF', '\\udc00\\ud800', '\\ud800\\u0041', '\\ud800\\n', '\\ud83d\\ude00', '\\uD83D\\uDE00', '\\ud83d😀'],
  ...[
    '😀',
    'é',
    '\\u00e9',
    '\\u00E9',
    'e\u0301',
    'e\\u0301',
    '\u00a0',
    '\\u00a0',
    '\u007f',
    '\\u0080',
    '\u2028',
    '\ufeff',
    '\uffff',
  ],
  ...[' ', '  ', '0', 'x', '/', '.', 'Ã©', '\\u00c3\\u00a9', '\ufffd'],
];

/** What JSON refuses in a text. */
const REFUSED = ['\\q', '\\u12', '\\u00g0', '\\U0041', '\\x41', "\\'", '\u0000', '\u0001', '\u001f', '\t', '\n'];

const anyMore = (random: Random): string => random.pick(random.chance(0.12) ? REFUSED : MORE);

const withMoreAtTheEnd = (text: string, random: Random): string => `${text.slice(0, -1)}${anyMore(random)}"`;

function withMoreInside(text: string, random: Random): string {
  const units = text.slice(1, -1).match(UNITS) ?? [];
  return `"${units.toSpliced(random.below(units.length + 1), 0, anyMore(random)).join('')}"`;
}

/** The same values, of one number or of all. */
function withOtherDigits(tokens: string[], random: Random): void {
  if (random.chance(0.5)) return rewriteOne(tokens, random, isNumber, (token) => otherDigits(token, random));
  for (let at = 0; at < tokens.length; at++) if (isNumber(tokens, at)) tokens[at] = otherDigits(tokens[at]!, random);
}

function otherDigits(token: string, random: Random): string {
  if (!/^-?\d+(\.\d+)?$/.test(token)) return token;
  const sign = random.pick(['e', 'E']);
  const exponents = [`${token}${sign}0`, `${token}${sign}+00`, `${token}${sign}-0`];
  if (token.includes('.')) return random.pick([...exponents, `${token}0`, token + '0'.repeat(20), `${token}${'0'.repeat(16)}1`]);
  const [, head = '', zeros = ''] = /^(-?\d*?[1-9])(0+)$/.exec(token) ?? [];
  return random.pick([
    ...exponents,
    ...['.0', '.00', `.${'0'.repeat(14)}`, `.${'0'.repeat(30)}`, `.${'0'.repeat(20)}1`].map((end) => token + end),
    ...[`${token}0${sign}-1`, `${token}.0${sign}0`],
    ...(head === '' ? [] : [`${head}${sign}${zeros.length}`, `${head}${sign}+${zeros.length}`]),
  ]);
}

const NUMBERS = [
  ...['0', '-0', '-0.0', '0.0', '0e0', '-1', '-0.01', '1', '2', '100', '0.5', '1.0', '1e2', '1E+2', '1.5e1', '12e-1', '100e-2'],
  ...['0.99999999999999999', '1.0000000000000001', '1.00000000000000001', '0.1234567890123456789', '3.14159265358979'],
  ...['999999999999999', '9999999999999999', '9007199254740993', '123456789012345678901234567890', '1e15', '1e21', '1e22'],
  ...['1e400', '-1e400', '1e-400', '4.9e-324', '2e-324', '1.7976931348623157e308', '1.7976931348623159e308', '1e0000000001'],
];

const NO_NUMBERS = [
  '01',
  '-01',
  '00',
  '1.',
  '.5',
  '-',
  '--1',
  '+1',
  '1e',
  '1e+',
  '1.e1',
  '1.5.5',
  '0x10',
  '1_000',
  'NaN',
  'Infinity',
];

const anyNumber = (random: Random): string => random.pick(random.chance(0.12) ? NO_NUMBERS : NUMBERS);

const BLANKS = [' ', '\n', '\t', '\r\n', '\r', '  ', '\n    '];

/** Blanks after a share of the tokens, now and then long ones or what is no blank to JSON. */
function withBlanks(tokens: string[], random: Random): void {
  const share = random.pick([0.05, 0.5, 1]);
  const usual = random.chance(0.5) ? [random.pick(BLANKS)] : BLANKS;
  for (let at = 0; at < tokens.length - 1; at++) if (random.chance(share)) tokens[at]! += random.pick(usual);
  const at = random.below(tokens.length - 1);
  if (random.chance(0.2)) tokens[at]! += random.pick([' ', '\n']).repeat(random.pick([15, 16, 17, 63, 64, 65, 300]));
  if (random.chance(0.04)) tokens[at]! += random.pick(['\u00a0', '\f', '\v', '\ufeff', '\u2028', '\u0000']);
}

/** Days that no calendar has, or that are not written as ISO 8601 wants them, and a few that are right. */
const NO_DATES = [
  ...[
    '2024-02-30',
    '2023-02-29',
    '2024-02-29',
    '1900-02-29',
    '2000-02-29',
    '2024-04-31',
    '2024-06-31',
    '2024-12-32',
    '2024-13-01',
  ],
  ...['2024-00-10', '2024-01-00', '2024-1-1', '24-01-01', '0000-01-01', '0001-01-01', '9999-12-31', '10000-01-01', '-2024-01-01'],
  ...['2024/01/01', '01-01-2024', '01/01/2024', '2024-01', '2024', '20240101', '2024-01-01 ', ' 2024-01-01', '2024-01-01Z', ''],
  ...[
    '2024-01-01+01:00',
    '2024-01-01T00:00:00',
    '2024-01-01T00:00:00Z',
    '2024-W01-1',
    '2024-001',
    '２０２４-01-01',
    '2024–01–01',
  ],
  ...['2019-12-31', '2026-12-31', '2027-01-01', '2099-01-01', '2024-01-0１', '2024-01-1a', '2O24-01-01', 'null'],
].map((text) => JSON.stringify(text));
