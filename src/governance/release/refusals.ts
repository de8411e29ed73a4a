/** The reasons for which a release is refused; each message says what to do. */
import { greatest } from '../../../packages/schema-diff/src/extension.ts';
import type { Bump, Change, Diff } from '../../../packages/schema-diff/src/index.ts';
import type { Decision, PlanRefusal, ReleasePlan } from '../../diff/decision.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { isBefore } from '../../model/releases.ts';
import { exceeds } from '../errata/decide.ts';
import { RELEASE } from '../../messages/compiled/release.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

type Asked = Pick<ReleasePlan, 'previous' | 'required' | 'claimed' | 'claims' | 'version' | 'expected'>;

/** The head of a commit message that claims each bump. */
const HEADS: Record<Bump, string> = {
  major: 'feat(schema)!:',
  minor: 'feat(schema):',
  patch: 'fix(schema):',
  none: 'docs:',
};

/** Version numbers are checked only once every break is declared or excused, since they depend on it. */
export function refusalsOf(asked: Asked, diff: Diff, decision: Decision): PlanRefusal[] {
  const breaks = undeclared(decision, asked);
  const numbers = breaks.length > 0 ? [] : [...claimedLess(asked, diff, decision), ...beyondDraft(asked)];
  return [...breaks, ...stale(decision), ...numbers];
}

/** A break must be declared by the version number of the draft or by an erratum. */
function undeclared({ undeclared: changes, unexplained }: Decision, { version }: Asked): PlanRefusal[] {
  const declare: Texts = textsOf(RELEASE, (say) => say.declare({ version }));
  const breakUnexplained: PlanRefusal = {
    texts: textsOf(RELEASE, (say) => say.unexplained({ declare })),
  };
  return [
    ...changes.map((change) => ({
      change,
      texts: textsOf(RELEASE, (say) => say.undeclared({ declare })),
    })),
    ...(unexplained ? [breakUnexplained] : []),
  ];
}

const stale = ({ stale: errata }: Decision): PlanRefusal[] =>
  errata.map(({ fingerprint }) => ({
    texts: textsOf(RELEASE, (say) => say['stale-erratum']({ fingerprint })),
  }));

/**
 * Commits may claim a larger bump than the diff requires, never a smaller one. If no commit touched the format, there is no claim
 * to check.
 */
export function claimedLess(
  { claims, claimed, required }: Pick<Asked, 'claims' | 'claimed' | 'required'>,
  { changes }: Diff,
  { errata }: Decision,
): PlanRefusal[] {
  if (claims.length === 0 || !exceeds(required, claimed)) return [];
  const [change] = [...changes].filter((one) => weightOf(one, errata) === required);
  return [
    {
      ...(change && { change }),
      texts: textsOf(RELEASE, (say) => say['other-bump']({ was: claimed, is: required, head: HEADS[required] })),
    },
  ];
}

/** The bump that a change requires, after errata. */
const weightOf = (change: Change, errata: Decision['errata']): Bump =>
  errata.some((use) => use.change === change && use.refused === undefined) ? 'minor' : change.bump;

/** The draft announces a number, and users of `next` rely on it: the release may not exceed it. */
function beyondDraft({ version, expected, previous, claims, claimed, required }: Asked): PlanRefusal[] {
  if (expected === undefined || !isBefore(expected, version)) return [];
  const [claim] = claims;
  const byCommit = claim && exceeds(claimed, required) && greatest([claimed, required]) === claim.bump;
  return [
    {
      texts: textsOf(RELEASE, (say) =>
        say['other-expected']({ subject: byCommit ? claim.subject : undefined, version, previous, expected }),
      ),
    },
  ];
}
