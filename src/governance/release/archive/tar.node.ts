/** The part of the tar format (POSIX ustar, with pax paths when read) that npm packages need: plain files. */
import { byPath, type Files } from './files.node.ts';

const BLOCK = 512;
/** The date that npm gives to every file: 26 October 1985, 08:15 UTC. */
const NO_DATE = 499162500;

/** Where a field of a header stands, and how long it is. */
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
