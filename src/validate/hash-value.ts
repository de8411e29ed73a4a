import { constants } from './hash-constants.ts';
import { finish, hashDouble, hashText, out } from './hash-text.ts';

/**
 * The 128-bit fingerprint of a JSON value, without a text of it in between: it is taken of every record of a file, and most of the time
 * goes into reading the characters. The same one is made in WebAssembly out of the bytes of a record (`recogniser/assembly/fingerprint.ts`),
 * so all is done in words of 32 bits, four of which WebAssembly has in one. Every constant that an input meets is drawn anew in each run, so
 * that nobody can prepare values that collide. No cryptography: whoever can watch a run could.
 *
 * A value is hashed onto a state of four words, which says where the value stands: under a key, or after the items before it.
 */
const [A, B, C, D] = constants('start');
const [[KEY], [TEXT], [NUMBER]] = [constants('key'), constants('text'), constants('number')];
const [[LIST], [END], [OBJECT]] = [constants('list'), constants('end'), constants('object')];
const [TRUE0, TRUE1, TRUE2, TRUE3] = constants('true');
const [FALSE0, FALSE1, FALSE2, FALSE3] = constants('false');
const [NULL0, NULL1, NULL2, NULL3] = constants('null');

const fingerprint = new Uint32Array(out.buffer);

/**
 * 128 bits that are equal for equal JSON values, whatever the order of their keys, and differ for different ones but by a chance of about
 * 2^-100. The array is used again by the next call: copy what is to be kept. Throws a TypeError for what no JSON text stands for.
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
