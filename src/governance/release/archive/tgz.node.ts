import { Gunzip, gzipSync } from 'fflate';
import { concat } from '../../../read/concat.ts';
import type { Files } from './files.node.ts';
import { readTar, tarOf } from './tar.node.ts';

/** Bytes of a package, unpacked. Ours is a fifth of this. */
export const LARGEST_TAPE = 96 * 1_048_576;

/** Small slices keep what one of them may unpack to (a thousand times as much) within reach of the bound. */
const SLICE = 16_384;

/**
 * The npm package of some files. Compressed by a library and not by Node: what zlib gives, and the name of the system in its header, is not the
 * same on every machine.
 */
export const tgzOf = (files: Files): Uint8Array => gzipSync(tarOf(files, programsOf(files)), { level: 9, mtime: 0 });

/** What `package.json` names as a program may be run; not every npm says so in what it packs. */
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
 * its own and compresses by zlib: two machines give two packages. What is in it, npm decides, and `publishConfig`.
 */
export function sameEverywhere(packed: Uint8Array): Uint8Array {
  const files = readTgz(packed);
  const manifest = files.get(MANIFEST);
  if (manifest) files.set(MANIFEST, published(manifest));
  return tgzOf(files);
}

const MANIFEST = 'package/package.json';

/**
 * `package.json` as it is published. Its programs stand in `publishConfig`, from where pnpm takes them too: a clone takes `decp` from the
 * workspace `launcher`, since npm starts a program of the root only after it has read all of `node_modules`.
 */
function published(manifest: Uint8Array): Uint8Array {
  const { publishConfig, ...rest } = JSON.parse(Buffer.from(manifest).toString()) as { publishConfig?: { bin?: unknown } };
  if (publishConfig?.bin === undefined) return manifest;
  const { bin, ...others } = publishConfig;
  const kept = Object.keys(others).length > 0 ? { publishConfig: others } : {};
  return Buffer.from(`${JSON.stringify({ ...rest, bin, ...kept }, null, 2)}\n`);
}
