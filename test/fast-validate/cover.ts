import { NIGHT } from '../support/tier.ts';
import type { Minimal } from '../../packages/fast-validate/src/pattern/automaton.ts';

/** States up to which each byte is tried at each state, with each way on that tells two states apart. */
export const FEW = 40;

/**
 * Texts that take every step of an automaton: the shortest way to each state, then a byte, then ways on that tell the states apart. For
 * a small one this finds every fault that adds no state (Chow's W-method); a large one has the ends of each class of bytes alone.
 */
export function coverOf(automaton: Minimal, most = NIGHT ? FEW : 12): string[] {
  const { rows, classOf, start } = automaton;
  const few = rows.length <= most;
  const bytes = [...classOf.keys()].filter((byte) => few || classOf[byte - 1] !== classOf[byte]);
  const ends = few ? tellingApart(automaton) : [[]];
  const onward = rows.map((_, state) => shortestAccepted(automaton, state));
  const texts = new Set<string>();
  for (const [state, way] of waysFrom(automaton, start))
    for (const byte of bytes)
      for (const end of [...ends, onward[state] ?? [], onward[rows[state]?.[classOf[byte] ?? 0] ?? 0] ?? []])
        addText(texts, [...way, byte, ...end]);
  return [...texts];
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What is not UTF-8 is not asked for. */
function addText(texts: Set<string>, bytes: number[]): void {
  try {
    texts.add(strict.decode(Uint8Array.from(bytes)));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

/** The shortest bytes from a state to each that can be reached. */
function waysFrom({ rows, classOf }: Minimal, start: number): Map<number, number[]> {
  const ways = new Map<number, number[]>([[start, []]]);
  for (const [state, way] of ways)
    rows[state]?.forEach((target, c) => {
      if (!ways.has(target)) ways.set(target, [...way, classOf.indexOf(c)]);
    });
  return ways;
}

function shortestAccepted(automaton: Minimal, state: number): number[] {
  const [found] = [...waysFrom(automaton, state)].filter(([end]) => automaton.accepting[end]);
  return found?.[1] ?? [];
}

/** Bytes such that of any two states one accepts some of them where the other does not. */
function tellingApart({ rows, accepting, classOf }: Minimal): number[][] {
  const words: number[][] = [[]];
  const known = rows.map((_, a) => rows.map((_, b) => (accepting[a] === accepting[b] ? undefined : words[0])));
  for (let changed = true; changed;) {
    changed = false;
    for (const a of rows.keys())
      for (const b of rows.keys()) {
        if (known[a]?.[b]) continue;
        const c = rows[a]?.findIndex((target, by) => known[target]?.[rows[b]?.[by] ?? 0]) ?? -1;
        if (c < 0) continue;
        const word = [classOf.indexOf(c), ...(known[rows[a]?.[c] ?? 0]?.[rows[b]?.[c] ?? 0] ?? [])];
        (known[a] ?? [])[b] = word;
        words.push(word);
        changed = true;
      }
  }
  return [...new Map(words.map((word) => [word.join(), word])).values()];
}
