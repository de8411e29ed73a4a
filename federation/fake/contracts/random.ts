/**
 * A seeded source of chance: the same seed gives the same numbers on every machine.
 *
 * The generator is xoshiro128** (Blackman and Vigna): its period is 2^128 - 1, so that even a file of many gigabytes never comes
 * back to where it began, as short generators do. Its four words of state are filled from the seed by splitmix32, because
 * neighbouring seeds must not give neighbouring files.
 */
export class Random {
  readonly #state: Uint32Array;

  constructor(seed: number | readonly [number, number, number, number]) {
    this.#state = Uint32Array.from(typeof seed === 'number' ? splitmix32(seed, 4) : seed);
  }

  /** 32 bits, as a number from 0 to 2^32 - 1. */
  bits(): number {
    const s = this.#state;
    const [a, b, c, d] = [s[0] ?? 0, s[1] ?? 0, s[2] ?? 0, s[3] ?? 0];
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    s[0] = a ^ d ^ b;
    s[1] = b ^ c ^ a;
    s[2] = c ^ a ^ (b << 9);
    s[3] = rotate(d ^ b, 11);
    return result;
  }

  /** A fraction from 0 (included) to 1 (excluded). */
  fraction(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** A whole number, both bounds included. */
  whole(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T;
  }

  /** `count` different items of a list, in the order in which they were drawn. */
  sample<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.whole(0, left.length - 1), 1)[0] as T);
  }

  digits(count: number): string {
    return String(this.whole(0, 10 ** count - 1)).padStart(count, '0');
  }
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

function splitmix32(seed: number, words: number): number[] {
  let state = seed;
  return Array.from({ length: words }, () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) >>> 0;
  });
}
