import { hex, word } from './literals.ts';
import type { ByteSet } from './shape.ts';

/** An expression that is true when the bytes from `at + first` are each in their set; a word of eight at a time. */
export function eachIn(sets: readonly ByteSet[], first: number): string {
  const tests: string[] = [];
  for (let done = 0; done < sets.length; done += 8) tests.push(...wordTests(sets.slice(done, done + 8), first + done));
  return tests.length > 0 ? tests.join(' &&\n    ') : 'true';
}

/** The tests of up to eight bytes: all at once those whose set reaches from one ASCII character to another, each other one on its own. */
function wordTests(sets: readonly ByteSet[], first: number): string[] {
  const together = sets.map((set) => sets.every(isSingle) || last(set) < 0x80);
  const tests = together.includes(true) ? [wordTest(sets, together, first)] : [];
  sets.forEach((set, i) => {
    if (!together[i]) tests.push(...rangeTest(set, first + i));
    if (hasHoles(set)) tests.push(...holeTests(set, first + i));
  });
  return tests;
}

function wordTest(sets: readonly ByteSet[], together: readonly boolean[], first: number): string {
  const mask = word(sets.map((_, i) => (together[i] ? 0xff : 0)));
  const load = `load<u64>(at, ${first})`;
  const bytes = mask === 0xffffffffffffffffn ? load : `(${load} & ${hex(mask, 16)})`;
  const low = word(sets.map((set, i) => (together[i] ? (set[0] ?? 0) : 0)));
  if (sets.every(isSingle)) return `${bytes} == ${hex(low, 16)}`;
  // Bytes that are masked away are zero, and pass.
  const room = word(sets.map((set, i) => (together[i] ? 0x7f - last(set) : 0x7f)));
  return `eachBetween(${bytes}, ${hex(low, 16)}, ${hex(room, 16)})`;
}

function rangeTest(set: ByteSet, rank: number): string[] {
  const low = set[0] ?? 0;
  const high = last(set);
  if (low === high) return [`load<u8>(at, ${rank}) == ${hex(low, 2)}`];
  return [
    ...(low > 0 ? [`load<u8>(at, ${rank}) >= ${hex(low, 2)}`] : []),
    ...(high < 0xff ? [`load<u8>(at, ${rank}) <= ${hex(high, 2)}`] : []),
  ];
}

/** Each stretch that a set leaves out between its least and its greatest byte. */
function holeTests(set: ByteSet, rank: number): string[] {
  return set.flatMap((byte, i) => {
    const next = set[i + 1] ?? byte + 1;
    if (next === byte + 1) return [];
    if (next === byte + 2) return [`load<u8>(at, ${rank}) != ${hex(byte + 1, 2)}`];
    return [`(load<u8>(at, ${rank}) <= ${hex(byte, 2)} || load<u8>(at, ${rank}) >= ${hex(next, 2)})`];
  });
}

const last = (set: ByteSet): number => set.at(-1) ?? 0;
const isSingle = (set: ByteSet): boolean => set.length === 1;
const hasHoles = (set: ByteSet): boolean => last(set) - (set[0] ?? 0) + 1 > set.length;
