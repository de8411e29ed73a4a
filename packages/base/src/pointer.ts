/** JSON Pointers (RFC 6901). */

/** Escapes a reference token (RFC 6901 §3). */
export const escape = (token: string): string =>
  token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;

const unescape = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');

/**
 * Returns the unescaped reference tokens of a JSON Pointer; `''` has none. Optimised for pointers without escapes, since every
 * finding has a pointer.
 */
export function tokens(pointer: string): string[] {
  if (pointer === '') return [];
  const written = pointer.slice(1).split('/');
  return pointer.includes('~') ? written.map(unescape) : written;
}

/** Returns the value at a JSON Pointer, or undefined. Inherited keys (`__proto__`, `constructor`) are not values. */
export function valueAt(root: unknown, pointer: string): unknown {
  if (pointer === '') return root;
  let value = root;
  for (const token of tokens(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}

/** Whether a reference token is that of an item of a list, as far as it can be told without the list. */
export const isIndex = (token: string): boolean => /^\d+$/.test(token);

/** Whether a JSON Pointer is that of a place, or of what is in it. */
export const isWithin = (pointer: string, place: string): boolean => pointer === place || pointer.startsWith(`${place}/`);

/** Appends keys to a JSON Pointer. */
export const descend = (parent: string, path: readonly string[]): string => path.reduce(child, parent);

/** Appends a key or an index to a JSON Pointer. */
export function child(parent: string, key: string | number): string {
  return typeof key === 'number' ? `${parent}/${key}` : `${parent}/${escape(key)}`;
}
