/** What the proofs of a proposal gave, kept by the sum of all that it was made of: gate, build and report ask the same question once. */
import { createHash, type Hash } from 'node:crypto';
import { keptOrMade, readKept, replaceKept } from '../host/kept-files.node.ts';
import { onceEach } from '../host/once.ts';
import { under } from '../host/paths.node.ts';
import { sha256 } from '../host/sha256.node.ts';
import { readBytes } from '../host/tree.node.ts';
import { codeSum } from './build/made-before.node.ts';

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
  const sum = sumOfValues([await code(), ...inputs]);
  const { bytes, isKept } = await keptOrMade({ ...STORE, folder }, sum, async () =>
    Buffer.from(JSON.stringify({ value: await make() })),
  );
  // As a later call gives it.
  return { ...(JSON.parse(Buffer.from(bytes).toString()) as { value: T }), isKept };
}

/** What an earlier call kept for the same inputs and the same code, if any, and how to keep something else in its place. What is kept survives JSON. */
export async function recalled<T>(
  inputs: readonly unknown[],
  { folder = STORE.folder, code = codeSum }: { folder?: string; code?: () => Promise<string> } = {},
): Promise<{ before: T | undefined; keep: (value: T) => Promise<void> }> {
  const [store, name] = [{ ...STORE, folder }, sumOfValues(['recalled', await code(), ...inputs])];
  const bytes = await readKept(store, name);
  const keep = (value: T): Promise<void> => replaceKept(store, name, Buffer.from(JSON.stringify(value)));
  return { before: bytes && (JSON.parse(Buffer.from(bytes).toString()) as T), keep };
}

/** The sum of what values say: lists of values that do not say the same have different sums. */
export function sumOfValues(values: readonly unknown[]): string {
  const hash = createHash('sha256');
  for (const value of values) put(hash, value);
  return hash.digest('hex');
}

/** Each part with its kind and its length before it, so that no two values are written alike. Large ones are never one text: they would be garbage of megabytes. */
function put(hash: Hash, value: unknown): void {
  const written = (kind: string, text: string): void => void hash.update(`${kind}${text.length}:`).update(text);
  if (typeof value === 'string') written('s', value);
  else if (Array.isArray(value) || value instanceof Map || value instanceof Set) {
    const items = [...(value as Iterable<unknown>)];
    hash.update(`${Array.isArray(value) ? 'a' : value instanceof Map ? 'm' : 'e'}${items.length}:`);
    for (const item of items) put(hash, item);
  } else if (typeof value === 'object' && value !== null) written('o', sumOfObject(value));
  else written('v', String(value));
}

const known = new WeakMap<object, string>();

/** The sum of a plain object; that of one that nothing can change any more, a Model for instance, is made once. */
function sumOfObject(value: object): string {
  const before = known.get(value);
  if (before !== undefined) return before;
  const sum = createHash('sha256').update(JSON.stringify(value, plain)).digest('hex');
  if (isFrozen(value)) known.set(value, sum);
  return sum;
}

/** Whether a value is frozen with all that is in it. What a Map or a Set holds can always change. */
const isFrozen = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && !(value instanceof Map || value instanceof Set) && Object.values(value).every(isFrozen));

/** Maps and sets as lists of their entries. */
const plain = (_: string, value: unknown): unknown => (value instanceof Map || value instanceof Set ? [...value] : value);

/** Gives the sum of what the build left of some versions and, unless told otherwise, of all rules, which judges read: it may be older than the sources. */
export type SumOfBuilt = (versions: readonly string[], options?: { rules?: boolean }) => Promise<string>;

/** Reads each folder of the build once: for as long as nothing is built. */
export function builtSums(): SumOfBuilt {
  const sumOf = onceEach(async (folder) => {
    const files = await readBytes(under('dist', folder), (name) => /\.(?:js|json)$/.test(name));
    return sumOfValues([...files].map(([path, bytes]) => [path, sha256(bytes)]));
  });
  return async (versions, { rules = true } = {}) => {
    const folders = [...versions.map((version) => `versions/${version}`), ...(rules ? ['rules'] : [])];
    return sumOfValues(await Promise.all(folders.map(async (folder) => [folder, await sumOf(folder)])));
  };
}
