/** Hostile files of the other forms: XML, CSV, workbooks, data packages, and what gzip packed. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { unzipSync, zipSync } from 'fflate';
import { Random } from '../fidelity/random.ts';
import { withBytes } from '../fast-validate/fuzz/bytes.ts';
import { type Base, OTHER_FORMS, type OtherForm, otherBases } from './bases.ts';
import { copied, patched, repeated, spliced } from './bytes.ts';
import type { FileSet, HostileFile } from './files.ts';

type Make = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Files of every form in turn, drawn from their number. */
export async function hostileForms(seed: string): Promise<FileSet> {
  const bases = await otherBases();
  const file = (number: number): HostileFile => {
    const form = OTHER_FORMS[number % OTHER_FORMS.length]!;
    const random = new Random('form', seed, number);
    return madeOf(random.pick(bases[form]), form, random);
  };
  return { total: Infinity, file };
}

function madeOf({ name, versions, bytes }: Base, form: OtherForm, random: Random): HostileFile {
  const [how, make] = random.pick(MAKERS[form]);
  return { label: `${name}, ${how}`, extension: form, version: random.pick(versions), bytes: make(bytes, random) };
}

const cut: Make = (bytes, random) => bytes.slice(0, random.below(bytes.length));
const noise: Make = (bytes, random) =>
  Uint8Array.from({ length: bytes.length > 0 ? 1 + random.below(300) : 0 }, () => random.below(256));

/** The bytes with one to three changes of any kind. */
function bytesChanged(bytes: Uint8Array, random: Random): Uint8Array {
  let made = bytes;
  for (let count = 1 + random.below(3); count > 0; count--) made = withBytes(made, random)[1];
  return made;
}

/** Changes of a text by the characters that carry its structure, and by pieces that mean something to its reader. */
const textMakers = (structure: string, pieces: readonly string[]): (readonly [string, Make])[] => {
  const signs = [...structure].map((sign) => sign.charCodeAt(0));
  const place = (bytes: Uint8Array, random: Random): number => {
    const from = random.below(bytes.length);
    const at = bytes.subarray(from).findIndex((byte) => signs.includes(byte));
    return at < 0 ? from : from + at;
  };
  const piece = (random: Random): Uint8Array => new TextEncoder().encode(random.pick(pieces));
  return [
    ['its beginning alone', cut],
    ['a structural character deleted', (bytes, random) => spliced(bytes, place(bytes, random), 1)],
    ['a structural character doubled', (bytes, random) => copied(bytes, ...twice(place(bytes, random)))],
    ['a structural character replaced', (bytes, random) => patched(bytes, place(bytes, random), random.pick(signs))],
    ['a piece put in', (bytes, random) => spliced(bytes, place(bytes, random), 0, piece(random))],
    ['a piece put in place of others', (bytes, random) => spliced(bytes, place(bytes, random), random.below(40), piece(random))],
    ['a range many times', (bytes, random) => repeated(bytes, place(bytes, random), 1 + random.below(80), 2 + random.below(200))],
    ['a range elsewhere', (bytes, random) => copied(bytes, place(bytes, random), 1 + random.below(300), place(bytes, random))],
    ['bytes changed', bytesChanged],
    ['bytes of chance', noise],
    // What reads UTF-16 or Latin-1 has a decoder of its own.
    ['as UTF-16', (bytes, random) => bytesChanged(wide(bytes), random)],
  ];
};

const twice = (at: number): [number, number, number] => [at, 1, at];
const wide = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.from(`\ufeff${new TextDecoder().decode(bytes)}`, 'utf16le'));

const XML = textMakers('<>/="\'& ', [
  ...[
    '<',
    '>',
    '</',
    '/>',
    '<a>',
    '</a>',
    '<a/>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?x',
    '?>',
    '<!DOCTYPE a [',
    '<!ENTITY a "b">',
  ],
  ...[
    '&',
    '&a;',
    '&amp;',
    '&#0;',
    '&#x110000;',
    '&#55296;',
    '\0',
    '\ud800',
    '<?xml version="1.0" encoding="utf-16"?>',
    ' xmlns="x"',
  ],
  ...['<marche>', '</marche>', '<marches>', '</marches>', '<titulaires>', '<id>', ' x="1"', '\u00a0', '\ufeff'],
]);
const CSV = textMakers(';,"\r\n\t', [
  ...[
    '"',
    '""',
    ';',
    ',',
    '\n',
    '\r',
    '\r\n',
    '\t',
    '";"',
    '"\n"',
    '\0',
    '\ufeff',
    '=1+1',
    "'",
    '\u2028',
    'é',
    'id',
    'acheteur.id;id',
  ],
  ...['modifications.1.id', 'titulaires.1.id;titulaires.1.id', 'a'.repeat(40_000)],
]);

/** Changes of the parts of an archive, which is then packed anew, and of the archive itself. */
const archiveMakers = (inner: readonly (readonly [string, Make])[]): (readonly [string, Make])[] => [
  ['its beginning alone', cut],
  ['bytes changed', bytesChanged],
  ['bytes changed', bytesChanged],
  ['bytes of chance after the signature', (bytes, random) => spliced(bytes.subarray(0, 30), 30, 0, noise(bytes, random))],
  ['a range lost', (bytes, random) => spliced(bytes, random.below(bytes.length), 1 + random.below(400))],
  [
    'a range elsewhere',
    (bytes, random) => copied(bytes, random.below(bytes.length), 1 + random.below(400), random.below(bytes.length)),
  ],
  ['itself after itself', (bytes) => spliced(bytes, bytes.length, 0, bytes)],
  ['a part lost', (bytes, random) => repacked(bytes, (parts) => Reflect.deleteProperty(parts, random.pick(Object.keys(parts))))],
  ['two parts swapped', (bytes, random) => repacked(bytes, (parts) => swapParts(parts, random))],
  ...inner.map(
    ([how, make]) =>
      [
        `in a part, ${how}`,
        (bytes: Uint8Array, random: Random) =>
          repacked(bytes, (parts) => {
            const name = random.pick(Object.keys(parts));
            const part = parts[name]!;
            if (part.length > 0) parts[name] = make(part, random);
          }),
      ] as const,
  ),
];

type PartsOf = Record<string, Uint8Array>;

function repacked(bytes: Uint8Array, change: (parts: PartsOf) => unknown): Uint8Array {
  const parts = unzipSync(bytes);
  change(parts);
  // One part in two is kept as it is, as other programs do.
  return zipSync(
    Object.fromEntries(Object.entries(parts).map(([name, part], i) => [name, [part, { level: i % 2 === 0 ? 6 : 0 }]])),
    {
      mtime: new Date(1980, 0, 1),
    },
  );
}

function swapParts(parts: PartsOf, random: Random): void {
  const [one, other] = [random.pick(Object.keys(parts)), random.pick(Object.keys(parts))];
  [parts[one], parts[other]] = [parts[other]!, parts[one]!];
}

/** Changes of what gzip packed, packed anew, and of the packed bytes. */
const gzipMakers = (inner: readonly (readonly [string, Make])[]): (readonly [string, Make])[] => [
  ['its beginning alone', cut],
  ['packed bytes changed', bytesChanged],
  ['itself after itself', (bytes) => spliced(bytes, bytes.length, 0, bytes)],
  ['other bytes after it', (bytes, random) => spliced(bytes, bytes.length, 0, noise(bytes, random))],
  ['packed twice', (bytes) => gzipSync(bytes)],
  ...inner.map(
    ([how, make]) =>
      [`unpacked, ${how}`, (bytes: Uint8Array, random: Random) => gzipSync(make(gunzipSync(bytes), random))] as const,
  ),
];

const JSON_TEXT = textMakers('{}[]:,"', ['{', '}', '[', ']', ':', ',', '"', '\\', '\0', 'null', '1e999', '"a":', '\ufeff']);

const MAKERS: Record<OtherForm, (readonly [string, Make])[]> = {
  xml: XML,
  csv: CSV,
  xlsx: archiveMakers(XML),
  zip: archiveMakers(CSV),
  'json.gz': gzipMakers(JSON_TEXT),
  'xml.gz': gzipMakers(XML),
  'csv.gz': gzipMakers(CSV),
};
