/** The bump that a diff requires for the next release, and what was declared. Plain data. */
import type { Erratum } from '../model/errata.ts';
import type { Bump, Change } from '../../packages/schema-diff/src/index.ts';
import type { Texts } from '../../packages/base/src/language.ts';

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

// The next release and its reasons, as data: computed in governance, formatted in report.

/** One commit of the history of `schema/next` and the bump that its message claims. */
export type Claim = { hash: string; subject: string; bump: Bump };

/** A reason why nothing may be released: one sentence that says what to do, and the change that causes it. */
export type PlanRefusal = { texts: Texts; change?: Change };

export type ReleasePlan = {
  /** The newest release. */
  previous: string;
  /** One sentence on where this number and the commits come from, where the release has no tag in this clone. */
  counted?: Texts;
  /** The bump that the changes require, after errata. */
  required: Bump;
  /** The commits since, the highest claim first. */
  claims: readonly Claim[];
  /** The highest of these claims; `none` where no commit claims. */
  claimed: Bump;
  /** The greater of both: what is released. `none`: there is nothing to release. */
  bump: Bump;
  /** The number of the release. That of `previous` where there is nothing to release. */
  version: string;
  /** The number that the draft expects. */
  expected?: string;
  /** One sentence: what the number promises to those who have data and to those who read them. */
  promise: Texts;
  refusals: readonly PlanRefusal[];
};

/** Whether there is something to release and nothing against it. */
export const isReleasable = ({ bump, refusals }: ReleasePlan): boolean => bump !== 'none' && refusals.length === 0;
