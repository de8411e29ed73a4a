/** Sets of hostile files. Each file is made of its number alone, so that a process that is killed over one can be reported by that number. */
import { Random } from '../fidelity/random.ts';
import { withBytes } from '../fast-validate/fuzz/bytes.ts';
import { withTokens } from '../fast-validate/fuzz/tokens.ts';
import { type Base, jsonBases } from './bases.ts';
import { copied, patched, repeated, spliced } from './bytes.ts';

/**
 * A file that may break whoever reads it: how it was made, how it is named on a disk, the version that judges it. `strict`: whether it is JSON is
 * for JSON.parse to say, which knows no limits; `way`: the number that decides on which ways it is tried, where it is not its own.
 */
export type HostileFile = {
  label: string;
  extension: string;
  version: string;
  bytes: Uint8Array;
  strict?: boolean;
  way?: number;
};

/** `total`: how many there are, where they can be counted to the end. */
export type FileSet = { total: number; file(number: number): HostileFile };

const code = (character: string): number => character.charCodeAt(0);

/** The characters that carry the structure of a JSON text. */
const STRUCTURE = new Set([...'{}[]:,"'].map(code));
/** What is put in the place of one: the others, then what an editor, a bad copy or C leave there. */
const REPLACEMENTS = [...STRUCTURE, ...['\\', "'", '0', ' ', '\n', '\0'].map(code), 0xff];
/** Deleted, doubled, or replaced by all of these but itself. */
const CHANGES = 2 + REPLACEMENTS.length - 1;

/** The indexes of the bytes that carry the structure, within strings too: a reader that lost its way takes them for structure. */
export function structureOf(bytes: Uint8Array): Uint32Array {
  const places: number[] = [];
  for (const [at, byte] of bytes.entries()) if (STRUCTURE.has(byte)) places.push(at);
  return Uint32Array.from(places);
}

/** One structural character deleted, doubled or replaced; `change` from 0 to CHANGES − 1. */
export function changedAt(bytes: Uint8Array, at: number, change: number): [how: string, bytes: Uint8Array] {
  const byte = bytes[at]!;
  const shown = JSON.stringify(String.fromCharCode(byte));
  if (change === 0) return [`${shown} deleted`, spliced(bytes, at, 1)];
  if (change === 1) return [`${shown} doubled`, spliced(bytes, at, 0, Uint8Array.of(byte))];
  const other = REPLACEMENTS.filter((one) => one !== byte)[change - 2]!;
  return [`${shown} replaced by byte ${other}`, patched(bytes, at, other)];
}

type Prepared = Base & { structure: Uint32Array };

let prepared: Prepared[] | undefined;
const bases = (): Prepared[] => (prepared ??= jsonBases().map((base) => ({ ...base, structure: structureOf(base.bytes) })));

/** Of four million changed examples a night tries one in so many. */
const STEP = 60;

/**
 * Every prefix of every example, and every structural character of each deleted, doubled and replaced, one after the other: one in `STEP` of them, from the
 * one on that the seed draws, so that nights together try all.
 */
export function changedExamples(seed: string): FileSet {
  const starts: number[] = [];
  let total = 0;
  for (const { bytes, structure } of bases()) {
    starts.push(total);
    total += bytes.length + structure.length * CHANGES;
  }
  const first = new Random('examples', seed).below(STEP);
  const file = (number: number): HostileFile => {
    const place = first + number * STEP;
    const index = starts.findLastIndex((start) => start <= place);
    const base = bases()[index]!;
    const rank = place - starts[index]!;
    const version = base.versions[number % base.versions.length]!;
    return rank < base.bytes.length ? cutAt(base, version, rank) : changedIn(base, version, rank - base.bytes.length);
  };
  return { total: Math.ceil((total - first) / STEP), file };
}

const cutAt = ({ name, bytes }: Base, version: string, length: number): HostileFile =>
  hostile(`${name}, its first ${length} bytes`, version, bytes.slice(0, length));

/** `change`: which of the changes of all structural characters. */
function changedIn({ name, bytes, structure }: Prepared, version: string, change: number): HostileFile {
  const place = structure[Math.floor(change / CHANGES)]!;
  const [how, made] = changedAt(bytes, place, change % CHANGES);
  return hostile(`${name}, at byte ${place} ${how}`, version, made);
}

/** Some of these, drawn so that a small example counts as much as a large one and a prefix as much as a change. */
export function sampledExamples(seed: string): FileSet {
  const file = (number: number): HostileFile => {
    const random = new Random('example', seed, number);
    const base = random.pick(bases());
    const version = random.pick(base.versions);
    return random.chance(0.3)
      ? cutAt(base, version, random.below(base.bytes.length))
      : changedIn(base, version, random.below(base.structure.length * CHANGES));
  };
  return { total: Infinity, file };
}

/** Files that chance makes of the examples, and some that nobody would write. */
export function drawnFiles(seed: string): FileSet {
  const file = (number: number): HostileFile => {
    const random = new Random('drawn', seed, number);
    const base = random.pick(bases());
    const [name, make] = random.pick(DRAWER);
    return hostile(`${base.name}, ${name}`, random.pick(base.versions), make(sourceOf(base, random), random));
  };
  return { total: Infinity, file };
}

const hostile = (label: string, version: string, bytes: Uint8Array): HostileFile => ({
  label,
  extension: 'json',
  version,
  bytes,
});

/** As it stands, or without blanks. */
const sourceOf = ({ bytes }: Base, random: Random): Uint8Array => (random.chance(0.5) ? bytes : compact(bytes));

const compact = (bytes: Uint8Array): Uint8Array => bytesOf(JSON.stringify(JSON.parse(textOf(bytes))));
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

type Make = (bytes: Uint8Array, random: Random) => Uint8Array;

const times =
  (most: number, change: Make): Make =>
  (bytes, random) => {
    let made = bytes;
    for (let count = 1 + random.below(most); count > 0 && made.length > 0; count--) made = change(made, random);
    return made;
  };

/** The place of any structural character; of any byte where there is none. */
function anyPlace(bytes: Uint8Array, random: Random): number {
  const places = structureOf(bytes);
  return places.length > 0 ? places[random.below(places.length)]! : random.below(bytes.length);
}

const changed: Make = (bytes, random) => changedAt(bytes, anyPlace(bytes, random), random.below(CHANGES))[1];

const WAYS: readonly (readonly [weight: number, name: string, make: Make])[] = [
  [3, 'several structural characters changed', times(6, changed)],
  [3, 'joined with another one', joinedWithAnother],
  [2, 'a range twice', rangeTwice],
  [1, 'a range many times', (bytes, random) => repeated(bytes, ...anyRange(bytes, random, 60), 2 + random.below(60))],
  [2, 'a range lost', (bytes, random) => rangeLost(bytes, random)],
  [2, 'without the quotes after a place', quotesLost],
  [2, 'bytes changed', times(4, (bytes, random) => withBytes(bytes, random)[1])],
  [2, 'tokens changed', times(3, (bytes, random) => bytesOf(withTokens(textOf(bytes), random)[1]))],
  [2, 'tokens of chance in the place of a value', (bytes, random) => inPlaceOfValue(bytes, soup(random))],
  [1, 'tokens of chance', (_, random) => soup(random)],
  [1, 'bytes of chance', (_, random) => Uint8Array.from({ length: random.below(200) }, () => random.below(256))],
];
/** What costs much, for the size of its files. */
const RARE = ['a change at a border of the window', atBorder] as const;
const SPREAD = 3;
const DRAWER: readonly (readonly [name: string, make: Make])[] = [
  ...WAYS.flatMap(([weight, name, make]) => Array.from({ length: weight * SPREAD }, () => [name, make] as const)),
  RARE,
];

/** The beginning of one file and the end of another one. */
function joinedWithAnother(bytes: Uint8Array, random: Random): Uint8Array {
  const other = sourceOf(random.pick(bases()), random);
  const place = (of: Uint8Array): number =>
    (random.chance(0.7) ? anyPlace(of, random) : random.below(of.length)) + random.below(2);
  return spliced(bytes.subarray(0, place(bytes)), Infinity, 0, other.subarray(place(other)));
}

/** Where a range begins, and its length. */
function anyRange(bytes: Uint8Array, random: Random, most = 600): [from: number, length: number] {
  const from = random.chance(0.7) ? anyPlace(bytes, random) : random.below(bytes.length);
  const to = random.chance(0.7) ? anyPlace(bytes, random) : from + random.below(most);
  return [Math.min(from, to), Math.min(most, Math.abs(to - from) + 1)];
}

function rangeTwice(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, length] = anyRange(bytes, random);
  return copied(bytes, from, length, random.chance(0.5) ? from + length : anyPlace(bytes, random));
}

function rangeLost(bytes: Uint8Array, random: Random): Uint8Array {
  return spliced(bytes, ...anyRange(bytes, random));
}

const QUOTE = code('"');

function quotesLost(bytes: Uint8Array, random: Random): Uint8Array {
  const from = anyPlace(bytes, random);
  return bytes.filter((byte, at) => at < from || byte !== QUOTE);
}

const TOKENS = [
  ...['{', '}', '[', ']', ':', ',', '"', '{', '}', '[', ']', ':', ',', '"', '{"', '":"', '","', '"}', '{"marches":{"marche":['],
  ...[
    '\\',
    "'",
    ' ',
    '\n',
    '\0',
    '0',
    '-1',
    '1.5e3',
    'null',
    'true',
    'nul',
    '"id"',
    '"acheteur"',
    '"marche"',
    '"x"',
    '"\\u0061"',
    '\u00e9',
  ],
];

const soup = (random: Random): Uint8Array =>
  bytesOf(Array.from({ length: random.below(60) }, () => random.pick(TOKENS)).join(''));

/** In the place of the value of the first text after the list of records has begun, so that whoever reads is within a record. */
function inPlaceOfValue(bytes: Uint8Array, piece: Uint8Array): Uint8Array {
  const [from, to] = spanOf(textOf(bytes));
  return spliced(bytes, from, to - from, piece);
}

/** In bytes; a text whose beginning is not ASCII is cut a little elsewhere, which is as good. */
function spanOf(text: string): [from: number, to: number] {
  const value = /"(?:id|objet|montant)"\s*:\s*("[^"]*"|[^,}\]]*)/.exec(text);
  if (!value) return [0, 0];
  const to = value.index + value[0].length;
  return [to - value[1]!.length, to];
}

/** Where the reader or the recogniser begins something anew: the first window, larger ones, the longest record that it looks at, a chunk. */
const BORDERS = [1 << 16, 1 << 16, 1 << 16, 1 << 17, 200_000, 1 << 18, 1 << 20];

/** A structural character is changed just before or after a border, for which blanks or valid records are put before it. */
function atBorder(bytes: Uint8Array, random: Random): Uint8Array {
  const border = random.pick(BORDERS) + random.below(9) - 4;
  const place = anyPlace(bytes, random);
  const [, made] = changedAt(bytes, place, random.below(CHANGES));
  const before = bytes.indexOf(code('['));
  if (before < 0 || place <= before) return spliced(made, 0, 0, blanks(border - place));
  const record = random.chance(0.6) ? firstRecord(bytes) : new Uint8Array();
  const count = record.length > 0 ? Math.floor((border - place) / record.length) : 0;
  const records = repeated(record, 0, record.length, count);
  return spliced(made, before + 1, 0, spliced(records, Infinity, 0, blanks(border - place - records.length)));
}

const blanks = (count: number): Uint8Array => new Uint8Array(Math.max(0, count)).fill(code(' '));

/** The first record of a file of lists by kind, with a comma after it; nothing where there is none. */
function firstRecord(bytes: Uint8Array): Uint8Array {
  const { marches } = JSON.parse(textOf(bytes)) as { marches?: Record<string, unknown> };
  const list = Object.values(marches ?? {}).find((one) => Array.isArray(one)) as unknown[] | undefined;
  return list?.[0] === undefined ? new Uint8Array() : bytesOf(`${JSON.stringify(list[0])},`);
}
