/** Where two values differ, to the letter: order of keys, -0 and prototypes count, so that what is printed of them is the same. */
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The first difference as a sentence with its place; undefined where there is none. */
export function difference(expected: unknown, found: unknown, at = ''): string | undefined {
  if (Object.is(expected, found)) return undefined;
  if (!isObject(expected) || !isObject(found) || Object.getPrototypeOf(expected) !== Object.getPrototypeOf(found))
    return `${at || 'all'}: expected ${shown(expected)}, found ${shown(found)}`;
  const [keys, others] = [Object.keys(expected), Object.keys(found)];
  // Values first: that a finding is missing is reported better by the one that stands in its place.
  for (const key of keys) {
    if (!Object.hasOwn(found, key)) break;
    const inside = difference(field(expected, key), field(found, key), `${at}/${key}`);
    if (inside !== undefined) return inside;
  }
  if (keys.length === others.length && keys.every((key, i) => key === others[i])) return undefined;
  return `${at || 'all'}: expected ${shown(expected)}, found ${shown(found)}`;
}

const field = (object: object, key: string): unknown => (object as Record<string, unknown>)[key];

/** So much of a value is shown. */
const SHOWN = 300;

function shown(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  const text = isObject(value) || typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
