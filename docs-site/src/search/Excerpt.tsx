import type { ReactNode } from 'react';
import type { Piece } from './engine.ts';

/** An excerpt of a page with the search terms highlighted. */
export function Excerpt({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  return pieces.map(({ text, found }, i) => (found ? <mark key={i}>{text}</mark> : text));
}
