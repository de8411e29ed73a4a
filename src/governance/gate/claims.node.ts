import type { Refusal } from './refusal.ts';
import { claimsOf, highestClaim } from '../release/claims.ts';
import { claimedLess } from '../release/refusals.ts';
import type { DiffReport } from '../../report/diff/types.ts';
import { claimingCommits, commitsSince, isShallow, isUncommitted } from '../release/history.node.ts';
import type { Base } from './base.node.ts';

/**
 * A proposal whose commits say less of the number than what changes asks for: its release would be refused, when its author is gone. Nothing is said before all of the
 * format is in commits, nor of a proposal that leaves it alone.
 */
export async function claimRefusals({ diff, decision }: DiffReport, latest: string, base: Base): Promise<Refusal[]> {
  // A break that nothing declares has its own refusal: what the commits must say hangs on how it is mended.
  if (decision.undeclared.length > 0 || decision.unexplained || (await isShallow())) return [];
  if ((await isUncommitted()) || (await claimingCommits(base.commit)).length === 0) return [];
  const claims = claimsOf(await commitsSince(latest));
  const told = claimedLess({ claims, claimed: highestClaim(claims), required: decision.required }, diff, decision);
  return told.map(({ texts }): Refusal => ({ kind: 'commit', file: 'schema/next', ...texts }));
}
