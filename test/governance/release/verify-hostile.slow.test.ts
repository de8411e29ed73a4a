import { gzipSync as nodeGzip } from 'node:zlib';
import { gzipSync, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Files } from '../../../src/governance/release/archive/tgz.node.ts';
import { tgzOf, tarOf, zipOf } from '../../../src/governance/release/archive/tgz.node.ts';
import { sumsOfFiles } from '../../../src/governance/release/sums.node.ts';
import { lookInside } from '../../../src/governance/release/verify/verb.node.ts';
import { openArtefact, BOUNDS } from '../../../src/governance/release/verify/open.node.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const UN = bytes('un\n');

/** The files of an archive in its folder, with their sums, as a release has them. */
function whole(files: Record<string, Uint8Array>, folder = 'essai'): Files {
  const inside = new Map(Object.entries(files));
  const all = new Map([...inside, ['SHA256SUMS', sumsOfFiles(inside)] as const]);
  return new Map([...all].map(([path, content]) => [`${folder}/${path}`, content]));
}

const GOOD = zipOf(whole({ 'un.txt': UN, 'deux.txt': bytes('deux\n') }));

/** An archive that our own writer did not make. */
const foreign = (files: Record<string, Uint8Array>, level: 1 | 6 = 6): Uint8Array => {
  const entries: Zippable = {};
  for (const [path, content] of Object.entries(files)) entries[path] = content;
  return zipSync(entries, { level });
};

/** Every place where one name stands gets another of the same length. */
function renamed(archive: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(archive).toString('latin1').replaceAll(from, to);
  return Buffer.from(text, 'latin1');
}

/** A whole archive before which stands an entry that its list at the end does not know. */
const twoFaced = (): Uint8Array => {
  const hidden = Buffer.from(zipOf(new Map([['essai/cache.txt', UN]])));
  return Buffer.concat([hidden.subarray(0, hidden.indexOf('PK\x01\x02', 0, 'latin1')), GOOD]);
};

const many = (): Uint8Array => foreign(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`essai/${i}.txt`, UN])));
/** Forty megabytes of nothing weigh forty kilobytes. */
const bomb = new Uint8Array(40 * 1_048_576);

const said = (name: string, content: Uint8Array): string[] =>
  (openArtefact(name, content)?.problems ?? []).map(({ file, en }) => `${file}: ${en}`);

test('the archive that the others are spoilt from is right', () => {
  expect(said('essai.zip', GOOD)).toEqual([]);
});

describe.each<[string, () => Uint8Array, RegExp]>([
  [
    'a path that climbs out of the folder',
    () => renamed(GOOD, 'essai/un.txt', '../../un.txt'),
    /\.\.\/\.\.\/un\.txt: .*never has/,
  ],
  ['an absolute path', () => renamed(GOOD, 'essai/un.txt', '/ssai/un.txt'), /\/ssai\/un\.txt: .*never has/],
  ['a path with backslashes', () => renamed(GOOD, 'essai/un.txt', '..\\..\\un.txt'), /never has/],
  ['a path with a drive', () => renamed(GOOD, 'essai/un.txt', 'C:/ai/un.txt'), /never has/],
  [
    'a path with an escape sequence',
    () => renamed(GOOD, 'essai/un.txt', 'essai/\u001b[2J.t'),
    /essai\.zip\/essai\/\\u001b\[2J\.t: .*never has/,
  ],
  ['a folder as an entry', () => foreign({ 'essai/vide/': new Uint8Array() }), /never has/],
  ['a hidden file', () => renamed(GOOD, 'essai/un.txt', 'essai/.n.txt'), /never has/],
  [
    'two entries of one name',
    () => renamed(zipOf(whole({ 'a.txt': UN, 'b.txt': UN })), 'essai/b.txt', 'essai/a.txt'),
    /contains the same file twice/,
  ],
  ['names that differ by a capital only', () => zipOf(whole({ 'a.txt': UN, 'A.txt': UN })), /not every system distinguishes/],
  ['a bomb', () => foreign(Object.fromEntries(whole({ 'zeros.bin': bomb })), 1), /larger than \d+ Mio/],
  ['a thousand files and one', many, /larger than/],
  ['an entry that its list does not know', twoFaced, /not in SHA256SUMS/],
  ['bytes after its end', () => Buffer.concat([GOOD, UN]), /has not the bytes/],
  ['bytes before its start', () => Buffer.concat([UN, GOOD]), /has not the bytes|broken/],
  ['other dates, permissions and order', () => foreign(Object.fromEntries(whole({ 'un.txt': UN }))), /has not the bytes/],
  ['half of it missing', () => GOOD.subarray(0, GOOD.length / 2), /broken|missing|has not the bytes/],
  ['nothing in it', () => zipOf(new Map()), /broken/],
  ['no zip at all', () => bytes('ceci est un texte'), /broken/],
  ['a file beside its folder', () => zipOf(new Map([...whole({ 'un.txt': UN }), ['autre/un.txt', UN]])), /not in the folder/],
  ['no sums', () => zipOf(new Map([['essai/un.txt', UN]])), /no SHA256SUMS/],
  [
    'a file that its sums do not know',
    () => zipOf(new Map([...whole({ 'un.txt': UN }), ['essai/x.txt', UN]])),
    /x\.txt: .*not in SHA256SUMS/,
  ],
  [
    'another content than its sums say',
    () => zipOf(new Map([...whole({ 'un.txt': UN }), ['essai/un.txt', bytes('un !')]])),
    /un\.txt: .*this file has changed/,
  ],
  [
    'a file less than its sums say',
    () => zipOf(new Map([...whole({ 'un.txt': UN, 'b.txt': UN })].filter(([path]) => path !== 'essai/b.txt'))),
    /b\.txt: .*missing here/,
  ],
  [
    'a line that is no sum',
    () =>
      zipOf(
        new Map([
          ['essai/un.txt', UN],
          ['essai/SHA256SUMS', bytes(`SHA256 (un.txt) = ${'0'.repeat(64)}\n`)],
        ]),
      ),
    /line 1: this is not/,
  ],
  [
    'sums that point elsewhere',
    () => zipOf(new Map([['essai/SHA256SUMS', bytes(`${'0'.repeat(64)}  ../../etc/passwd\n`)]])),
    /never has/,
  ],
  [
    'the same sum line twice',
    () =>
      zipOf(
        new Map([
          ['essai/un.txt', UN],
          ['essai/SHA256SUMS', bytes(sumLines('un.txt', 2))],
        ]),
      ),
    /not every system distinguishes/,
  ],
  ['more bytes than any release', () => new Uint8Array(BOUNDS.bytes + 1), /larger than 64 Mio/],
])('an archive with %s', (_, make, sentence) => {
  test('is found out, in both languages, and nothing of it is written', () => {
    const content = make();
    expect(said('essai.zip', content).join('\n')).toMatch(sentence);
    for (const { file, fr, en } of openArtefact('essai.zip', content)?.problems ?? []) {
      expect([file, fr, en].join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(fr).not.toBe(en);
    }
  });
});

function sumLines(path: string, times: number): string {
  return Buffer.from(sumsOfFiles(new Map([[path, UN]])))
    .toString()
    .repeat(times);
}

const PACKAGE = new Map([
  ['package/package.json', bytes('{"name":"essai","version":"1.0.0"}')],
  ['package/un.txt', UN],
]);

test('the package that the others are spoilt from is right', () => {
  expect(said('essai.tgz', tgzOf(PACKAGE))).toEqual([]);
});

test.each<[string, () => Uint8Array, RegExp]>([
  ['a path that climbs out', () => tgzOf(new Map([...PACKAGE, ['package/../../un.txt', UN]])), /never has/],
  ['a file beside its folder', () => tgzOf(new Map([...PACKAGE, ['autre/un.txt', UN]])), /not in the folder/],
  ['a bomb', () => nodeGzip(new Uint8Array(100 * 1_048_576), { level: 1 }), /larger than 96 Mio/],
  ['a cut tape', () => gzipSync(tarOf(PACKAGE).subarray(0, 700)), /broken/],
  ['no gzip at all', () => bytes('ceci est un texte'), /broken/],
  ['an hour in its head', () => gzipSync(tarOf(PACKAGE), { level: 9, mtime: 1_000_000_000_000 }), /has not the bytes/],
  ['more bytes than any release', () => new Uint8Array(BOUNDS.bytes + 1), /larger than 64 Mio/],
])('a package with %s is found out', (_, make, sentence) => {
  expect(said('essai.tgz', make()).join('\n')).toMatch(sentence);
});

test('what is no archive by its name is not opened', () => {
  expect(openArtefact('sbom.cdx.json', GOOD)).toBeUndefined();
});

describe('the archives of a folder', () => {
  const one = zipOf(whole({ 'un.txt': UN }, 'a'));
  const files = new Map([
    ['a.zip', one],
    ['a.txt', UN],
    ['b.zip', zipOf(whole({ 'un.txt': UN }, 'b'))],
    ['c.tgz', tgzOf(PACKAGE)],
  ]);
  const reported = (given: Files, space?: number) =>
    lookInside(given, true, space).problems.map(({ file, en }) => `${file}: ${en}`);

  test('are looked into one by one; only how many files they hold is kept', () => {
    expect(lookInside(files, true)).toEqual({ files: 6, problems: [] });
    expect(reported(new Map([['d.zip', one]]))).toEqual([expect.stringMatching(/^d\.zip: .*not in the folder “a”/)]);
    expect(lookInside(new Map([['d.zip', one]]), false).problems).toEqual([]);
  });

  test('are not opened once those before unpack to too much together', () => {
    expect(reported(files, 3)).toEqual([
      expect.stringMatching(/^b\.zip: was not opened/),
      expect.stringMatching(/^c\.tgz: was not opened/),
    ]);
  });

  test('count for as much as an archive may unpack to where they cannot be read', () => {
    const broken = Array.from({ length: 4 }, (_, i) => [`${i}.zip`, bytes('ceci est un texte')] as const);
    expect(reported(new Map(broken)).map((text) => /broken|not opened/.exec(text)?.[0])).toEqual([
      ...['broken', 'broken', 'broken'],
      'not opened',
    ]);
  });
});
