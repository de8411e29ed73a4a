import type { DoubtedMember } from '../../read/record.ts';

/** Longer values hardly ever come twice. */
const LONGEST = 128;
/** A power of two. */
const SLOTS = 1024;

type Named = Pick<DoubtedMember, 'name' | 'value'>;
type Slot = { bytes: Uint8Array; rank: number; member: DoubtedMember };

/**
 * Values of members that came before, by their bytes: files repeat their faults, and a value need be parsed and judged but once. It is kept the
 * second time that it comes, in the place of what stood on its slot, so that memory is bounded and values that never come again leave no trace.
 */
export class Values {
  readonly #slots: (Slot | undefined)[] = new Array<Slot | undefined>(SLOTS).fill(undefined);
  /** The hash of what came last, by slot. */
  readonly #last = new Int32Array(SLOTS);
  #hash = 0;

  /** The value of the member of that rank in `bytes[from..to[`, if it is one that is kept. */
  find(bytes: Uint8Array, from: number, to: number, rank: number): DoubtedMember | undefined {
    if (to - from > LONGEST) return undefined;
    this.#hash = hashOf(bytes, from, to, rank);
    const known = this.#slots[slotOf(this.#hash)];
    return known?.rank === rank && isSame(known.bytes, bytes, from, to) ? known.member : undefined;
  }

  /** Takes note of a value that was not found just before, and gives its member. */
  add(bytes: Uint8Array, from: number, to: number, rank: number, { name, value }: Named): DoubtedMember {
    const slot = slotOf(this.#hash);
    const kept = to - from <= LONGEST && this.#last[slot] === this.#hash;
    const member = { name, value, kept };
    if (kept) this.#slots[slot] = { bytes: bytes.slice(from, to), rank, member };
    else if (to - from <= LONGEST) this.#last[slot] = this.#hash;
    return member;
  }
}

const slotOf = (hash: number): number => (hash ^ (hash >>> 16)) & (SLOTS - 1);

/** FNV-1a (Fowler, Noll, Vo). */
function hashOf(bytes: Uint8Array, from: number, to: number, rank: number): number {
  let hash = 0x811c9dc5 ^ rank;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193);
  return hash;
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let index = 0; index < known.length; index++) if (known[index] !== bytes[from + index]) return false;
  return true;
}
