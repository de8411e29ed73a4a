import type { ReactNode } from 'react';
import type { Piece } from './engine.ts';

/** A line of a page with the words that were looked for. */
export function Excerpt({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  return pieces.map(({ text, found }, i) => (found ? <mark key={i}>{text}</mark> : text));
}
