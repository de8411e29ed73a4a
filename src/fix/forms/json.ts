/** Replaces values in JSON: only the bytes of these values change. A value that is taken away goes with its name and its comma. */
import { BACKSLASH, CLOSE_BRACKET, COLON, COMMA, isBlank, OPEN_BRACKET, QUOTE } from '../../read/json/bytes.ts';
import { type Edit, splicedBytes } from '../splice.ts';
import type { Change, Found, Patch } from '../types.ts';

export const patchJson: Patch = (bytes, changes) => {
  const applied: Change[] = [];
  const edits: Edit<Uint8Array>[] = [];
  let end = 0;
  for (const change of changes) {
    const token = tokenAt(bytes, change.position.offset);
    if (!token || !isSame(token.value, change.from)) continue;
    const span = change.to === null ? memberAround(bytes, token) : token;
    // Two members side by side share a comma: the second goes in the next round.
    if (!span || span.start < end) continue;
    edits.push({ ...span, by: new TextEncoder().encode(change.to === null ? '' : JSON.stringify(change.to)) });
    ({ end } = span);
    applied.push(change);
  }
  return { pieces: splicedBytes(bytes, edits), applied };
};

const isSame = (value: unknown, from: Found): boolean =>
  Array.isArray(value) && Array.isArray(from) ? value[0] === from[0] : value === from;

type Span = { start: number; end: number };
type Token = Span & { value: unknown };

/** The scalar that begins at an offset, or the list of one. A number written in another way than JavaScript writes it is none: digits may be lost. */
const tokenAt = (bytes: Uint8Array, start: number): Token | undefined =>
  bytes[start] === OPEN_BRACKET ? listOfOne(bytes, start) : scalarAt(bytes, start);

function scalarAt(bytes: Uint8Array, start: number): Token | undefined {
  const end = bytes[start] === QUOTE ? textEnd(bytes, start + 1) : wordEnd(bytes, start);
  const source = new TextDecoder().decode(bytes.subarray(start, end));
  try {
    const value = JSON.parse(source) as unknown;
    return typeof value === 'string' || String(value) === source ? { start, end, value } : undefined;
  } catch {
    return undefined;
  }
}

function listOfOne(bytes: Uint8Array, start: number): Token | undefined {
  const item = scalarAt(bytes, beside(bytes, start + 1, 1));
  if (!item) return undefined;
  const end = beside(bytes, item.end, 1);
  return bytes[end] === CLOSE_BRACKET ? { start, end: end + 1, value: [item.value] } : undefined;
}

/** The first byte from an offset on, in the direction of `step`, that is no blank. */
function beside(bytes: Uint8Array, from: number, step: 1 | -1): number {
  let at = from;
  while (isBlank(bytes[at] as number)) at += step;
  return at;
}

/** The member whose value a token is, with the comma that sets it off; undefined for an item of a list. */
function memberAround(bytes: Uint8Array, token: Span): Span | undefined {
  const colon = beside(bytes, token.start - 1, -1);
  const closing = beside(bytes, colon - 1, -1);
  if (bytes[colon] !== COLON || bytes[closing] !== QUOTE) return undefined;
  const start = textStart(bytes, closing - 1);
  const after = beside(bytes, token.end, 1);
  if (bytes[after] === COMMA) return { start, end: beside(bytes, after + 1, 1) };
  const comma = beside(bytes, start - 1, -1);
  return { start: bytes[comma] === COMMA ? comma : start, end: token.end };
}

/** Where the text that ends before `from` begins: the quote that no backslash, or an even number of them, stands before. */
function textStart(bytes: Uint8Array, from: number): number {
  for (let at = from; at >= 0; at--) {
    if (bytes[at] !== QUOTE) continue;
    let slashes = 0;
    while (bytes[at - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return 0;
}

function textEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at + 1, bytes.length);
}

/** No number is longer in bytes. */
const LONGEST_NUMBER = 40;

/** The end of a number, or of `true`, `false`, `null`. */
function wordEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < from + LONGEST_NUMBER && /[-+.0-9a-zE]/.test(String.fromCharCode(bytes[at] ?? 0))) at++;
  return at;
}
