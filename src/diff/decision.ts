/** What a diff asks of the number of the next release, and what was said of it. Plain data. */
import type { Erratum } from '../model/errata.ts';
import type { Bump, Change } from '../../packages/schema-diff/src/index.ts';

/**
 * Why an erratum does not lower the bump of its change: it hits too many records, is of the other sort, was approved for a change of
 * another kind or direction, or for fewer places.
 */
export type Refusal = 'share' | 'kind' | 'change' | 'places';

/** An erratum beside the change that it excuses, or would. */
export type UsedErratum = { erratum: Erratum; change: Change; refused?: Refusal };

export type Decision = {
  /** The bump that is asked for, approved errata counted. */
  required: Bump;
  /** The number that this makes after that of previous. Undefined where previous has none. */
  version?: string;
  /** The bump between the two numbers. Undefined where one of them has none. */
  declared?: Bump;
  /** The numbers themselves. */
  numbers: { previous?: string; next?: string };
  /** Changes that ask for more than is declared: breaks, where no number is. */
  undeclared: Change[];
  /** Something is lost, or may be, and no change says what. */
  unexplained: boolean;
  errata: UsedErratum[];
  /** Errata of no change that breaks. */
  stale: Erratum[];
};

/** Whether the diff keeps what was declared. */
export const isDeclared = ({ undeclared, unexplained }: Decision): boolean => undeclared.length === 0 && !unexplained;
