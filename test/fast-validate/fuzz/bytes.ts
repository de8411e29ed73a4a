/** Changes of the bytes of a file, as disks, networks and programs that know no UTF-8 make them. */
import type { Random } from '../../fidelity/random.ts';
import { spliced } from '../../hostile/bytes.ts';

type Change = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Bytes that mean something: to JSON, to UTF-8, to C. */
const TELLING = [
  ...[0x00, 0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x1f, 0x20, 0x22, 0x27, 0x2b, 0x2c, 0x2d, 0x2e, 0x2f, 0x30, 0x39, 0x3a],
  ...[
    0x45, 0x5b, 0x5c, 0x5d, 0x65, 0x75, 0x7b, 0x7d, 0x7f, 0x80, 0xa0, 0xbf, 0xc0, 0xc2, 0xc3, 0xe0, 0xe2, 0xed, 0xef, 0xf0, 0xf4,
    0xf5, 0xff,
  ],
];

const CHANGES: readonly (readonly [name: string, change: Change])[] = [
  ['bit flipped', (bytes, random) => changed(bytes, random, (byte) => byte ^ (1 << random.below(8)))],
  ['telling byte', (bytes, random) => changed(bytes, random, () => random.pick(TELLING))],
  ['any byte', (bytes, random) => changed(bytes, random, () => random.below(256))],
  ['byte put in', (bytes, random) => spliced(bytes, random.below(bytes.length + 1), 0, Uint8Array.of(random.pick(TELLING)))],
  ['byte lost', (bytes, random) => spliced(bytes, random.below(bytes.length), 1)],
  ['bytes lost', (bytes, random) => spliced(bytes, random.below(bytes.length), 1 + random.below(40))],
  ['bytes twice', (bytes, random) => copied(bytes, random, 1 + random.below(60))],
  ['bytes twice', (bytes, random) => copied(bytes, random, 1 + random.below(8))],
  ['end lost', (bytes, random) => bytes.slice(0, random.below(bytes.length))],
  ['beginning lost', (bytes, random) => bytes.slice(random.below(Math.min(bytes.length, 60)))],
  ['two places swapped', swapped],
  ['letters as Latin-1', asLatin1],
  ...Array.from({ length: 8 }, () => ['odd bytes in a string', inString] as const),
];

/** The bytes with something changed; a file is never left without a byte. */
export function withBytes(bytes: Uint8Array, random: Random): [name: string, bytes: Uint8Array] {
  const [name, change] = random.pick(CHANGES);
  const made = change(bytes, random);
  return [name, made.length > 0 ? made : bytes];
}

function changed(bytes: Uint8Array, random: Random, how: (byte: number) => number): Uint8Array {
  const copy = bytes.slice();
  const at = random.below(copy.length);
  copy[at] = how(copy[at]!);
  return copy;
}

function copied(bytes: Uint8Array, random: Random, length: number): Uint8Array {
  const from = random.below(bytes.length);
  const to = random.chance(0.5) ? Math.min(bytes.length, from + length) : random.below(bytes.length + 1);
  return spliced(bytes, to, 0, bytes.slice(from, from + length));
}

function swapped(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const [one, other] = [random.below(copy.length), random.below(copy.length)];
  [copy[one], copy[other]] = [copy[other]!, copy[one]!];
  return copy;
}

/** The first letter of two bytes from somewhere on becomes one byte. */
function asLatin1(bytes: Uint8Array, random: Random): Uint8Array {
  const at = bytes.indexOf(0xc3, random.below(bytes.length));
  return at < 0 ? bytes : spliced(bytes, at, 2, Uint8Array.of((bytes[at + 1] ?? 0) | 0x40));
}

/** Bytes that are nearly UTF-8 or nearly an escape, and some that are one. */
const ODD: readonly (readonly number[])[] = [
  ...[[0x80], [0xc3], [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xe2, 0x82]],
  ...[
    [0xf0, 0x8f, 0xbf, 0xbf],
    [0xf0, 0x9f, 0x98],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf5, 0x80, 0x80, 0x80],
    [0xf8, 0x88, 0x80, 0x80, 0x80],
  ],
  ...[
    [0xc2, 0x80],
    [0xed, 0x9f, 0xbf],
    [0xee, 0x80, 0x80],
    [0xef, 0xbf, 0xbf],
    [0xf0, 0x90, 0x80, 0x80],
    [0xf4, 0x8f, 0xbf, 0xbf],
  ],
  ...['\\q', '\\u00g0', '\\u12', '\\ud800', '\\udc00\\ud800', '\\ud800\\u0041', '\\ud83d\\ude00', '\\n', '\\"', '\\'].map(
    (text) => [...Buffer.from(text)],
  ),
  ...[[0x00], [0x09], [0x0a], [0x1f], [0x7f]],
];

/** Odd bytes in a value that is a string, near its beginning. */
function inString(bytes: Uint8Array, random: Random): Uint8Array {
  const colon = nextTextAfter(bytes, random.below(bytes.length));
  return spliced(bytes, Math.min(bytes.length, colon + 2 + random.below(5)), 0, Uint8Array.from(random.pick(ODD)));
}

/** The place of a colon before a quote, of the first after `from` or of the first of all. */
function nextTextAfter(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) if (bytes[at] === 0x3a && bytes[at + 1] === 0x22) return at;
  return from === 0 ? 0 : nextTextAfter(bytes, 0);
}
