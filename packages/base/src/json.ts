/** JSON values: their equality, and a text that is the same for equal values. */

/** A JSON object, and no list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** True when two JSON values are the same value; the order of keys does not count. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

/** JSON text of a value that is the same for equal values: keys sorted, no white space. */
export function canonical(value: unknown): string {
  // A number too great for a double is Infinity once parsed, which JSON would write as null.
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const object = value as Record<string, unknown>;
  return `{${Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`)
    .join()}}`;
}

/** Lists up to this length, nearly all of them, are compared pair by pair: cheaper than a canonical form of each item. */
const SHORT = 8;

function anyTwins(list: readonly unknown[]): boolean {
  for (let i = 1; i < list.length; i++) for (let j = 0; j < i; j++) if (equal(list[i], list[j])) return true;
  return false;
}

/**
 * The last item of a list that repeats an earlier one: its place and that of its nearest twin, or undefined. In linear time, where Ajv's own
 * `uniqueItems` compares each item of a list of objects with each other: a hostile list would keep it busy for minutes.
 */
export function twins(list: readonly unknown[]): { i: number; j: number } | undefined {
  if (list.length <= SHORT && !anyTwins(list)) return undefined;
  const seen = new Map<string, number>();
  let last: { i: number; j: number } | undefined;
  for (const [i, item] of list.entries()) {
    const form = canonical(item);
    const j = seen.get(form);
    if (j !== undefined) last = { i, j };
    seen.set(form, i);
  }
  return last;
}
