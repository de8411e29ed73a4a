/** What the reports of a diff are made of. */
import type { Decision } from '../../diff/decision.ts';
import type { Diff, Change } from '../../../packages/schema-diff/src/index.ts';
import { sectionOf as sectionOfSchema, type Names } from '../../../packages/schema-diff/src/report.ts';
import { visible } from '../../../packages/base/src/visible.ts';

/** One side as it was named, and what tells which content was meant: the commit of a `git:` side, the sum of a file. */
export type ReportSide = { name: string; version?: string; commit?: string; sha256?: string };

/** Where a change was written. Lines and columns count from 1. */
export type SourcePlace = { file: string; line?: number; column?: number };

export type DiffReport = {
  tool: { name: string; version: string };
  previous: ReportSide;
  next: ReportSide;
  diff: Diff;
  decision: Decision;
  /** By fingerprint; nothing for changes of a side that has no sources. */
  places: ReadonlyMap<string, SourcePlace>;
};

// The changes of a diff, sorted by what they ask of a reader.

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

/** The names of the sides as sentences use them: a path may hold anything. */
export const namesOf = ({ previous, next }: Pick<DiffReport, 'previous' | 'next'>): Names => ({
  previous: visible(previous.name, 80),
  next: visible(next.name, 80),
});
