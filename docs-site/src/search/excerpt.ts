import { termsOf } from './terms.ts';

/** A piece of an excerpt: `found` where it is what was looked for. */
export type Piece = { text: string; found: boolean };

const BEFORE = 60;
const AFTER = 130;

/** A line of `text` around the first word that answers one of the terms, with these words marked; its beginning where none does. */
export function excerptOf(text: string, terms: ReadonlySet<string>): Piece[] {
  const hits = hitsIn(text, terms);
  const start = startOf(text, Math.max(0, (hits[0]?.from ?? 0) - BEFORE));
  const end = endOf(text, start + BEFORE + AFTER);
  const pieces: Piece[] = [{ text: start > 0 ? '… ' : '', found: false }];
  let at = start;
  for (const { from, to } of hits.filter((hit) => hit.from >= start && hit.to <= end)) {
    pieces.push({ text: text.slice(at, from), found: false }, { text: text.slice(from, to), found: true });
    at = to;
  }
  pieces.push({ text: text.slice(at, end) + (end < text.length ? ' …' : ''), found: false });
  return pieces.filter((piece) => piece.text !== '');
}

const hitsIn = (text: string, terms: ReadonlySet<string>): { from: number; to: number }[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
    .filter(([word]) => termsOf(word).some((term) => terms.has(term)))
    .map(({ 0: word, index }) => ({ from: index, to: index + word.length }));

/** Words are not cut. */
const startOf = (text: string, at: number): number => (at === 0 ? 0 : text.indexOf(' ', at) + 1);
const endOf = (text: string, at: number): number => {
  const space = text.indexOf(' ', at);
  return at >= text.length || space < 0 ? text.length : space;
};
