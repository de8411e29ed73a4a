/** What the proofs of a proposal gave, kept by the sum of all that it was made of: gate, build and report ask the same question once. */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from '../host/once.ts';
import { under } from '../host/paths.node.ts';
import { readTree, writeFiles } from '../host/tree.node.ts';
import { sumOfCode } from './build/made-before.node.ts';

/** Where the bundled program has the sum of the code that it was built of: what it runs may be older than the sources beside it. */
declare const BUILT_FROM: string | undefined;

const codeSum = once(async () => (typeof BUILT_FROM === 'string' ? BUILT_FROM : sumOfCode()));

/** Proofs kept; older ones are removed. Each is a file of some kilobytes. */
const MOST = 200;

const FOLDER = under('.cache', 'proofs');

/**
 * Returns what `make` gave before for the same inputs and the same code, or calls it and keeps what it gives. `inputs` is all that
 * `make` depends on besides the code, and what it gives survives JSON. What cannot be read is made again; where nothing can be
 * written nothing is kept.
 */
export async function proved<T>(
  inputs: readonly unknown[],
  make: () => T | Promise<T>,
  { folder = FOLDER, code = codeSum }: { folder?: string; code?: () => Promise<string> } = {},
): Promise<{ value: T; isKept: boolean }> {
  const sum = createHash('sha256')
    .update(`${await code()}\0${JSON.stringify(inputs, plain)}`)
    .digest('hex');
  const path = `${sum}.json`;
  const kept = await readKept(join(folder, path));
  if (kept) return { value: kept.value as T, isKept: true };
  const text = JSON.stringify({ value: await make() });
  await writeFiles(folder, [{ path, text }])
    .then(() => removeOldest(folder))
    .catch(() => undefined);
  // As a later call gives it.
  return { ...(JSON.parse(text) as { value: T }), isKept: false };
}

/** Maps and sets as lists of their entries. */
const plain = (_: string, value: unknown): unknown => (value instanceof Map || value instanceof Set ? [...value] : value);

async function readKept(path: string): Promise<{ value: unknown } | undefined> {
  try {
    const kept = JSON.parse(await readFile(path, 'utf8')) as { value: unknown };
    return kept.value === undefined ? undefined : kept;
  } catch {
    return undefined;
  }
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  if (names.length <= MOST) return;
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })));
  const oldest = dated.sort((a, b) => a.at - b.at).slice(0, names.length - MOST);
  for (const { name } of oldest) await rm(join(folder, name), { force: true });
}

/** The sum of what the build left of some versions and of all rules, which judges read: it may be older than the sources. */
export async function sumOfBuilt(versions: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [...versions.map((version) => `versions/${version}`), 'rules'])
    for (const [path, text] of await readTree(under('dist', folder), (name) => /\.(?:js|json)$/.test(name)))
      hash.update(`${folder}/${path}\0${text}\0`);
  return hash.digest('hex');
}
