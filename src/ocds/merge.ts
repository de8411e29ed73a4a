/** Merges the releases of a process into its compiled release (https://standard.open-contracting.org/1.1/en/schema/merging/). */
import { isObject } from '../../packages/base/src/json.ts';
import type { Fields } from './contract.ts';

/** A release, as far as merging needs to know it. */
export type Mergeable = Fields & { ocid: string; date: string };

/** Releases in the order in which they are merged; those of one date keep their order. */
export const byDate = <R extends Mergeable>(releases: readonly R[]): R[] =>
  [...releases].sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));

/** The compiled release of at least one release: what they say together, each date replacing what was said before. */
export function compiled(releases: readonly Mergeable[]): Mergeable {
  const sorted = byDate(releases);
  const last = sorted.at(-1);
  if (!last) throw new Error('there is no release to compile');
  const { ocid, date } = last;
  const merged = sorted.reduce<Fields>((all, { id: _id, date: _date, tag: _tag, ...said }) => merge(all, said), {});
  return { ...merged, ocid, id: `${ocid}-${date}`, date, tag: ['compiled'] };
}

/** `next` replaces values, adds to objects, and removes what it says is null. */
function merge(before: Fields, next: Fields): Fields {
  const merged = new Map(Object.entries(before));
  for (const [name, value] of Object.entries(next)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergedValue(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

function mergedValue(before: unknown, value: unknown): unknown {
  if (isObject(value)) return merge(isObject(before) ? before : {}, value);
  if (!Array.isArray(value) || !isOfObjects(value)) return value;
  return mergedList(Array.isArray(before) && isOfObjects(before) ? before : [], value);
}

type Identified = Fields & { id: string | number };

/** A list whose items have identifiers is merged by them; any other list is replaced. */
const isOfObjects = (list: readonly unknown[]): list is Identified[] =>
  list.every((item) => isObject(item) && (typeof item['id'] === 'string' || typeof item['id'] === 'number'));

function mergedList(before: readonly Identified[], list: readonly Identified[]): Identified[] {
  const items = new Map(before.map((item) => [item.id, item]));
  for (const item of list) items.set(item.id, merge(items.get(item.id) ?? {}, item) as Identified);
  return [...items.values()];
}
