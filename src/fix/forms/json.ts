/** Replaces values in JSON: only the bytes of these values change. A value that is taken away goes with its name and its comma. */
import { BACKSLASH, COLON, COMMA, isBlank, QUOTE } from '../../read/json/bytes.ts';
import { type Edit, splicedBytes } from '../splice.ts';
import type { Change, Patch } from '../types.ts';

export const patchJson: Patch = (bytes, changes) => {
  const applied: Change[] = [];
  const edits: Edit<Uint8Array>[] = [];
  let end = 0;
  for (const change of changes) {
    const token = tokenAt(bytes, change.position.offset);
    if (token?.value !== change.from) continue;
    const span = change.to === null ? memberAround(bytes, token) : token;
    // Two members side by side share a comma: the second goes in the next round.
    if (!span || span.start < end) continue;
    edits.push({ ...span, by: new TextEncoder().encode(change.to === null ? '' : JSON.stringify(change.to)) });
    ({ end } = span);
    applied.push(change);
  }
  return { pieces: splicedBytes(bytes, edits), applied };
};

type Span = { start: number; end: number };
type Token = Span & { value: unknown };

/** The text or number that begins at an offset. A number written in another way than JavaScript writes it is none: digits may be lost. */
function tokenAt(bytes: Uint8Array, start: number): Token | undefined {
  const end = bytes[start] === QUOTE ? textEnd(bytes, start + 1) : numberEnd(bytes, start);
  const source = new TextDecoder().decode(bytes.subarray(start, end));
  try {
    const value = JSON.parse(source) as unknown;
    return typeof value === 'string' || String(value) === source ? { start, end, value } : undefined;
  } catch {
    return undefined;
  }
}

/** The member whose value a token is, with the comma that sets it off; undefined for an item of a list. */
function memberAround(bytes: Uint8Array, token: Span): Span | undefined {
  const beside = (from: number, step: 1 | -1): number => {
    let at = from;
    while (isBlank(bytes[at] as number)) at += step;
    return at;
  };
  const colon = beside(token.start - 1, -1);
  const closing = beside(colon - 1, -1);
  if (bytes[colon] !== COLON || bytes[closing] !== QUOTE) return undefined;
  const start = textStart(bytes, closing - 1);
  const after = beside(token.end, 1);
  if (bytes[after] === COMMA) return { start, end: beside(after + 1, 1) };
  const comma = beside(start - 1, -1);
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

function numberEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < from + LONGEST_NUMBER && /[-+.0-9eE]/.test(String.fromCharCode(bytes[at] ?? 0))) at++;
  return at;
}
