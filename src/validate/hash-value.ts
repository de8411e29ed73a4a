/**
 * The 128-bit fingerprint of a JSON value, without a text of it in between: it is taken of every record of a file, and most of the time
 * goes into reading the characters. Every constant that an input meets is drawn anew in each run, so that nobody can prepare values that
 * collide. No cryptography: whoever can watch a run could.
 *
 * A value is hashed onto a state of four words, which says where the value stands: under a key, or after the items before it.
 */

const random = (): number => Math.floor(Math.random() * 2 ** 32) | 0;
/** Odd, so that no information is lost by multiplying. */
const multiplier = (): number => random() | 1;

const [M0, M1, M2, M3] = [multiplier(), multiplier(), multiplier(), multiplier()];
const [A, B, C, D] = [random(), random(), random(), random()];
/** Where a value of each type departs from the state: distinct for certain, because they differ in their last four bits. */
const tag = (number: number): number => (random() & ~15) | number;
const [KEY, TEXT, NUMBER, TRUE, FALSE] = [tag(1), tag(2), tag(3), tag(4), tag(5)];
const [NULL, LIST, END, OBJECT] = [tag(6), tag(7), tag(8), tag(9)];

/** The state after the value that was hashed last. Signed: engines pass such words on as they are, and box unsigned ones. */
const out = new Int32Array(4);
const fingerprint = new Uint32Array(out.buffer);

const double = new Float64Array(1);
const halves = new Int32Array(double.buffer);

/**
 * 128 bits that are equal for equal JSON values, whatever the order of their keys, and differ for different ones but by a chance of 2^-128.
 * The array is used again by the next call: copy what is to be kept. Throws a TypeError for what no JSON text stands for.
 */
export function hashValue(value: unknown): Uint32Array {
  hash(value, A, B, C, D);
  return fingerprint;
}

function hash(value: unknown, a: number, b: number, c: number, d: number): void {
  if (typeof value === 'string') hashText(value, a ^ TEXT, b, c, d);
  else if (typeof value === 'number') hashNumber(value, a ^ NUMBER, b, c, d);
  else if (typeof value === 'boolean') finish(a ^ (value ? TRUE : FALSE), b, c, d);
  else if (value === null) finish(a ^ NULL, b, c, d);
  else if (Array.isArray(value)) hashList(value, a ^ LIST, b, c, d);
  else if (typeof value === 'object') hashObject(value as Record<string, unknown>, a ^ OBJECT, b, c, d);
  else throw new TypeError(`no JSON value: ${typeof value}`);
}

/** By the bits of the double: Infinity, which a number too great becomes once parsed, is like no other. */
function hashNumber(value: number, a: number, b: number, c: number, d: number): void {
  double[0] = value + 0; // -0 + 0 is 0
  finish(a, b ^ (halves[0] as number), c ^ (halves[1] as number), d);
}

/** Each item on the state that the items before it left. */
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

/** The sum of its members, which knows no order. Each is well mixed before, or members that differ a little could make up for each other. */
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

/** Keys met before. Files of the standard have about a hundred; one that is made of random keys must not fill the memory with them. */
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

/** Two UTF-16 units a step, the four words of the state in turn. Each step is a bijection of its word, so that short texts never collide. */
function hashText(text: string, a: number, b: number, c: number, d: number): void {
  const { length } = text;
  let at = 0;
  b ^= length;
  for (; at + 8 <= length; at += 8) {
    a = (Math.imul(a ^ scatter(pair(text, at), M0), M1) + b) | 0;
    b = (Math.imul(b ^ scatter(pair(text, at + 2), M1), M2) + c) | 0;
    c = (Math.imul(c ^ scatter(pair(text, at + 4), M2), M3) + d) | 0;
    d = (Math.imul(d ^ scatter(pair(text, at + 6), M3), M0) + a) | 0;
  }
  if ((length & 4) !== 0) {
    a = (Math.imul(a ^ scatter(pair(text, at), M0), M1) + b) | 0;
    b = (Math.imul(b ^ scatter(pair(text, at + 2), M1), M2) + c) | 0;
    at += 4;
  }
  if ((length & 2) !== 0) {
    c = (Math.imul(c ^ scatter(pair(text, at), M2), M3) + d) | 0;
    at += 2;
  }
  if ((length & 1) !== 0) d = (Math.imul(d ^ scatter(text.charCodeAt(at), M3), M0) + a) | 0;
  finish(a, b, c, d);
}

const pair = (text: string, at: number): number => text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);

/** Without the shift, a change of the highest bit would stay one, and two such changes would cancel out whatever the multipliers. */
function scatter(word: number, by: number): number {
  const k = Math.imul(word, by);
  return k ^ (k >>> 15);
}

/** Leaves the mix of a state in `out`, each bit of which depends on all of the state. A bijection, so that what differed still does. */
function finish(a: number, b: number, c: number, d: number): void {
  a = Math.imul(a ^ (a >>> 16), M1);
  b = Math.imul(b ^ (b >>> 16), M2);
  c = Math.imul(c ^ (c >>> 16), M3);
  d = Math.imul(d ^ (d >>> 16), M0);
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
