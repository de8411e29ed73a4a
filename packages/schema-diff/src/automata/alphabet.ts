import type { Budget } from './unknown.ts';

/** Characters, as disjoint rising ranges of numbers; both ends belong. */
export type Ranges = readonly { readonly min: number; readonly max: number }[];

/**
 * All characters from 0 to `top`, cut into segments: segment i runs from `starts[i]` to just before the next start.
 * Segments of one class (0 to `size` - 1) are never distinguished by the automaton.
 */
export type Alphabet = { top: number; starts: readonly number[]; classOf: readonly number[]; size: number };

/** The element at an index that is known to exist. */
export const at = (list: ArrayLike<number>, index: number): number => list[index] as number;

/** The alphabet with one class for each group of characters that the sets do not distinguish; `classes[i]` are those of set i. */
export function alphabetOf(sets: readonly Ranges[], top: number, budget: Budget): { alphabet: Alphabet; classes: number[][] } {
  const cuts = new Set([0]);
  for (const { min, max } of sets.flat()) {
    cuts.add(min);
    if (max < top) cuts.add(max + 1);
  }
  const starts = [...cuts].sort((a, b) => a - b);
  const signatures: string[] = starts.map(() => '');
  sets.forEach((ranges, set) => {
    for (const segment of segmentsOf(ranges, starts)) {
      budget.spend(1);
      signatures[segment] = `${signatures[segment] ?? ''}${set},`;
    }
  });
  const alphabet = classed(top, starts, signatures);
  const classes = sets.map((ranges) => [...new Set(segmentsOf(ranges, starts).map((segment) => at(alphabet.classOf, segment)))]);
  return { alphabet, classes };
}

/** The alphabet whose segments have one class for each different name. */
export function classed(top: number, starts: readonly number[], names: readonly (string | number)[]): Alphabet {
  const ids = new Map<string | number, number>();
  const classOf = names.map((name) => {
    const id = ids.get(name) ?? ids.size;
    ids.set(name, id);
    return id;
  });
  return { top, starts, classOf, size: ids.size };
}

/** The coarsest alphabet that is as fine as both; `left[c]` and `right[c]` are the classes of class c in each. */
export function common(a: Alphabet, b: Alphabet): { alphabet: Alphabet; left: number[]; right: number[] } {
  const starts = [...new Set([...a.starts, ...b.starts])].sort((x, y) => x - y);
  const pairs = starts.map((start) => [classAt(a, start), classAt(b, start)] as const);
  const names = pairs.map(([p, q]) => p * b.size + q);
  const alphabet = classed(a.top, starts, names);
  const left: number[] = [];
  const right: number[] = [];
  pairs.forEach(([p, q], segment) => {
    left[at(alphabet.classOf, segment)] = p;
    right[at(alphabet.classOf, segment)] = q;
  });
  return { alphabet, left, right };
}

/** The class of a character. */
export const classAt = (alphabet: Alphabet, character: number): number =>
  at(alphabet.classOf, segmentAt(alphabet.starts, character));

/** The last character of a segment. */
export const endOf = ({ starts, top }: Alphabet, segment: number): number =>
  segment + 1 < starts.length ? at(starts, segment + 1) - 1 : top;

/** Finds the segment of a character by binary search. */
function segmentAt(starts: readonly number[], character: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (at(starts, middle) <= character) low = middle;
    else high = middle - 1;
  }
  return low;
}

function segmentsOf(ranges: Ranges, starts: readonly number[]): number[] {
  return ranges.flatMap(({ min, max }) => {
    const found: number[] = [];
    for (let segment = segmentAt(starts, min); segment < starts.length && at(starts, segment) <= max; segment++)
      found.push(segment);
    return found;
  });
}
