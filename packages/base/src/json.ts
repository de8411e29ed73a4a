/** Equality, canonical text and members of JSON values. */

/** Whether a value is a JSON object, and not an array or null. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sets a member as JSON.parse does: also `__proto__` is a key like any other. */
export function setMember(into: Record<string, unknown> | unknown[], key: string | number, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true });
  else (into as Record<string | number, unknown>)[key] = value;
}

/** Whether two JSON values are equal, regardless of the order of keys. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

/** Returns the canonical JSON text of a value: keys sorted, no white space. Equal values have the same text. */
export function canonical(value: unknown): string {
  // A number too large for a double is parsed as Infinity, which JSON.stringify would write as null.
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const object = value as Record<string, unknown>;
  return `{${Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`)
    .join()}}`;
}

/** Lists up to this length are compared pairwise, which is cheaper than a canonical text per item. Nearly all lists are short. */
const SHORT = 8;

function anyTwins(list: readonly unknown[]): boolean {
  for (let i = 1; i < list.length; i++) for (let j = 0; j < i; j++) if (equal(list[i], list[j])) return true;
  return false;
}

/**
 * Finds the last item of a list that repeats an earlier one: its index and that of the nearest earlier duplicate, or undefined.
 * Runs in linear time, where Ajv's `uniqueItems` is quadratic for objects, so that a hostile list would block it for minutes.
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

/** How many values are in a value, itself included. */
export function sizeOf(value: unknown): number {
  let size = 0;
  const open = [value];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    size++;
    if (typeof one === 'object' && one !== null) for (const part of Object.values(one)) open.push(part);
  }
  return size;
}
