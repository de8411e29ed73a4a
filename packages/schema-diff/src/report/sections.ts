/** The sections of a report. */
import type { Change } from '../types.ts';

/** Names of the two sides, safe to print. */
export type Names = { previous: string; next: string };

/** `breaks`: proved to refuse what was accepted; `unknown`: may do so; `widenings`: accept more; `texts`: what only people read. */
export const SECTIONS = ['breaks', 'unknown', 'widenings', 'texts'] as const;
export type Section = (typeof SECTIONS)[number];

export function sectionOf({ direction, bump }: Pick<Change, 'direction' | 'bump'>): Section {
  if (bump === 'major') return direction === 'unknown' ? 'unknown' : 'breaks';
  return direction === 'none' ? 'texts' : 'widenings';
}
