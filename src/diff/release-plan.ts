/** What the next release is to be and why, as data: made in governance, told in report. */
import type { Texts } from '../../packages/base/src/language.ts';
import type { Bump, Change } from '../../packages/schema-diff/src/index.ts';

/** One commit of the history of `schema/next` and the bump that its message claims. */
export type Claim = { hash: string; subject: string; bump: Bump };

/** Why nothing may be released as things stand: one sentence that says what to do, and the change that shows it. */
export type PlanRefusal = { texts: Texts; change?: Change };

export type ReleasePlan = {
  /** The newest release. */
  previous: string;
  /** What the changes ask for, errata counted. */
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
