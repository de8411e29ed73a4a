/**
 * 128-bit fingerprints of JSON values, and a set of them that costs 16 bytes an entry where a Set of strings costs a hundred.
 * MurmurHash3 x86 128 (Austin Appleby, public domain) over UTF-16 units: fast and without a crypto API, so that it runs in a browser
 * synchronously.
 */

/** JSON text of a value that is the same for equal values: keys sorted, no white space. */
export function canonical(value: unknown): string {
  // A number too great for a double is Infinity once parsed, which JSON would write as null.
  if (typeof value === 'number') return Object.is(value, -0) ? '0' : String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const object = value as Record<string, unknown>;
  return `{${Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(object[key])}`)
    .join()}}`;
}

const C = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93] as const;
const ADD = [0x561ccd1b, 0x0bcaa747, 0x96cd1c35, 0x32ac3b17] as const;
const ROTATE_BLOCK = [15, 16, 17, 18] as const;
const ROTATE_STATE = [19, 17, 15, 13] as const;

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

function finalise(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Adds each state word to the first and the first to each, as the algorithm does before and after the final mix. */
function spread(h: Uint32Array): void {
  for (const i of [1, 2, 3]) h[0] = (h[0] ?? 0) + (h[i] ?? 0);
  for (const i of [1, 2, 3]) h[i] = (h[i] ?? 0) + (h[0] ?? 0);
}

/** Drawn anew in each run: nobody can prepare texts that crowd one slot of the map. Fingerprints are compared within a run only. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/** 128 bits of a text as four unsigned 32-bit words. */
export function hash128(text: string): Uint32Array {
  const h = new Uint32Array(4).fill(SEED);
  for (let at = 0, word = 0; at < text.length; at += 2, word = (word + 1) & 3) {
    const units = text.charCodeAt(at) | ((at + 1 < text.length ? text.charCodeAt(at + 1) : 0) << 16);
    const next = (word + 1) & 3;
    const k = Math.imul(rotate(Math.imul(units, C[word as 0]), ROTATE_BLOCK[word as 0]), C[next as 0]);
    h[word] = Math.imul((rotate((h[word] ?? 0) ^ k, ROTATE_STATE[word as 0]) + (h[next] ?? 0)) | 0, 5) + ADD[word as 0];
  }
  for (const i of [0, 1, 2, 3]) h[i] = (h[i] ?? 0) ^ text.length;
  spread(h);
  for (const i of [0, 1, 2, 3]) h[i] = finalise(h[i] ?? 0);
  spread(h);
  return h;
}

/** Remembers fingerprints with the number under which each was first seen. Open addressing, doubled at half full. */
export class FingerprintMap {
  #size = 0;
  #slots = new Uint32Array(1024 * 5);

  /** The number under which the same fingerprint was added before, or undefined (then it is added under `number`). */
  add(hash: Uint32Array, number: number): number | undefined {
    if (this.#size * 2 >= this.#slots.length / 5) this.#grow();
    const slot = this.#find(hash);
    const seen = this.#slots[slot + 4] ?? 0;
    if (seen !== 0) return seen - 1;
    this.#slots.set(hash, slot);
    this.#slots[slot + 4] = number + 1;
    this.#size++;
    return undefined;
  }

  #find(hash: Uint32Array): number {
    const slots = this.#slots;
    const capacity = slots.length / 5;
    let slot = ((hash[0] ?? 0) % capacity) * 5;
    while (slots[slot + 4] !== 0 && !same(slots, slot, hash)) slot = (slot + 5) % slots.length;
    return slot;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let slot = 0; slot < old.length; slot += 5) {
      if (old[slot + 4] !== 0) this.#slots.set(old.subarray(slot, slot + 5), this.#find(old.subarray(slot, slot + 4)));
    }
  }
}

const same = (slots: Uint32Array, slot: number, hash: Uint32Array): boolean =>
  slots[slot] === hash[0] && slots[slot + 1] === hash[1] && slots[slot + 2] === hash[2] && slots[slot + 3] === hash[3];
