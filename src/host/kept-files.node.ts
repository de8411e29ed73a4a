/** What was made before, in files named by the sum of all that it was made of: the same is not made twice. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from './sha256.node.ts';

/** `most`: files kept in the folder, which holds nothing else; older ones are removed. */
type Store = { folder: string; most: number };

/**
 * Returns what the store has under a name, or what `make` gives, which is then kept. The name is the sum of all that `make` depends on. A damaged file is
 * made again; where nothing can be written nothing is kept.
 */
export async function keptOrMade(
  { folder, most }: Store,
  name: string,
  make: () => Promise<Uint8Array>,
): Promise<{ bytes: Uint8Array; isKept: boolean }> {
  const path = join(folder, name);
  const kept = await readIntact(path);
  if (kept) return { bytes: kept, isKept: true };
  const bytes = await make();
  await replaceKept({ folder, most }, name, bytes);
  return { bytes, isKept: false };
}

/** What the store has under a name that has no whole content of its own: what is known so far, which later calls replace. */
export const readKept = ({ folder }: Store, name: string): Promise<Uint8Array | undefined> => readIntact(join(folder, name));

/** Puts something else under a name. Where nothing can be written nothing is kept. */
export const replaceKept = ({ folder, most }: Store, name: string, bytes: Uint8Array): Promise<void> =>
  keep(join(folder, name), bytes)
    .then(() => removeOldest(folder, most))
    .catch(() => undefined);

/** The length of a sum in hexadecimal, which stands before what is kept. */
const SUM = 64;

async function readIntact(path: string): Promise<Uint8Array | undefined> {
  const file = await readFile(path).catch(() => undefined);
  const bytes = file?.subarray(SUM);
  return bytes && file?.toString('latin1', 0, SUM) === sha256(bytes) ? bytes : undefined;
}

/** Moved into place when it is whole: other processes and threads may read or write the same meanwhile. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID()}`;
  await mkdir(join(path, '..'), { recursive: true });
  try {
    await writeFile(beside, [sha256(bytes), bytes]);
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

async function removeOldest(folder: string, most: number): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= most) return;
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const oldest = dated.sort((a, b) => a.at - b.at).slice(0, names.length - most);
  for (const { name } of oldest) await rm(join(folder, name), { force: true });
}
