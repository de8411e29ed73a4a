import { at } from './alphabet.ts';
import { type Automaton, NONE } from './automaton.ts';
import type { Budget } from './budget.ts';
import { cannotTell } from './reasons.ts';
import type { Layers } from './lengths.ts';
import { type Choice, choices, KINDS } from './readable.ts';

/** Characters of the longest word that is written out. */
const LONGEST = 200_000;

/** The accepted word of a length that is known to exist, written with the most readable kinds of characters that allow one. */
export function spell(automaton: Automaton, length: number, layers: Layers, budget: Budget): string {
  if (length > LONGEST) throw cannotTell('too-long', String(length));
  const all = choices(automaton.alphabet);
  for (let kind = 0; kind < KINDS.length; kind++) {
    const word = spellWith(
      automaton,
      length,
      layers,
      all.filter((choice) => choice.kind <= kind),
      budget,
    );
    if (word !== undefined) return word;
  }
  throw new Error('no word of a length that was said to exist');
}

function spellWith(automaton: Automaton, length: number, layers: Layers, allowed: readonly Choice[], budget: Budget) {
  const { next, accepting, alphabet } = automaton;
  const step = (state: number, choice: Choice): number => at(next, state * alphabet.size + choice.class);
  let ahead = new Set([...layers(length)].filter((state) => accepting[state] === 1));
  const alive = [ahead];
  for (let index = length - 1; index >= 0 && ahead.size > 0; index--) {
    const layer = layers(index);
    budget.spend(layer.length * (allowed.length + 1));
    const goal = ahead;
    ahead = new Set(Array.from(layer).filter((state) => allowed.some((choice) => goal.has(step(state, choice)))));
    alive.push(ahead);
  }
  if (!ahead.has(0)) return undefined;
  const characters: string[] = [];
  let state = 0;
  for (let left = length - 1; left >= 0; left--) {
    const choice = allowed.find((one) => alive[left]?.has(step(state, one)));
    if (!choice) return undefined;
    characters.push(String.fromCodePoint(choice.character));
    state = step(state, choice);
    if (state === NONE) return undefined;
  }
  return characters.join('');
}
