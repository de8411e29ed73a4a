import { type Alphabet, at, endOf } from './alphabet.ts';

/** The characters that a person reads best, in order of preference. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SIGNS = '-_./:,;+*=#@!?%&()[]{}<>|~^$\'"`\\';

/** Kinds of characters, the more readable first; the last holds controls, unassigned characters and lone surrogates. */
export const KINDS = [/[0-9A-Za-z]/, /[!-~]/, / /, /[\p{L}\p{N}]/u, /[\p{P}\p{S}\p{Zs}]/u, /(?:)/] as const;

/** Characters of a segment that are looked at one by one. */
const TRIED = 300;

/** A character for a class, with its kind (an index of KINDS) and its place in the order of preference. */
export type Choice = { class: number; character: number; kind: number; rank: number };

const PREFERRED = [...LETTERS, ...SIGNS, ' '].map((sign) => sign.charCodeAt(0));

/** The most readable character of each class, the most readable classes first. */
export function choices(alphabet: Alphabet): Choice[] {
  const best: Choice[] = [];
  alphabet.starts.forEach((start, segment) => {
    const c = at(alphabet.classOf, segment);
    const found = inSegment(start, endOf(alphabet, segment));
    const known = best[c];
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
  for (let character = first + 1; character <= Math.min(last, first + TRIED) && best.kind > 3; character++) {
    const other = ranked(character, character);
    if (compare(other, best) < 0) best = other;
  }
  return best;
}

function ranked(character: number, rank: number): Ranked {
  const text = String.fromCodePoint(character);
  return { character, kind: KINDS.findIndex((kind) => kind.test(text)), rank };
}
