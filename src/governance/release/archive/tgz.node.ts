import { Gunzip, gzipSync, zipSync, type Zippable } from 'fflate';
import { concat } from '../../../read/concat.ts';
/** Bytes of a package, unpacked. Ours is a fifth of this. */
export const LARGEST_TAPE = 96 * 1_048_576;

/** Small slices keep what one of them may unpack to (a thousand times as much) within reach of the bound. */
const SLICE = 16_384;

/**
 * The npm package of some files. Compressed by a library and not by Node: what zlib gives, and the name of the system in its header, is not the
 * same on every machine.
 */
export const tgzOf = (files: Files): Uint8Array => gzipSync(tarOf(files, programsOf(files)), { level: 9, mtime: 0 });

/** The programs that `package.json` names must be executable; not every version of npm sets the mode when packing. */
function programsOf(files: Files): ReadonlySet<string> {
  try {
    const { bin = {} } = JSON.parse(Buffer.from(files.get(MANIFEST) ?? []).toString()) as { bin?: object | string };
    const paths = (typeof bin === 'string' ? [bin] : Object.values(bin)).map(String);
    return new Set(paths.map((path) => `package/${path.replace(/^\.\//, '')}`));
  } catch {
    return new Set();
  }
}

/** The files of a package. Throws an Error where it is broken, a RangeError where it unpacks to more than `LARGEST_TAPE`. */
export function readTgz(bytes: Uint8Array): Map<string, Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const gunzip = new Gunzip((piece) => {
    size += piece.length;
    if (size > LARGEST_TAPE) throw new RangeError(`more than ${LARGEST_TAPE} bytes`);
    pieces.push(piece);
  });
  for (let at = 0; at < bytes.length; at += SLICE) gunzip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
  return readTar(concat(pieces));
}

/**
 * The package that npm made, written again. npm keeps the permissions that the files had on the machine (`umask`), packs in an order of
 * its own and compresses by zlib: two machines give two packages. What is in it, npm decides, `publishConfig`, and `READMES`.
 */
export function sameEverywhere(packed: Uint8Array): Uint8Array {
  const files = readTgz(packed);
  const manifest = files.get(MANIFEST);
  if (manifest) files.set(MANIFEST, published(manifest));
  for (const name of READMES) {
    const readme = files.get(`package/integrations/paquet/${name}`);
    files.delete(`package/integrations/paquet/${name}`);
    if (readme) files.set(`package/${name}`, readme);
  }
  return tgzOf(files);
}

/** Those of the root speak of a clone, and npm always packs one: who installs the package reads those written for it. */
const READMES = ['README.md', 'README.en.md'];

const MANIFEST = 'package/package.json';

type Manifest = { scripts?: unknown; publishConfig?: { bin?: unknown } };

/**
 * The published `package.json`. Its programs come from `publishConfig`, which pnpm reads as well. A clone takes `decp` from the
 * workspace `launcher`, because npm starts a program of the root only after reading all of `node_modules`. The scripts of the project need its
 * sources: npm would warn of those that run at an installation.
 */
function published(manifest: Uint8Array): Uint8Array {
  const { publishConfig = {}, scripts: _, ...rest } = JSON.parse(Buffer.from(manifest).toString()) as Manifest;
  const { bin, ...others } = publishConfig;
  const kept = Object.keys(others).length > 0 ? { publishConfig: others } : {};
  return Buffer.from(`${JSON.stringify({ ...rest, ...(bin !== undefined && { bin }), ...kept }, null, 2)}\n`);
}

/** The part of the tar format (POSIX ustar, with pax paths when read) that npm packages need: plain files. */
const BLOCK = 512;
/** The date that npm gives to every file: 26 October 1985, 08:15 UTC. */
const NO_DATE = 499162500;

/** Offset and length of a header field. */
const FIELD = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  sum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  prefix: [345, 155],
} as const;

type Field = keyof typeof FIELD;

/** The tape of some files, of which `programs` may be run. Its bytes hang on nothing else. Throws where a path is too long for the format. */
export function tarOf(files: Files, programs: ReadonlySet<string> = new Set()): Uint8Array {
  const pieces = [...files].sort(byPath).flatMap(([path, bytes]) => {
    const padding = Buffer.alloc(-bytes.length & (BLOCK - 1));
    return [header(path, bytes.length, programs.has(path) ? 0o755 : 0o644), bytes, padding];
  });
  return Buffer.concat([...pieces, Buffer.alloc(2 * BLOCK)]);
}

function header(path: string, size: number, mode: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const put = (field: Field, text: string): void => void block.write(text, FIELD[field][0], FIELD[field][1], 'latin1');
  const number = (field: Field, value: number): void => {
    put(field, `${value.toString(8).padStart(FIELD[field][1] - 1, '0')}\0`);
  };
  const [prefix, name] = split(path);
  put('name', name);
  number('mode', mode);
  number('uid', 0);
  number('gid', 0);
  number('size', size);
  number('mtime', NO_DATE);
  put('sum', ' '.repeat(8));
  put('type', '0');
  put('magic', 'ustar\x0000');
  put('prefix', prefix);
  put('sum', `${sumOf(block).toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** The sum of a header is that of its bytes. */
const sumOf = (block: Uint8Array): number => block.reduce((sum, byte) => sum + byte, 0);

/** A long path is written in two fields, cut at a slash. */
function split(path: string): [prefix: string, name: string] {
  if (path.length <= FIELD.name[1]) return ['', path];
  const at = path.indexOf('/', path.length - FIELD.name[1] - 1);
  if (at < 0 || at > FIELD.prefix[1]) throw new Error(`${path}: too long for a tar archive`);
  return [path.slice(0, at), path.slice(at + 1)];
}

/** The files of a tape. Throws an Error for what is no plain file, for two of one name, and for a tape that is broken. */
export function readTar(tape: Uint8Array): Map<string, Uint8Array> {
  const bytes = Buffer.from(tape.buffer, tape.byteOffset, tape.byteLength);
  const files = new Map<string, Uint8Array>();
  let longPath: string | undefined;
  for (let at = 0; ;) {
    const block = bytes.subarray(at, at + BLOCK);
    if (block.length < BLOCK) throw new Error('the tape has no end');
    if (block.every((byte) => byte === 0)) return files;
    const { path, size, type } = readHeader(block);
    const content = bytes.subarray(at + BLOCK, at + BLOCK + size);
    if (content.length < size) throw new Error('the tape is cut');
    at += BLOCK + size + (-size & (BLOCK - 1));
    if (type === 'x') longPath = paxPath(content.toString());
    else if (type !== '0' && type !== '\0') throw new Error(`an entry of type ${type}`);
    else {
      const name = longPath ?? path;
      longPath = undefined;
      if (files.has(name)) throw new Error(`${name} stands twice`);
      files.set(name, content);
    }
  }
}

function readHeader(block: Buffer) {
  const text = (field: Field): string => {
    const [from, length] = FIELD[field];
    return (block.toString('latin1', from, from + length).split('\0')[0] ?? '').trim();
  };
  const [size, sum] = (['size', 'sum'] as const).map((field) => Number.parseInt(text(field), 8));
  const blank = Buffer.from(block);
  blank.fill(' ', FIELD.sum[0], FIELD.sum[0] + FIELD.sum[1]);
  if (size === undefined || !(size >= 0) || sum !== sumOf(blank)) throw new Error('a broken header');
  const prefix = text('prefix');
  return { path: prefix === '' ? text('name') : `${prefix}/${text('name')}`, size, type: text('type') || '\0' };
}

/** `<length> path=<path>\n` among the records of a pax header. */
const paxPath = (records: string): string | undefined => /^\d+ path=(.*)$/m.exec(records)?.[1];

/** Files by path, with `/`. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** A file of a release: its name in the folder of the release, its bytes. */
export type Artefact = { path: string; bytes: Uint8Array };

/** The order of paths in all that is written: by code unit, the same in every language. */
export const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

export const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/**
 * Letters without accents, digits, `.`, `_`, `-`, `/`, and `+`, with which OCDS begins the name of a file of more codes: a name that every system writes alike, and
 * that leads nowhere else.
 */
const PLAIN = /^[A-Za-z0-9_+-][A-Za-z0-9._+-]*(\/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)*$/;

/** Whether a path of a release is one that we write ourselves. `..`, an absolute path, a drive, a backslash or a hidden file never is. */
export const isPlainPath = (path: string): boolean => path.length <= 200 && PLAIN.test(path);

/** Noon, and made of local parts as archives store them: there, no time zone has ever left an hour out. */
const noDate = (): Date => new Date(1980, 0, 1, 12);

/** A plain file that everybody may read, made on Unix, whichever system made it. */
const PLAIN_FILE = { os: 3, attrs: 0o100644 << 16, level: 9 } as const;

/** The archive of some files. Its bytes hang on their paths and contents alone: sorted names, no date, one set of permissions. */
export function zipOf(files: Files): Uint8Array {
  const entries: Zippable = {};
  for (const [path, bytes] of [...files].sort(byPath)) entries[path] = [bytes, { ...PLAIN_FILE, mtime: noDate() }];
  return zipSync(entries);
}
