import { BACKSLASH, COLON, COMMA, endsScalar, isBlank, isBracket, OPEN_BRACE, OPEN_BRACKET, QUOTE, shownText } from './bytes.ts';
import { parseJson } from './parse.ts';
/** Where steps over values may not go on: `end` is reached, or the bytes are not JSON. */
export const NOWHERE = -1;

/** The index after the string that begins at `at`, or NOWHERE. */
export function skipString(bytes: Uint8Array, at: number, end: number): number {
  for (let index = at + 1; index < end; index++) {
    const byte = bytes[index];
    if (byte === QUOTE) return index + 1;
    if (byte === BACKSLASH) index++;
  }
  return NOWHERE;
}

/** The index after the value that begins at `at`, or NOWHERE. Bytes that were not parsed may be no JSON: then it is a guess. */
export function skipValue(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] as number;
  if (first === QUOTE) return skipString(bytes, at, end);
  return isBracket(first) ? skipContainer(bytes, at, end) : skipScalar(bytes, at, end);
}

function skipContainer(bytes: Uint8Array, at: number, end: number): number {
  let depth = 0;
  for (let index = at; index < end;) {
    const byte = bytes[index] as number;
    if (byte === QUOTE) {
      index = skipString(bytes, index, end);
      if (index === NOWHERE) return NOWHERE;
      continue;
    }
    index++;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
    else if (isBracket(byte) && --depth === 0) return index;
  }
  return NOWHERE;
}

function skipScalar(bytes: Uint8Array, at: number, end: number): number {
  let index = at;
  while (index < end && !endsScalar(bytes[index] as number)) index++;
  return index < end ? index : NOWHERE;
}

/** The index of the first byte that is no blank, or `end`. */
function skipBlank(bytes: Uint8Array, at: number, end: number): number {
  let index = at;
  while (index < end && isBlank(bytes[index] as number)) index++;
  return index;
}

/** A child of an object or list: where its value is and, in an object, its key. */
export type Child = { key: string; keyAt: number; valueAt: number };

/**
 * The members of the object at `at`, one by one, as far as they go before `end`. `keyAt` and `valueAt` are indexes; a member is
 * given as soon as the first byte of its value is there.
 */
export function* membersOf(bytes: Uint8Array, at: number, end: number): Generator<Child, void> {
  let index = skipBlank(bytes, at + 1, end);
  while (index < end && bytes[index] === QUOTE) {
    const keyAt = index;
    const keyEnd = skipString(bytes, keyAt, end);
    if (keyEnd === NOWHERE) return;
    const valueAt = valueAfter(bytes, keyEnd, end);
    if (valueAt === NOWHERE) return;
    yield { key: stringAt(bytes, keyAt, keyEnd), keyAt, valueAt };
    index = afterValue(bytes, valueAt, end);
    if (index === NOWHERE) return;
  }
}

/** How many numbers `memberSpots` gives for a member. */
export const SPOT = 3;

/** The indexes of each member of the object at `at`, one after the other: of its key, of the end of its key, of its value. */
export function memberSpots(bytes: Uint8Array, at: number, end: number): number[] {
  const spots: number[] = [];
  let index = skipBlank(bytes, at + 1, end);
  while (index !== NOWHERE && index < end && bytes[index] === QUOTE) {
    const keyEnd = skipString(bytes, index, end);
    const valueAt = keyEnd === NOWHERE ? NOWHERE : valueAfter(bytes, keyEnd, end);
    if (valueAt === NOWHERE) break;
    spots.push(index, keyEnd, valueAt);
    index = afterValue(bytes, valueAt, end);
  }
  return spots;
}

/** The index of the value after the key that ends at `keyEnd`, or NOWHERE. */
function valueAfter(bytes: Uint8Array, keyEnd: number, end: number): number {
  const colon = skipBlank(bytes, keyEnd, end);
  if (colon >= end || bytes[colon] !== COLON) return NOWHERE;
  const valueAt = skipBlank(bytes, colon + 1, end);
  return valueAt < end ? valueAt : NOWHERE;
}

/** The indexes of the items of the list at `at`, as far as they go before `end`. */
export function* itemsOf(bytes: Uint8Array, at: number, end: number): Generator<number, void> {
  let index = skipBlank(bytes, at + 1, end);
  while (index < end && !endsList(bytes[index] as number)) {
    yield index;
    index = afterValue(bytes, index, end);
    if (index === NOWHERE) return;
  }
}

function endsList(byte: number): boolean {
  return isBracket(byte) && byte !== OPEN_BRACE && byte !== OPEN_BRACKET;
}

/** The index of the sibling after the value at `at`, or NOWHERE when there is none. */
function afterValue(bytes: Uint8Array, at: number, end: number): number {
  const after = skipValue(bytes, at, end);
  if (after === NOWHERE) return NOWHERE;
  const comma = skipBlank(bytes, after, end);
  return comma < end && bytes[comma] === COMMA ? skipBlank(bytes, comma + 1, end) : NOWHERE;
}

/** The string in `bytes[from..to[`, quotes included there. A key that is no JSON comes back as it is written. */
export function stringAt(bytes: Uint8Array, from: number, to: number): string {
  const written = shownText(bytes.subarray(from + 1, to - 1));
  if (!written.includes('\\')) return written;
  try {
    return parseJson(`"${written}"`) as string;
  } catch {
    return written;
  }
}
