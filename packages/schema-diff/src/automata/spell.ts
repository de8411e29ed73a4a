import { at, type Alphabet, endOf } from './alphabet.ts';
import { type Automaton, NONE } from './automaton.ts';
import { type Budget, undecidable } from './unknown.ts';
import type { Layers } from './lengths.ts';
/** Characters of the longest word that is written out. */
const LONGEST = 200_000;

/** The accepted word of a length that is known to exist, written with the most readable kinds of characters that allow one. */
export function spell(automaton: Automaton, length: number, layers: Layers, budget: Budget): string {
  if (length > LONGEST) throw undecidable('too-long', String(length));
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

/** The characters that a person reads best, in order of preference. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SIGNS = '-_./:,;+*=#@!?%&()[]{}<>|~^$\'"`\\';

/** Kinds of characters, the more readable first; the last holds controls, unassigned characters and lone surrogates. */
const KINDS = [/[0-9A-Za-z]/, /[!-~]/, / /, /[\p{L}\p{N}]/u, /[\p{P}\p{S}\p{Zs}]/u, /(?:)/] as const;

/** Letters and numbers beyond ASCII, which has the kinds before. */
const LETTER = 3;

/** Characters of a segment that are looked at one by one. */
const TRIED = 300;

/** A character for a class, with its kind (an index of KINDS) and its place in the order of preference. */
type Choice = { class: number; character: number; kind: number; rank: number };

const PREFERRED = [...LETTERS, ...SIGNS, ' '].map((sign) => sign.charCodeAt(0));
const LAST_PREFERRED = Math.max(...PREFERRED);

/** The most readable character of each class, the most readable classes first. */
function choices(alphabet: Alphabet): Choice[] {
  const best: Choice[] = [];
  alphabet.starts.forEach((start, segment) => {
    const c = at(alphabet.classOf, segment);
    const known = best[c];
    // Segments come in their order: behind the preferred characters none is better than a letter or a number before it.
    if (known && known.kind <= LETTER && start > LAST_PREFERRED) return;
    const found = inSegment(start, endOf(alphabet, segment));
    if (!known || compare(found, known) < 0) best[c] = { class: c, ...found };
  });
  return best.sort(compare);
}

type Ranked = Omit<Choice, 'class'>;

const compare = (a: Ranked, b: Ranked): number => a.kind - b.kind || a.rank - b.rank;

function inSegment(first: number, last: number): Ranked {
  const preferred = PREFERRED.findIndex((character) => character >= first && character <= last);
  if (preferred >= 0) return ranked(at(PREFERRED, preferred), preferred);
  let best = ranked(first, first);
  for (let character = first + 1; character <= Math.min(last, first + TRIED) && best.kind > LETTER; character++) {
    const other = ranked(character, character);
    if (compare(other, best) < 0) best = other;
  }
  return best;
}

function ranked(character: number, rank: number): Ranked {
  const text = String.fromCodePoint(character);
  return { character, kind: KINDS.findIndex((kind) => kind.test(text)), rank };
}
