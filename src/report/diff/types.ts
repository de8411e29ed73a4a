/** The data of the reports of a diff. */
import type { Decision } from '../../diff/decision.ts';
import type { TitledTexts } from '../../model/citation.ts';
import type { Diff, Change } from '../../../packages/schema-diff/src/index.ts';
import { sectionOf as sectionOfSchema, type Names } from '../../../packages/schema-diff/src/report.ts';
import { visible } from '../../../packages/base/src/visible.ts';

/** One side of a diff. `name`: as given by the user; `commit` (of a `git:` side) or `sha256` (of a file) identify its content. */
export type ReportSide = { name: string; version?: string; commit?: string; sha256?: string };

/** Where a change was written. Lines and columns start at 1. */
export type SourcePlace = { file: string; line?: number; column?: number };

export type DiffReport = {
  tool: { name: string; version: string };
  previous: ReportSide;
  next: ReportSide;
  diff: Diff;
  decision: Decision;
  /** By fingerprint. Empty for a side without sources. */
  places: ReadonlyMap<string, SourcePlace>;
  /** The texts that errata and rules cite. */
  legal: TitledTexts;
};

// The sections of a report, by consequence for the reader.

/**
 * `deprecations`: what is still accepted, and will not always be, or is no longer deprecated; `apart`: changes of rules that do not
 * affect what the version accepts. The others come from the schemas.
 */
export const SECTIONS = ['breaks', 'unknown', 'widenings', 'deprecations', 'apart', 'texts'] as const;
export type Section = (typeof SECTIONS)[number];

/** Whether something is deprecated by a change, or no longer. */
export const isDeprecation = ({ kind }: Pick<Change, 'kind'>): boolean =>
  /^(?:field|codelist-code)-(?:deprecated|restored)$/.test(kind);

export function sectionOf(change: Change): Section {
  const { direction, bump, kind } = change;
  if (isDeprecation(change)) return 'deprecations';
  const isRule = kind.startsWith('rule-') && kind !== 'rule-text-changed';
  return isRule && bump !== 'major' && (direction !== 'widened' || bump !== 'minor') ? 'apart' : sectionOfSchema(change);
}

export const inSection = (changes: readonly Change[], section: Section): Change[] =>
  changes.filter((change) => sectionOf(change) === section);

/** The names of the sides made safe for sentences, since a path may contain any character. */
export const namesOf = ({ previous, next }: Pick<DiffReport, 'previous' | 'next'>): Names => ({
  previous: visible(previous.name, 80),
  next: visible(next.name, 80),
});
