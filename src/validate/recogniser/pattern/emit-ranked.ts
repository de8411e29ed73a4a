import { at } from '../../../../packages/schema-diff/src/automata.ts';
import { sixteens, table } from './literals.ts';
import type { Minimal } from './minimal.ts';

/** States of one rank whose shifts fit into a word, beside the one where all is lost. */
export const STATES_OF_A_RANK = 9;

/** A shift is a number of six bits. */
const BITS = 6;

/**
 * The source of a function for texts of one length. A state is the place, in bits, of six bits in a word: those of rank r and class c
 * hold the place for rank r + 1. So a step is a shift, and the words of all bytes can be fetched at once, before any state is known.
 */
export function rankedSource(
  name: string,
  automaton: Minimal,
  ranks: readonly (readonly number[])[],
): { tables: string; body: string } {
  const length = ranks.length - 1;
  const classes = automaton.rows[0]?.length ?? 0;
  const words = ranks
    .slice(0, -1)
    .map((rank, r) => Array.from({ length: classes }, (_, c) => stepWord(automaton, rank, ranks[r + 1] ?? [], c)));
  const step = (r: number): string =>
    `  state = load<u64>(${name}_RANKS + (<usize>load<u8>(${name}_CLASSES + load<u8>(at, ${r})) << 3)${r > 0 ? `, ${r * classes * 8}` : ''}) >> state;`;
  return {
    tables:
      table(`${name}_CLASSES`, 'u8', sixteens(automaton.classOf)) +
      `// One line a rank, one word a class; 0 is the state where all is lost, ${BITS} the first other one.\n` +
      table(`${name}_RANKS`, 'u64', words),
    body: [
      `  if (to - at != ${length}) return false;`,
      '  // A state is a shift, which leaves the shift of the next rank in the low six bits: no step waits for memory.',
      `  let state: u64 = ${BITS};`,
      ...ranks.slice(0, -1).map((_, r) => step(r)),
      `  return (state & 63) == ${BITS};\n`,
    ].join('\n'),
  };
}

/** For each state of a rank, at its place, the place of the state after a byte of a class. */
function stepWord({ rows }: Minimal, rank: readonly number[], next: readonly number[], c: number): bigint {
  return rank.reduce((all, state, i) => {
    const place = BITS * (next.indexOf(at(rows[state] ?? [], c)) + 1);
    return all | (BigInt(place) << BigInt(BITS * (i + 1)));
  }, 0n);
}
