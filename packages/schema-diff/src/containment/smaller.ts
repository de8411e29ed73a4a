import { canonical } from '../../../base/src/json.ts';
import { Undecidable } from '../automata/unknown.ts';

/** Instances that are tried in all, and signs in them: a great instance is not tried as often. */
const TRIES = 600;
const SIGNS = 3_000_000;

/** Values that are short, the shortest first. */
const SHORT: readonly unknown[] = ['', 0, 1, 'a', true, [], {}, null];

/** An instance with the same property as the one given, from which nothing can be taken away without losing it, as far as the steps reach. */
export function smaller(instance: unknown, keeps: (instance: unknown) => boolean): unknown {
  let best = instance;
  let left = Math.min(TRIES, SIGNS / canonical(instance).length);
  for (let found = true; found && left > 0;) {
    found = false;
    for (const candidate of reductions(best)) {
      if (left-- <= 0) break;
      const kept = orUnexplained(() => keeps(candidate));
      if (kept === undefined) return best;
      if (!kept) continue;
      best = candidate;
      found = true;
      break;
    }
  }
  return best;
}

/** Undefined where it cannot be decided. */
function orUnexplained(ask: () => boolean): boolean | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Undecidable) return undefined;
    throw error;
  }
}

/** Instances one step simpler: without a property or an item, or with something short in place of something long. */
function* reductions(value: unknown): Generator {
  if (typeof value !== 'object' || value === null) {
    if (typeof value === 'string' && value.length > 40) yield value.slice(0, Math.ceil(value.length / 2));
    return;
  }
  const size = canonical(value).length;
  if (Array.isArray(value)) {
    for (const i of value.keys()) yield value.filter((_, at) => at !== i);
    for (const [i, item] of value.entries())
      for (const other of reductions(item)) yield value.map((same: unknown, at) => (at === i ? other : same));
  } else {
    const object = value as Record<string, unknown>;
    for (const name of Object.keys(object)) yield Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
    for (const [name, item] of Object.entries(object))
      for (const other of reductions(item))
        yield Object.fromEntries(Object.entries(object).map(([key, same]) => [key, key === name ? other : same]));
  }
  for (const short of SHORT) if (canonical(short).length < size) yield short;
}
