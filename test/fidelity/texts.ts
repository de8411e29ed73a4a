/** Strings that tell readings of one constraint apart: anchors, `.`, digits, lengths, apostrophes, white space. */
import type { Random } from './random.ts';

// The first of each list is right in every version.
const DATES = [
  ...[
    '2024-02-29',
    '2019-09-10',
    '2024-02-31',
    '2024-13-45',
    '0000-00-00',
    '9999-99-99',
    '2024-19-39',
    '2024-20-01',
    '2024-10-40',
  ],
  ...['2024-2-9', '24-02-29', '2024/02/29', '29/02/2024', '20240229', '2024-02', '', '-', '2024-02-29-01', '2024-02-2a'],
  ...['2024-02-29\n', '\n2024-02-29', ' 2024-02-29', '2024-02-29 ', 'x2024-99-99 texte', '99999-12-310000', 'le 2024-02-29'],
  ...[
    '2024-02-29\n2024-03-01',
    '2024-02-29T10:00:00Z',
    '2024-02-29+01:00',
    '2024-02-29-05:00Z',
    '2024-02-29+29:59',
    '2024-02-29+30:00',
  ],
  ...['2024-02-29+01:60', '2024-02-29+0100', '2024-02-29Z', '2024-02-29+01:00Z\n', '2024-02-29+1:00', '2024-02-29\u00a0'],
  ...['２０２４-02-29', '٢٠٢٤-02-29', '2024‑02‑29', '2024–02–29', '2024-02-29😀'],
];
const SIRETS = [
  ...['21990041200012', '00000000000000', '2199004120001', '219900412000123', '', '219 900 412 00012', '2199004120001A'],
  ...['21990041200012\n', '\n21990041200012', ' 21990041200012', '２１９９００４１２０００１２', '21990041200012😀'],
];
const CPV = [
  ...[
    '45261910-6',
    '45261910',
    '45261910-0',
    '4526191',
    '452619100',
    '45261910-',
    '45261910-12',
    '45261910-a',
    '45261910_6',
    '45261910–6',
  ],
  ...['45261910\n', '45261910-6\n', ' 45261910', '', '4526191０', '45261910 -6', '45261910\\-6'],
];
const KINDS = [
  ...[
    'Marché',
    'Contrat de concession',
    'marché',
    'MARCHÉ',
    'Marche',
    'Marche\u0301',
    'Marché\n',
    '\nMarché',
    ' Marché',
    'Marché ',
  ],
  ...['Marchés', 'Marché\nMarché', '', 'Contrat de concession\n', 'contrat de concession', 'Contrat de\u00a0concession'],
];
const TAILS = [
  ...['201900000700', 'abcdefg', 'abcdef', 'a'.repeat(16), 'a'.repeat(17), '', '       ', 'éééàààù', '\u00a0'.repeat(7)],
  ...[
    '😀'.repeat(4),
    '😀'.repeat(3),
    '😀😀😀a',
    '😀'.repeat(6),
    '😀'.repeat(7),
    '😀'.repeat(8),
    '😀'.repeat(9),
    '😀'.repeat(16),
    '😀'.repeat(17),
  ],
  ...[
    'abc\ndefg',
    'abcdefg\n',
    'abcdef\n',
    'abcd\u2028efg',
    'abcd\refg',
    'abcd\ud83defg',
    '\ud83d'.repeat(7),
    '\ude00\ud83d'.repeat(4),
  ],
];
const UIDS = [
  ...TAILS.map((tail) => `21990041200012${tail}`),
  ' 21990041200012abcdefg',
  '2199004120001abcdefgh',
  'A'.repeat(24),
  '',
];

/** Texts of `next`, which asks for something else than blanks: with what XML escapes, keeps, changes or forbids. */
const NOT_BLANK = [
  ...['a', '', ' ', '\t\r\n', ' a\n', '\u00a0', '\u200b', '\u0085', '\u2028', '\r', 'a\rb\r\n', '  a  ', '0', '12', 'true'],
  ...[
    '"<&>\'',
    ']]>',
    '&#13;',
    '<![CDATA[a]]>',
    '<!-- a -->',
    '\u0000',
    '\u000b',
    'a\u001f',
    '\ufffe',
    '\ud83d',
    '\ude00a',
    '😀',
  ],
];

/** What a pattern holds that no other has, and the strings that try it. */
const BY_PATTERN: readonly (readonly [part: RegExp, strings: readonly string[]])[] = [
  [/\{7,16\}/, UIDS],
  [/\{8\}/, CPV],
  [/\{14\}/, SIRETS],
  [/\{4\}/, DATES],
  [/^\[\^ \\t\\r\\n\]$/, NOT_BLANK],
  [/^\^Marché\$$/, KINDS],
  [/^\^Contrat de concession\$$/, KINDS.slice(1)],
];

/** Strings that try a pattern; the first one keeps to it. */
export function stringsFor(pattern: string): readonly string[] {
  const found = BY_PATTERN.find(([part]) => part.test(pattern));
  if (!found) throw new Error(`${pattern} is a pattern of no known kind: add strings that try it to texts.ts`);
  return found[1];
}

const LENGTHS = [0, 1, 2, 5, 6, 7, 8, 15, 16, 17, 255, 256, 257, 999, 1000, 1001];
const CHARACTERS = ['a', 'é', ' ', '\u00a0', '\n', "'", '’', 'e\u0301', '\u200b', '😀', '\ud83d'];

/** A string of about one of the lengths that schemas limit, counted in code points; astral characters count twice in UTF-16. */
export function stringOfLength(random: Random, limits: readonly number[]): string {
  const limit = random.chance(0.7) ? random.pick(limits) + random.pick([-1, 0, 0, 1]) : random.pick(LENGTHS);
  const character = random.pick(CHARACTERS);
  return character.repeat(Math.max(0, limit)).slice(0, random.chance(0.2) ? limit : undefined);
}

type Distortion = (text: string, random: Random) => string;
const DISTORTIONS: readonly Distortion[] = [
  (text) => `${text} `,
  (text) => ` ${text}`,
  (text) => `${text}\n`,
  (text) => text.replaceAll(' ', '\u00a0'),
  (text) => text.toLowerCase(),
  (text) => text.toUpperCase(),
  (text) => text.charAt(0).toLowerCase() + text.slice(1),
  (text) => text.normalize('NFD').replaceAll(/\p{M}/gu, ''),
  (text) => text.normalize('NFD'),
  // Twice: published versions changed codes in nothing else.
  (text) => text.replaceAll("'", '’'),
  (text) => text.replaceAll('’', "'"),
  (text) => text.replaceAll("'", '’'),
  (text) => text.replaceAll('’', "'"),
  (text) => text.slice(0, -1),
  (text) => `${text}s`,
  (text, random) => insert(text, random, random.pick(CHARACTERS)),
  (text, random) => insert(text, random, '\u0000'),
];

/** One of the strings with one thing changed that a person hardly sees; rare characters get their share. */
export function distorted(texts: readonly string[], random: Random): string {
  for (;;) {
    const distortion = random.pick(DISTORTIONS);
    const others = texts.map((text) => ({ text, other: distortion(text, random) })).filter(({ text, other }) => other !== text);
    if (others.length > 0) return random.pick(others).other;
  }
}

function insert(text: string, random: Random, character: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + character + text.slice(at);
}
