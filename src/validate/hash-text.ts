import { constants } from './hash-constants.ts';
import { encode, endOfPiece, keepRest, pad, PIECE, words } from './utf8-words.ts';

const [P0, P1, P2, P3] = constants('as-is');
const [Q0, Q1, Q2, Q3] = constants('by-20');
const [R0, R1, R2, R3] = constants('by-24');
const [S0, S1, S2, S3] = constants('by-17');
const [STIR0, STIR1, STIR2, STIR3] = constants('stir');
const [MIX0, MIX1, MIX2, MIX3] = constants('mix');
const [LENGTH0, LENGTH1, LENGTH2, LENGTH3] = constants('length');

/** The state after what was hashed last. Signed: engines pass such words on as they are, and box unsigned ones. */
export const out = new Int32Array(4);

/**
 * Hashes the UTF-8 bytes of a text onto a state: blocks of 16, the last one filled with zeros, and how many bytes they are.
 *
 * Each word of a block goes into all four of the state, times a random number of its own. The last bits of a word would reach little of a
 * product, so they are folded down, by other distances in other words of the state: whatever two blocks differ in, their sums differ but
 * by a chance of 2^-64 at most, and of 2^-100 or less for nearly all (test/validate/hash-text.test.ts). Between two blocks the state is
 * stirred, so that the same ones in another order make another sum. Written out by hand: engines do not inline that much.
 */
export function hashText(text: string, a: number, b: number, c: number, d: number): void {
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

/** Hashes a double onto a state: a block of its bits and eight zeros. */
export function hashDouble(value: number, a: number, b: number, c: number, d: number): void {
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

/** Leaves the mix of a state in `out`, each bit of which depends on all of the state. A bijection, so that what differed still does. */
export function finish(a: number, b: number, c: number, d: number): void {
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
