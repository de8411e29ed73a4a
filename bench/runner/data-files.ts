import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { generate, type DataCounts, type DataPlan } from '../../federation/fake/contracts/data.ts';

/** A generated file: where it is, what is in it, its SHA-256. */
export type DataFile = DataCounts & { plan: DataPlan; path: string; sha256: string };

const FOLDER = new URL('../data/', import.meta.url);
const GENERATOR = new URL('../../federation/fake/contracts/', import.meta.url);
const PIECE = 1 << 20;

/** The file of a plan: written once, then used again as long as neither the plan nor the generator changes. Its bytes are in the page cache after. */
export function dataFile(plan: DataPlan): DataFile {
  const extent = 'records' in plan ? `minimal-${plan.records}` : plan.megabytes;
  const shape = plan.published ? 'published' : String(Math.round(plan.dirty * 100));
  const name = `${extent}-${plan.layout}-${shape}-${plan.seed}.json`;
  const path = new URL(name, FOLDER).pathname;
  const known = remembered(path);
  if (known && known.sha256 === sum(path)) return known;
  mkdirSync(FOLDER, { recursive: true });
  const counts = write(plan, path);
  const file = { plan, path, ...counts, sha256: sum(path) };
  writeFileSync(note(path), JSON.stringify({ ...file, generator: generatorSum() }, null, 2));
  return file;
}

/**
 * A file in the same folder that `write` makes with the generator: written once, then used again as long as neither the generator nor `plan` changes. Its path.
 * `write` is given the path to write to, and returns once the file is whole.
 */
export function writtenOnce(name: string, plan: object, write: (path: string) => void): string {
  const path = new URL(name, FOLDER).pathname;
  const made = { plan, generator: generatorSum() };
  if (
    existsSync(path) &&
    existsSync(note(path)) &&
    readFileSync(note(path), 'utf8') === JSON.stringify({ ...made, bytes: statSync(path).size })
  )
    return path;
  mkdirSync(FOLDER, { recursive: true });
  write(`${path}.part`);
  renameSync(`${path}.part`, path);
  writeFileSync(note(path), JSON.stringify({ ...made, bytes: statSync(path).size }));
  return path;
}

const note = (path: string): string => path.replace(/json$/, 'note.json');

function remembered(path: string): DataFile | undefined {
  if (!existsSync(path) || !existsSync(note(path))) return undefined;
  const { generator, ...file } = JSON.parse(readFileSync(note(path), 'utf8')) as DataFile & { generator: string };
  return generator === generatorSum() && statSync(path).size === file.bytes ? { ...file, path } : undefined;
}

/** Under another name until it is whole: an interrupted run leaves no half file behind. */
function write(plan: DataPlan, path: string): DataCounts {
  const handle = openSync(`${path}.part`, 'w');
  const pieces = generate(plan);
  let text = '';
  for (;;) {
    const piece = pieces.next();
    if (piece.done !== true) text += piece.value;
    if (piece.done === true || text.length > PIECE) {
      writeSync(handle, text);
      text = '';
    }
    if (piece.done !== true) continue;
    closeSync(handle);
    renameSync(`${path}.part`, path);
    return piece.value;
  }
}

function sum(path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(PIECE);
  const handle = openSync(path, 'r');
  for (let read; (read = readSync(handle, buffer, 0, PIECE, null)) > 0;) hash.update(buffer.subarray(0, read));
  closeSync(handle);
  return hash.digest('hex');
}

function generatorSum(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(GENERATOR).sort()) hash.update(readFileSync(new URL(name, GENERATOR)));
  return hash.digest('hex');
}
