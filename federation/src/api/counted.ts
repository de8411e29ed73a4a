/** What takes long to count is counted once: it is the same until contracts are counted again. */
import type { Queries } from '../store/store.ts';
import { stateOf } from './state.ts';

/** Values kept at once; the first goes first. */
const KEPT = 500;

const kept = new WeakMap<Queries, { counted: string; values: Map<string, Promise<unknown>> }>();

/** The value of a name, which `make` makes of counts by buyer where it is not known for them. */
export async function whileCounted<T>(queries: Queries, name: string, make: () => Promise<T>): Promise<T> {
  const { counted } = await stateOf(queries);
  let those = kept.get(queries);
  if (those?.counted !== counted) kept.set(queries, (those = { counted, values: new Map() }));
  const { values } = those;
  const known = values.get(name) as Promise<T> | undefined;
  if (known) return known;
  const value = make();
  values.set(name, value);
  value.catch(() => values.delete(name));
  const [first] = values.keys();
  if (values.size > KEPT && first !== undefined) values.delete(first);
  return value;
}
