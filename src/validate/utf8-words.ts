/** UTF-16 units that are encoded at once. */
export const PIECE = 1024;

/** A unit makes three bytes at most; up to a block stays from the piece before, and up to a block of zeros comes after. */
const bytes = new Uint8Array(3 * PIECE + 32);

/** The bytes that were encoded, four in a word. */
export const words = new Int32Array(bytes.buffer);

/**
 * Writes UTF-16 units [from, to) of a text as UTF-8 after the `size` bytes that are there; gives the new size. A surrogate without its
 * other half is written like any other unit, so that no two texts make the same bytes.
 */
export function encode(text: string, from: number, to: number, size: number): number {
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes[size++] = unit;
    else if (unit < 0x800) {
      bytes[size++] = 0xc0 | (unit >> 6);
      bytes[size++] = 0x80 | (unit & 63);
    } else if (isSurrogate(unit)) return encodeRest(text, at, to, size);
    else {
      bytes[size++] = 0xe0 | (unit >> 12);
      bytes[size++] = 0x80 | ((unit >> 6) & 63);
      bytes[size++] = 0x80 | (unit & 63);
    }
  }
  return size;
}

/** The same by code points: apart, because engines make faster code of a loop without it. */
function encodeRest(text: string, from: number, to: number, size: number): number {
  for (let at = from; at < to; at++) {
    const code = text.codePointAt(at) as number;
    if (code > 0xffff) at++;
    size = encodeCode(code, size);
  }
  return size;
}

function encodeCode(code: number, size: number): number {
  const more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  bytes[size++] = more === 0 ? code : ((0xf00 >> (more + 1)) & 0xff) | (code >> (6 * more));
  for (let bits = 6 * (more - 1); bits >= 0; bits -= 6) bytes[size++] = 0x80 | ((code >> bits) & 63);
  return size;
}

const isSurrogate = (unit: number): boolean => (unit & 0xf800) === 0xd800;
const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800;

/** Where the piece that begins at `from` ends: not between the halves of a pair. */
export function endOfPiece(text: string, from: number): number {
  const to = from + PIECE;
  if (to >= text.length) return text.length;
  return isHigh(text.charCodeAt(to - 1)) ? to - 1 : to;
}

/** Moves the bytes after the whole blocks of 16 to the beginning; gives how many they are. */
export function keepRest(size: number): number {
  bytes.copyWithin(0, size & ~15, size);
  return size & 15;
}

/** Fills the block that the bytes end in with zeros. */
export function pad(size: number): void {
  const at = size >> 2;
  words[at] = (words[at] as number) & ((1 << ((size & 3) * 8)) - 1);
  words[at + 1] = 0;
  words[at + 2] = 0;
  words[at + 3] = 0;
}
