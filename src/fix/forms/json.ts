/** Replaces values in JSON: only the bytes of these values change. */
import { type Edit, splicedBytes } from '../splice.ts';
import type { Change, Patch } from '../types.ts';

export const patchJson: Patch = (bytes, changes) => {
  const applied: Change[] = [];
  const edits: Edit<Uint8Array>[] = [];
  for (const change of changes) {
    const token = tokenAt(bytes, change.position.offset);
    if (token?.value !== change.from) continue;
    edits.push({ ...token, by: new TextEncoder().encode(JSON.stringify(change.to)) });
    applied.push(change);
  }
  return { pieces: splicedBytes(bytes, edits), applied };
};

type Token = { start: number; end: number; value: unknown };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

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
