/** Hashes the content of a record, so that two records with the same members in another order are the same. */
import { createHash, type Hash } from 'node:crypto';
import { digest, hexDigest } from './hash.node.ts';

/** Marks before values. A text is the number of its units, then these; an object is the hash of its sorted names, then its values in that order. */
const [TEXT, NUMBER, LIST, OBJECT, END] = [0x22, 0x30, 0x5b, 0x7b, 0x7d];
/** Before a unit that is not ASCII, which takes two bytes. */
const WIDE = 0x80;

/** What is to be hashed next: a constant, which engines know the place of. */
const space = new Uint8Array(1 << 16);
let size = 0;
/** What was hashed of a value that takes more than the space. */
let begun: Hash | undefined;

/** Units of a text that are put at once. */
const PIECE = 8192;

/**
 * 32 hexadecimal digits of the SHA-256 of a JSON value: equal for values that differ by the order of members alone, in all processes. Values are at most as deep as the
 * reader lets them be.
 */
export function samenessOf(value: unknown): string {
  size = 0;
  begun = undefined as Hash | undefined;
  put(value);
  const rest = space.subarray(0, size);
  return begun ? begun.update(rest).digest('hex').slice(0, 32) : hexDigest(rest);
}

function put(value: unknown): void {
  if (typeof value === 'string') putText(TEXT, value);
  else if (Array.isArray(value)) {
    putByte(LIST);
    for (const item of value as unknown[]) put(item);
    putByte(END);
  } else if (typeof value === 'object' && value !== null) {
    const { sorted, hash } = orderOf(Object.keys(value));
    putByte(OBJECT);
    makeRoom(hash.length);
    space.set(hash, size);
    size += hash.length;
    for (const name of sorted) put((value as Record<string, unknown>)[name]);
  } else putText(NUMBER, String(value));
}

/** Names of members, as they come and sorted. `hash`: of the sorted ones. */
type Order = { names: readonly string[]; sorted: readonly string[]; hash: Uint8Array };

/** By how many names there are, the first and the last of them: the records of a file have few orders, and to sort and hash each again would cost most of all. */
const orders = new Map<string, Order>();
const MOST_ORDERS = 1_000;
/** Units of the names of an order that is remembered. */
const LONGEST = 4_096;

function orderOf(names: readonly string[]): Order {
  const id = `${names.length} ${names[0]} ${names.at(-1)}`;
  const known = orders.get(id);
  if (known && known.names.every((name, at) => name === names[at])) return known;
  const sorted = names.toSorted();
  const text = JSON.stringify(sorted);
  const order = { names, sorted, hash: digest(text) };
  if (orders.size === MOST_ORDERS) orders.clear();
  if (text.length <= LONGEST) orders.set(id, order);
  return order;
}

function putByte(byte: number): void {
  makeRoom(1);
  space[size++] = byte;
}

function putText(mark: number, text: string): void {
  makeRoom(5);
  space[size++] = mark;
  for (let shift = 0; shift < 32; shift += 8) space[size++] = text.length >> shift;
  for (let from = 0; from < text.length; from += PIECE) putUnits(text, from, Math.min(from + PIECE, text.length));
}

/** Its units, not its UTF-8, which has none for half of a pair of surrogates. */
function putUnits(text: string, from: number, end: number): void {
  makeRoom(3 * (end - from));
  let to = size;
  for (let at = from; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit < WIDE) space[to++] = unit;
    else {
      space[to++] = WIDE;
      space[to++] = unit >> 8;
      space[to++] = unit;
    }
  }
  size = to;
}

function makeRoom(bytes: number): void {
  if (size + bytes <= space.length) return;
  begun ??= createHash('sha256');
  begun.update(space.subarray(0, size));
  size = 0;
}
