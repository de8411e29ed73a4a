/** What the reports of a diff say, whatever the language. */
import type { Refusal } from '../../diff/decision.ts';
import type { Names, ReportWords } from '../../../packages/schema-diff/src/report.ts';
import type { Bump, Witness } from '../../../packages/schema-diff/src/index.ts';
import type { ErratumReason, ErratumShare } from '../../model/errata.ts';
import type { DiffReport, Section } from './types.ts';

export type DiffWords = Omit<ReportWords, 'section'> & {
  /** One sentence: the relation, the bump, who may notice. */
  verdict(names: Names, report: Pick<DiffReport, 'diff' | 'decision'>): string;
  /** The number that is asked for and the one declared. Undefined where there is no number. */
  number(decision: DiffReport['decision']): string | undefined;
  bump: Record<Bump, string>;
  section: Record<Section, (n: number) => string>;
  /** What a rule says of an instance, where it does not bear on what the version accepts: now, or no more. */
  flagged: Record<Witness['accepted'], string>;
  undeclared: string;
  undeclaredCount(n: number): string;
  unexplained(names: Names): string;
  erratum(title: string, who: string, when: string): string;
  reason: Record<ErratumReason, string>;
  share(share: ErratumShare): string;
  because(reason: string, source: string): string;
  refused: Record<Refusal, string>;
  stale(n: number): string;
  instance: string;
};
