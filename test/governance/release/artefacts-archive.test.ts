import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import {
  readTgz,
  sameEverywhere,
  tgzOf,
  readTar,
  tarOf,
  isPlainPath,
  type Files,
  zipOf,
} from '../../../src/governance/release/archive/tgz.node.ts';
import { openZip } from '../../../src/governance/release/verify/open.node.ts';
import { sumsOfFiles } from '../../../src/governance/release/sums.node.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const hex = (content: Uint8Array): string => Buffer.from(content).toString('hex');

const FILES: Files = new Map([
  ['essai/b.txt', bytes('deux')],
  ['essai/a/c.txt', bytes('trois')],
  ['essai/B.txt.d', bytes('un')],
]);

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe('an archive', () => {
  test('has the same bytes in whatever order its files are given', () => {
    expect(hex(zipOf(new Map([...FILES].reverse())))).toBe(hex(zipOf(FILES)));
  });

  test('has the same bytes in every time zone of the world', () => {
    const zip = hex(zipOf(FILES));
    for (const name of Intl.supportedValuesOf('timeZone')) {
      process.env['TZ'] = name;
      expect(hex(zipOf(FILES)), name).toBe(zip);
    }
  });

  test('is one that other programs read: names in order, plain files that all may read, a date that says nothing', () => {
    const listing = zipOf(FILES);
    const view = new DataView(listing.buffer, listing.byteOffset);
    const at = listing.length - 22;
    expect(view.getUint32(at, true)).toBe(0x06054b50);
    let entry = view.getUint32(at + 16, true);
    const names = Array.from({ length: view.getUint16(at + 10, true) }, () => {
      const [length, date, attributes] = [
        view.getUint16(entry + 28, true),
        view.getUint32(entry + 12, true),
        view.getUint32(entry + 38, true),
      ];
      expect([attributes >>> 16, date]).toEqual([0o100644, 0x00216000]);
      const name = Buffer.from(listing.subarray(entry + 46, entry + 46 + length)).toString();
      entry += 46 + length;
      return name;
    });
    expect(names).toEqual(['essai/B.txt.d', 'essai/a/c.txt', 'essai/b.txt']);
  });
});

test.each([
  ['schema/2.0.3/marche.schema.json', true],
  ['LISEZMOI.md', true],
  ['dist/ocds/codelists/+locationGazetteers.csv', true],
  ['../ailleurs', false],
  ['a/../../b', false],
  ['/etc/passwd', false],
  ['C:/windows', false],
  ['a\\b', false],
  ['a//b', false],
  ['a/', false],
  ['', false],
  ['.ssh/config', false],
  ['a/.cache', false],
  ['é.txt', false],
  ['a\nb', false],
  ['a'.repeat(201), false],
])('%j is a name that a release may bear: %s', (path, plain) => {
  expect(isPlainPath(path)).toBe(plain);
});

describe('an npm package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'decp-tar-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** An invented package whose files have these permissions, as npm packs it. */
  function packed(name: string, mode: number): Uint8Array {
    const place = join(folder, name);
    for (const name of ['dist', 'integrations/paquet']) mkdirSync(join(place, name), { recursive: true });
    const files = {
      'package.json':
        '{"name":"essai","version":"1.0.0","scripts":{"prepare":"exit 0"},"publishConfig":{"bin":{"essai":"dist/bin.js"}}}',
      'dist/bin.js': '#!/usr/bin/env node\n',
      'README.md': '# Dans un clone\n',
      'integrations/paquet/README.md': '# Essai\n',
      [`dist/${'x'.repeat(90)}.js`]: 'export {};\n',
    };
    for (const [path, text] of Object.entries(files)) {
      writeFileSync(join(place, path), text);
      chmodSync(join(place, path), mode);
    }
    execFileSync('npm', ['pack', '--offline', '--ignore-scripts', '--cache', join(folder, 'cache')], {
      cwd: place,
      stdio: 'pipe',
    });
    return readFileSync(join(place, 'essai-1.0.0.tgz'));
  }

  const [open, closed] = [packed('ouvert', 0o644), packed('ferme', 0o600)];

  test('as npm packs it keeps the permissions of the machine; ours does not', () => {
    expect(hex(open)).not.toBe(hex(closed));
    expect(hex(sameEverywhere(open))).toBe(hex(sameEverywhere(closed)));
  });

  test('keeps every file', () => {
    const files = readTgz(sameEverywhere(closed));
    const long = `package/dist/${'x'.repeat(90)}.js`;
    expect([...files.keys()]).toEqual(['package/README.md', 'package/dist/bin.js', long, 'package/package.json']);
    expect(Buffer.from(files.get('package/dist/bin.js')!).toString()).toBe('#!/usr/bin/env node\n');
  });

  test('has the README of who installs it, the programs that are published, and no script of the project', () => {
    const files = readTgz(sameEverywhere(open));
    expect(Buffer.from(files.get('package/README.md')!).toString()).toBe('# Essai\n');
    expect(JSON.parse(Buffer.from(files.get('package/package.json')!).toString())).toEqual({
      ...{ name: 'essai', version: '1.0.0' },
      bin: { essai: 'dist/bin.js' },
    });
  });

  test('written twice is the same, and says no system and no hour in its head', () => {
    const once = sameEverywhere(open);
    expect(hex(sameEverywhere(once))).toBe(hex(once));
    expect(hex(once.subarray(0, 10))).toBe('1f8b08000000000002' + '03');
  });

  test('is one that tar reads, where the program may be run', () => {
    writeFileSync(join(folder, 'lu.tgz'), sameEverywhere(open));
    const said = execFileSync('tar', ['-tvzf', 'lu.tgz'], { cwd: folder, encoding: 'utf8' });
    const modes = said.split('\n').map((line) => line.slice(0, 10));
    expect(modes, 'the program alone may be run').toEqual(['-rw-r--r--', '-rwxr-xr-x', '-rw-r--r--', '-rw-r--r--', '']);
  });

  test('a path longer than the format allows is refused, not cut', () => {
    expect(() => tarOf(new Map([['y'.repeat(101), bytes('')]]))).toThrow(/too long/);
    expect(() => tarOf(new Map([[`${'z'.repeat(156)}/${'y'.repeat(99)}`, bytes('')]]))).toThrow(/too long/);
  });

  test.each([
    ['cut', (tape: Uint8Array) => tape.subarray(0, 600), /cut|no end/],
    ['without an end', (tape: Uint8Array) => tape.subarray(0, 1024), /no end/],
    ['with a changed head', (tape: Uint8Array) => changed(tape, 0), /broken header/],
  ])('a tape %s is refused', (_, spoil, sentence) => {
    expect(() => readTar(spoil(tarOf(new Map([['a', bytes('contenu')]]))))).toThrow(sentence);
  });

  test('a tape with a link is refused', () => {
    const tape = Buffer.from(tarOf(new Map([['a', bytes('')]])));
    tape.write('2', 156);
    const sum = [...tape.subarray(0, 512)].reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
    tape.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    expect(() => readTar(tape)).toThrow(/type 2/);
  });

  test('is the same when made of what was read of it', () => {
    expect(hex(tgzOf(readTgz(sameEverywhere(open))))).toBe(hex(sameEverywhere(open)));
  });
});

test('an archive of ours opens, and what is in it is what was put there', () => {
  const inside = new Map([['un.txt', bytes('un')]]);
  const whole = new Map([...inside, ['SHA256SUMS', sumsOfFiles(inside)] as const]);
  const zip = zipOf(new Map([...whole].map(([path, content]) => [`essai/${path}`, content])));
  const { folder, files, problems } = openZip('essai.zip', zip);
  expect([folder, [...files.keys()].sort(), problems]).toEqual(['essai', ['SHA256SUMS', 'un.txt'], []]);
});

function changed(content: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(content);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}
