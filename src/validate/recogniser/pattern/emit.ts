import { chainBody } from './emit-chain.ts';
import { rankedSource, STATES_OF_A_RANK } from './emit-ranked.ts';
import { walkSource } from './emit-walk.ts';
import type { Minimal } from './minimal.ts';
import { chainOf, ranksOf } from './shape.ts';

/** Lengths that a chain may have to be written as one. */
const FEW = 4;

/** The AssemblyScript of one function `name(at, to)` for an automaton, in the fastest form that fits it; undefined where none does. */
export function patternSource(name: string, pattern: string, automaton: Minimal): string | undefined {
  const form = formOf(name.toUpperCase(), automaton);
  return (
    form && `${form.tables}/** ${commented(pattern)} */\nexport function ${name}(at: usize, to: usize): bool {\n${form.body}}\n`
  );
}

function formOf(name: string, automaton: Minimal): { tables: string; body: string } | undefined {
  if (automaton.start === automaton.sink || automaton.start === automaton.dead)
    return { tables: '', body: `  return ${String(automaton.start === automaton.sink)};\n` };
  const chain = chainOf(automaton);
  if (chain && chain.lengths.length <= FEW) return { tables: '', body: chainBody(chain) };
  const ranks = ranksOf(automaton, STATES_OF_A_RANK);
  if (ranks) return rankedSource(name, automaton, ranks);
  return walkSource(name, automaton);
}

/** A pattern as it may stand in a comment. */
const commented = (pattern: string): string => JSON.stringify(pattern).replaceAll('*/', '*\\/');
