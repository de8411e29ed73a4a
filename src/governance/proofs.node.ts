/** What the proofs of a proposal gave, kept by the sum of all that it was made of: gate, build and report ask the same question once. */
import { createHash } from 'node:crypto';
import { keptOrMade } from '../host/kept-files.node.ts';
import { once } from '../host/once.ts';
import { under } from '../host/paths.node.ts';
import { readTree } from '../host/tree.node.ts';
import { sumOfCode } from './build/made-before.node.ts';

/** Where the bundled program has the sum of the code that it was built of: what it runs may be older than the sources beside it. */
declare const BUILT_FROM: string | undefined;

const codeSum = once(async () => (typeof BUILT_FROM === 'string' ? BUILT_FROM : sumOfCode()));

/** Each proof is a file of some kilobytes. */
const STORE = { folder: under('.cache', 'proofs'), most: 200 };

/**
 * Returns what `make` gave before for the same inputs and the same code, or calls it and keeps what it gives. `inputs` is all that
 * `make` depends on besides the code, and what it gives survives JSON.
 */
export async function proved<T>(
  inputs: readonly unknown[],
  make: () => T | Promise<T>,
  { folder = STORE.folder, code = codeSum }: { folder?: string; code?: () => Promise<string> } = {},
): Promise<{ value: T; isKept: boolean }> {
  const sum = createHash('sha256')
    .update(`${await code()}\0${JSON.stringify(inputs, plain)}`)
    .digest('hex');
  const { bytes, isKept } = await keptOrMade({ ...STORE, folder }, sum, async () =>
    Buffer.from(JSON.stringify({ value: await make() })),
  );
  // As a later call gives it.
  return { ...(JSON.parse(Buffer.from(bytes).toString()) as { value: T }), isKept };
}

/** Maps and sets as lists of their entries. */
const plain = (_: string, value: unknown): unknown => (value instanceof Map || value instanceof Set ? [...value] : value);

/** The sum of what the build left of some versions and, unless told otherwise, of all rules, which judges read: it may be older than the sources. */
export async function sumOfBuilt(versions: readonly string[], { rules = true } = {}): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of [...versions.map((version) => `versions/${version}`), ...(rules ? ['rules'] : [])])
    for (const [path, text] of await readTree(under('dist', folder), (name) => /\.(?:js|json)$/.test(name)))
      hash.update(`${folder}/${path}\0${text}\0`);
  return hash.digest('hex');
}
