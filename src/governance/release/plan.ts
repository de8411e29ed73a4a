/** What the next release of the format is to be: a pure function of the diff and of the commits. */
import { greatest } from '../../../packages/schema-diff/src/extension.ts';
import type { Diff } from '../../../packages/schema-diff/src/index.ts';
import type { Decision } from '../../diff/decision.ts';
import type { ReleasePlan } from '../../diff/release-plan.ts';
import { following } from '../errata/numbers.ts';
import { claimsOf, highestClaim, type Commit } from './claims.ts';
import { promiseOf } from './promise.ts';
import { refusalsOf } from './refusals.ts';

export type PlanInput = {
  /** The number of the newest release. */
  previous: string;
  /** That of the draft, as `schema/releases.json` expects it. */
  expected?: string;
  diff: Diff;
  decision: Decision;
  /** Those that touched `schema/next` since the newest release, newest first. */
  commits: readonly Commit[];
};

/** The bump is that of the diff; a commit may only claim more. */
export function planRelease({ previous, expected, diff, decision, commits }: PlanInput): ReleasePlan {
  const { required } = decision;
  const claims = claimsOf(commits);
  const claimed = highestClaim(claims);
  // A commit that mends what an earlier one did may leave nothing: only a claim of more than texts is taken at its word.
  const isSame = required === 'none' && claimed === 'patch';
  const bump = isSame ? 'none' : greatest([required, claimed]);
  const version = following(previous, bump);
  const asked = { previous, required, claims, claimed, version, ...(expected !== undefined && { expected }) };
  return {
    ...asked,
    bump,
    promise: promiseOf(bump, diff, decision, { previous, version }),
    refusals: refusalsOf(asked, diff, decision),
  };
}
