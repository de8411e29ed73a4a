/** The changes of a diff, sorted by what they ask of a reader. */
import type { Change } from '../../diff/types.ts';

/**
 * `breaks`: proved to refuse what was accepted; `unknown`: may do so; `widenings`: accept more; `apart`: rules that do not bear on what
 * the version accepts; `texts`: what only people read.
 */
export const SECTIONS = ['breaks', 'unknown', 'widenings', 'apart', 'texts'] as const;
export type Section = (typeof SECTIONS)[number];

export function sectionOf({ direction, bump, kind }: Change): Section {
  if (bump === 'major') return direction === 'unknown' ? 'unknown' : 'breaks';
  const isRule = kind.startsWith('rule-') && kind !== 'rule-text-changed';
  if (direction === 'none') return isRule ? 'apart' : 'texts';
  if (direction === 'widened' && (bump === 'minor' || !isRule)) return 'widenings';
  return 'apart';
}

export const inSection = (changes: readonly Change[], section: Section): Change[] =>
  changes.filter((change) => sectionOf(change) === section);
