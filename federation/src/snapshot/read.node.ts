/** Reads snapshots: their manifest, their contracts, and whether their files are as the manifest says. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { createGunzip } from 'node:zlib';
import { textIfThere } from '../text-if-there.node.ts';
import type { ContractLine } from './contract.ts';
import { type FileEntry, MANIFEST, type Manifest, SNAPSHOT_NAME } from './manifest.ts';
import { README } from './readme.ts';

/** The file that names the last snapshot, and the link to its folder. */
export const LATEST_NAME = 'latest.txt';
export const LATEST_LINK = 'latest';
export const SNAPSHOTS = 'snapshots';

export type Snapshot = {
  folder: string;
  manifest: Manifest;
  /** The contracts in their order. Throws at the end where the file is not the one of the manifest, and before where it cannot be read. */
  contracts(): AsyncGenerator<ContractLine>;
};

/** A snapshot in its folder. Throws where there is none. The sum of a file is checked when it is read. */
export async function readSnapshot(folder: string): Promise<Snapshot> {
  const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Partial<Manifest>;
  if (manifest.format !== 'decp-federation-snapshot/1')
    throw new Error(`${folder}: ${MANIFEST} is not the manifest of a snapshot that this version reads`);
  const known = manifest as Manifest;
  return { folder, manifest: known, contracts: () => linesOf<ContractLine>(folder, entryOf(known, 'contrats.ndjson.gz')) };
}

/** The snapshot that was made last; undefined where there is none, or where its folder was removed. `outputs`: the folder of snapshots and outputs. */
export async function latestSnapshot(outputs: string): Promise<Snapshot | undefined> {
  const name = await textIfThere(join(outputs, LATEST_NAME));
  if (name === undefined) return undefined;
  if (!SNAPSHOT_NAME.test(name.trim())) throw new Error(`${join(outputs, LATEST_NAME)} does not name a snapshot`);
  return readSnapshot(join(outputs, SNAPSHOTS, name.trim())).catch(absent);
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

function entryOf({ name, files }: Manifest, file: string): FileEntry {
  const entry = files.find((one) => one.name === file);
  if (!entry) throw new Error(`snapshot ${name}: its manifest has no ${file}`);
  return entry;
}

async function* linesOf<T>(folder: string, { name, size, sha256 }: FileEntry): AsyncGenerator<T> {
  const hash = createHash('sha256');
  let read = 0;
  const packed = createReadStream(join(folder, name));
  packed.on('data', (chunk) => {
    hash.update(chunk);
    read += chunk.length;
  });
  const gunzip = createGunzip();
  packed.once('error', (error) => gunzip.destroy(error));
  packed.pipe(gunzip).setEncoding('utf8');
  let rest = '';
  try {
    for await (const text of gunzip as AsyncIterable<string>) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as T;
    }
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
  if (read !== size || hash.digest('hex') !== sha256 || rest !== '')
    throw new Error(`${join(folder, name)} is damaged: it does not have the sum that ${MANIFEST} says`);
}

export type SnapshotFault = { name: string; fault: 'damaged' | 'absent' | 'unlisted' };

/** Hashes every file of a snapshot again. Returns those that are damaged or absent, and those that its manifest does not list. */
export async function verifySnapshot(folder: string): Promise<SnapshotFault[]> {
  const { manifest } = await readSnapshot(folder);
  const faults: SnapshotFault[] = [];
  for (const { name, size, sha256 } of manifest.files) {
    const found = await sumOf(join(folder, name));
    if (!found) faults.push({ name, fault: 'absent' });
    else if (found.size !== size || found.sha256 !== sha256) faults.push({ name, fault: 'damaged' });
  }
  const listed = new Set([...manifest.files.map(({ name }) => name), MANIFEST, ...Object.values(README)]);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const name = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!entry.isDirectory() && !listed.has(name)) faults.push({ name, fault: 'unlisted' });
  }
  return faults;
}

/** The size and the sum of a file; undefined where there is none. */
async function sumOf(path: string): Promise<{ size: number; sha256: string } | undefined> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return { size, sha256: hash.digest('hex') };
}
