import { COMMA, isBlank, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../../read/json/bytes.ts';

/** What is said in place of an index: the bytes end too soon to tell, or what is looked for does not come. */
export const UNTOLD = -1;
export const NOT_THERE = -2;

/**
 * The index, at `from` or after, of a byte where an item of a list may begin that is an object with keys: an opening brace between a comma or
 * a bracket and a quote. Whoever begins in the middle of a file knows no better: it may as well stand in a string. `NOT_THERE` if none.
 */
export function itemFrom(bytes: Uint8Array, from: number, end: number): number {
  for (let at = bytes.indexOf(OPEN_BRACE, from); at >= 0 && at < end; at = bytes.indexOf(OPEN_BRACE, at + 1)) {
    const before = bytes[lastBefore(bytes, at)];
    if ((before === COMMA || before === OPEN_BRACKET) && bytes[firstFrom(bytes, at + 1, end)] === QUOTE) return at;
  }
  return NOT_THERE;
}

/** The index of the object that follows in the list after an item that ends at `from`. */
export function itemAfter(bytes: Uint8Array, from: number, end: number): number {
  const comma = firstFrom(bytes, from, end);
  if (comma === end) return UNTOLD;
  if (bytes[comma] !== COMMA) return NOT_THERE;
  const item = firstFrom(bytes, comma + 1, end);
  if (item === end) return UNTOLD;
  return bytes[item] === OPEN_BRACE ? item : NOT_THERE;
}

function lastBefore(bytes: Uint8Array, index: number): number {
  let at = index - 1;
  while (at >= 0 && isBlank(bytes[at] as number)) at--;
  return at;
}

function firstFrom(bytes: Uint8Array, index: number, end: number): number {
  let at = index;
  while (at < end && isBlank(bytes[at] as number)) at++;
  return at;
}
