/** What the reports of a diff are made of. */
import type { Decision } from '../../diff/decision.ts';
import type { Diff } from '../../../packages/schema-diff/src/index.ts';

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
