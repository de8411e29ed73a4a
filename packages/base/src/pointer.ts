/** JSON Pointers (RFC 6901). */

/** A reference token of JSON Pointer, escaped (RFC 6901 §3). */
export const escape = (token: string): string =>
  token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;

const unescape = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

/** The reference tokens of a JSON Pointer, unescaped. `''` has none. Hardly any key needs escapes, and every finding has a pointer. */
export function tokens(pointer: string): string[] {
  if (pointer === '') return [];
  const written = pointer.slice(1).split('/');
  return pointer.includes('~') ? written.map(unescape) : written;
}

/** The value at a JSON Pointer, or undefined. Inherited keys (`__proto__`, `constructor`) are not values. */
export function valueAt(root: unknown, pointer: string): unknown {
  if (pointer === '') return root;
  let value = root;
  for (const token of tokens(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}

/** The pointer of what stands under a key or at an index of what `parent` points to. */
export function child(parent: string, key: string | number): string {
  return typeof key === 'number' ? `${parent}/${key}` : `${parent}/${escape(key)}`;
}
