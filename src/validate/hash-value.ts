import { constants } from './hash.ts';

const [P0, P1, P2, P3] = constants('as-is');
const [Q0, Q1, Q2, Q3] = constants('by-20');
const [R0, R1, R2, R3] = constants('by-24');
const [S0, S1, S2, S3] = constants('by-17');
const [STIR0, STIR1, STIR2, STIR3] = constants('stir');
const [MIX0, MIX1, MIX2, MIX3] = constants('mix');
const [LENGTH0, LENGTH1, LENGTH2, LENGTH3] = constants('length');

/** The state after the last call. Signed words: engines would box unsigned ones. */
const out = new Int32Array(4);

/**
 * Hashes the UTF-8 bytes of a text into a state: blocks of 16 bytes, the last one padded with zeros, then the number of bytes.
 *
 * Each word of a block is added to all four words of the state, times a different random number. The high bits of a factor reach only the
 * high bits of a product, so they are folded down first, by a different shift for each word of the state. Two different blocks collide with
 * a probability of 2^-64 at most, and of 2^-100 or less for nearly all (test/validate/hash-text.test.ts). The state is mixed between
 * blocks, so that their order counts. Unrolled by hand: engines do not inline that much.
 */
function hashText(text: string, a: number, b: number, c: number, d: number): void {
  const { length } = text;
  let to = length > PIECE ? endOfPiece(text, 0) : length;
  let size = encode(text, 0, to, 0);
  let before = 0;
  pad(size);
  for (let at = 0; ; at += 4) {
    if (to < length && at === lastBlock(size)) {
      const from = to;
      to = endOfPiece(text, from);
      before += at * 4;
      size = encode(text, from, to, keepRest(size));
      pad(size);
      at = 0;
    }
    const x = words[at] as number;
    const y = words[at + 1] as number;
    const z = words[at + 2] as number;
    const w = words[at + 3] as number;
    a =
      (a + Math.imul(x, P0) + Math.imul(y ^ (y >>> 20), Q1) + Math.imul(z ^ (z >>> 24), R2) + Math.imul(w ^ (w >>> 17), S3)) | 0;
    b =
      (b + Math.imul(y, P1) + Math.imul(z ^ (z >>> 20), Q2) + Math.imul(w ^ (w >>> 24), R3) + Math.imul(x ^ (x >>> 17), S0)) | 0;
    c =
      (c + Math.imul(z, P2) + Math.imul(w ^ (w >>> 20), Q3) + Math.imul(x ^ (x >>> 24), R0) + Math.imul(y ^ (y >>> 17), S1)) | 0;
    d =
      (d + Math.imul(w, P3) + Math.imul(x ^ (x >>> 20), Q0) + Math.imul(y ^ (y >>> 24), R1) + Math.imul(z ^ (z >>> 17), S2)) | 0;
    if (at === lastBlock(size)) break;
    a = stir(a, STIR0);
    b = stir(b, STIR1);
    c = stir(c, STIR2);
    d = stir(d, STIR3);
  }
  const all = before + size;
  a += Math.imul(all, LENGTH0);
  b += Math.imul(all, LENGTH1);
  c += Math.imul(all, LENGTH2);
  d += Math.imul(all, LENGTH3);
  finish(a | 0, b | 0, c | 0, d | 0);
}

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/** Hashes a double into a state: a block of its eight bytes and eight zeros. */
function hashDouble(value: number, a: number, b: number, c: number, d: number): void {
  double[0] = value;
  const x = halves[0] as number;
  const y = halves[1] as number;
  a += Math.imul(x, P0) + Math.imul(y ^ (y >>> 20), Q1);
  b += Math.imul(y, P1) + Math.imul(x ^ (x >>> 17), S0);
  c += Math.imul(x ^ (x >>> 24), R0) + Math.imul(y ^ (y >>> 17), S1);
  d += Math.imul(x ^ (x >>> 20), Q0) + Math.imul(y ^ (y >>> 24), R1);
  finish(a | 0, b | 0, c | 0, d | 0);
}

/** The index of the first word of the block that is not full. */
const lastBlock = (size: number): number => (size >> 4) << 2;

function stir(word: number, by: number): number {
  const k = Math.imul(word, by);
  return k ^ (k >>> 15);
}

/** Mixes a state into `out`, so that each bit depends on the whole state. A bijection: different states stay different. */
function finish(a: number, b: number, c: number, d: number): void {
  a = Math.imul(a ^ (a >>> 16), MIX0);
  b = Math.imul(b ^ (b >>> 16), MIX1);
  c = Math.imul(c ^ (c >>> 16), MIX2);
  d = Math.imul(d ^ (d >>> 16), MIX3);
  a ^= a >>> 15;
  b ^= b >>> 15;
  c ^= c >>> 15;
  d ^= d >>> 15;
  const all = (a + b + c + d) | 0;
  a = Math.imul(a + all, 0x85ebca6b);
  b = Math.imul(b + all, 0xc2b2ae35);
  c = Math.imul(c + all, 0x27d4eb2f);
  d = Math.imul(d + all, 0x165667b1);
  out[0] = a ^ (a >>> 16);
  out[1] = b ^ (b >>> 16);
  out[2] = c ^ (c >>> 16);
  out[3] = d ^ (d >>> 16);
}

/** UTF-16 units encoded at a time. */
const PIECE = 1024;

/** Three bytes for each unit at most, up to one block left from the piece before, and up to one block of padding. */
const bytes = new Uint8Array(3 * PIECE + 32);

/** The same bytes in words of four. */
const words = new Int32Array(bytes.buffer);

/**
 * Encodes the UTF-16 units [from, to) of a text as UTF-8 after the first `size` bytes, and returns the new size. A lone surrogate is encoded
 * like any other unit, so that different texts always give different bytes.
 */
function encode(text: string, from: number, to: number, size: number): number {
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

/** The same by code points, for texts with surrogates. Separate, since engines compile the loop without it to faster code. */
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

/** The end of the piece that begins at `from`, never within a surrogate pair. */
function endOfPiece(text: string, from: number): number {
  const to = from + PIECE;
  if (to >= text.length) return text.length;
  return isHigh(text.charCodeAt(to - 1)) ? to - 1 : to;
}

/** Moves the bytes after the last whole block to the beginning, and returns their number. */
function keepRest(size: number): number {
  bytes.copyWithin(0, size & ~15, size);
  return size & 15;
}

/** Pads the last block with zeros. */
function pad(size: number): void {
  const at = size >> 2;
  words[at] = (words[at] as number) & ((1 << ((size & 3) * 8)) - 1);
  words[at + 1] = 0;
  words[at + 2] = 0;
  words[at + 3] = 0;
}

/**
 * The 128-bit fingerprint of a JSON value, computed without serialising it, since every record of a file gets one. WebAssembly computes the
 * same fingerprint from the bytes of a record (`packages/fast-validate/src/assembly/fingerprint.ts`): hence words of 32 bits, four of which
 * fit in one of its vectors. All constants are drawn at random in each run, so that nobody can prepare values that collide. This is not
 * cryptographic: an attacker who observes a run could.
 *
 * A value is hashed into a state of four words, which depends on where the value is: under a key, or after the items before it.
 */
const [A, B, C, D] = constants('start');
const [[KEY], [TEXT], [NUMBER]] = [constants('key'), constants('text'), constants('number')];
const [[LIST], [END], [OBJECT]] = [constants('list'), constants('end'), constants('object')];
const [TRUE0, TRUE1, TRUE2, TRUE3] = constants('true');
const [FALSE0, FALSE1, FALSE2, FALSE3] = constants('false');
const [NULL0, NULL1, NULL2, NULL3] = constants('null');

const fingerprint = new Uint32Array(out.buffer);

/**
 * 128 bits that are equal for equal JSON values, whatever the order of their keys, and different for different ones, with a probability of
 * collision of about 2^-100. The next call overwrites the array: copy what you keep. Throws a TypeError for a value that is not JSON.
 */
export function hashValue(value: unknown): Uint32Array {
  hash(value, A, B, C, D);
  return fingerprint;
}

function hash(value: unknown, a: number, b: number, c: number, d: number): void {
  if (typeof value === 'string') hashText(value, a ^ TEXT, b, c, d);
  else if (typeof value === 'number') hashDouble(value + 0, a ^ NUMBER, b, c, d); // -0 + 0 is 0
  else if (value === true) finish(a ^ TRUE0, b ^ TRUE1, c ^ TRUE2, d ^ TRUE3);
  else if (value === false) finish(a ^ FALSE0, b ^ FALSE1, c ^ FALSE2, d ^ FALSE3);
  else if (value === null) finish(a ^ NULL0, b ^ NULL1, c ^ NULL2, d ^ NULL3);
  else if (Array.isArray(value)) hashList(value, a ^ LIST, b, c, d);
  else if (typeof value === 'object') hashObject(value as Record<string, unknown>, a ^ OBJECT, b, c, d);
  else throw new TypeError(`no JSON value: ${typeof value}`);
}

/** Hashes each item into the state left by the items before it. */
function hashList(list: readonly unknown[], a: number, b: number, c: number, d: number): void {
  for (let i = 0; i < list.length; i++) {
    hash(list[i], a, b, c, d);
    a = out[0] as number;
    b = out[1] as number;
    c = out[2] as number;
    d = out[3] as number;
  }
  finish(a ^ END, b, c, d);
}

/** Adds up the hashes of the members, so that their order does not count. Each is mixed first, or small differences could cancel out. */
function hashObject(object: Record<string, unknown>, a: number, b: number, c: number, d: number): void {
  // for…in is the fastest way over plain objects; it relies on nobody having added to Object.prototype.
  for (const name in object) {
    const key = keyOf(name);
    hash(object[name], key.a, key.b, key.c, key.d);
    a = (a + (out[0] as number)) | 0;
    b = (b + (out[1] as number)) | 0;
    c = (c + (out[2] as number)) | 0;
    d = (d + (out[3] as number)) | 0;
  }
  finish(a, b, c, d);
}

type Key = { a: number; b: number; c: number; d: number };

/** Hashes of keys seen before. Files of the standard have about a hundred keys; the bound is for a file of random ones. */
const keys = new Map<string, Key>();
const MOST_KEYS = 2000;

function keyOf(name: string): Key {
  const known = keys.get(name);
  if (known) return known;
  hashText(name, A ^ KEY, B, C, D);
  const key = { a: out[0] as number, b: out[1] as number, c: out[2] as number, d: out[3] as number };
  if (keys.size < MOST_KEYS) keys.set(name, key);
  return key;
}
