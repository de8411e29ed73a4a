/** The changes of a diff, sorted by what they ask of a reader. */
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import { sectionOf as sectionOfSchema } from '../../../packages/schema-diff/src/report.ts';

/** Those of two schemas, and `apart`: rules that do not bear on what the version accepts. */
export const SECTIONS = ['breaks', 'unknown', 'widenings', 'apart', 'texts'] as const;
export type Section = (typeof SECTIONS)[number];

export function sectionOf(change: Change): Section {
  const { direction, bump, kind } = change;
  const isRule = kind.startsWith('rule-') && kind !== 'rule-text-changed';
  return isRule && bump !== 'major' && (direction !== 'widened' || bump !== 'minor') ? 'apart' : sectionOfSchema(change);
}

export const inSection = (changes: readonly Change[], section: Section): Change[] =>
  changes.filter((change) => sectionOf(change) === section);
