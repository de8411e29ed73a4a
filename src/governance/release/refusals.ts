/** Why a release is refused: each time one sentence that says what to do. */
import { greatest } from '../../../packages/schema-diff/src/extension.ts';
import type { Bump, Change, Diff } from '../../../packages/schema-diff/src/index.ts';
import type { Decision, PlanRefusal, ReleasePlan } from '../../diff/decision.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { isBefore } from '../../model/releases.ts';
import { exceeds } from '../errata/decide.ts';

type Asked = Pick<ReleasePlan, 'previous' | 'required' | 'claimed' | 'claims' | 'version' | 'expected'>;

const BUMPS: Record<Bump, Texts> = {
  major: { fr: 'majeure', en: 'major' },
  minor: { fr: 'mineure', en: 'minor' },
  patch: { fr: 'corrective', en: 'patch' },
  none: { fr: 'aucune', en: 'none' },
};

/** What to write at the head of a commit that claims a bump. */
const HEADS: Record<Bump, string> = {
  major: 'feat(schema)!:',
  minor: 'feat(schema):',
  patch: 'fix(schema):',
  none: 'docs:',
};

/** What the numbers are is only known once every break is declared, or excused. */
export function refusalsOf(asked: Asked, diff: Diff, decision: Decision): PlanRefusal[] {
  const breaks = undeclared(decision, asked);
  const numbers = breaks.length > 0 ? [] : [...claimedLess(asked, diff, decision), ...beyondDraft(asked)];
  return [...breaks, ...stale(decision), ...numbers];
}

/** A break is declared by the draft's number or by an erratum. */
function undeclared({ undeclared: changes, unexplained }: Decision, { version }: Asked): PlanRefusal[] {
  const declare: Texts = {
    fr: `écrivez « ${version} » dans « expectedVersion » de « next » (schema/releases.json), ou ajoutez un erratum (CONTRIBUTING.md, « Déclarer un erratum »)`,
    en: `write “${version}” in “expectedVersion” of “next” (schema/releases.json), or add an erratum (CONTRIBUTING.en.md, “to declare an erratum”)`,
  };
  const untold: PlanRefusal = {
    texts: {
      fr: `Ce que la version publiée accepte n'est pas accepté, ou peut-être pas, et aucun changement ne dit pourquoi : ${declare.fr}.`,
      en: `What the published version accepts is not accepted, or may not be, and no change says why: ${declare.en}.`,
    },
  };
  return [
    ...changes.map((change) => ({
      change,
      texts: {
        fr: `Rupture non déclarée : ${declare.fr}.`,
        en: `Undeclared break: ${declare.en}.`,
      },
    })),
    ...(unexplained ? [untold] : []),
  ];
}

const stale = ({ stale: errata }: Decision): PlanRefusal[] =>
  errata.map(({ fingerprint }) => ({
    texts: {
      fr: `L'erratum ${fingerprint} ne correspond à aucune rupture : retirez-le de schema/next/errata.yaml.`,
      en: `Erratum ${fingerprint} is of no break: remove it from schema/next/errata.yaml.`,
    },
  }));

/** Commits may claim more than the diff shows, never less. Where none touched the format, nobody claimed anything. */
export function claimedLess(
  { claims, claimed, required }: Pick<Asked, 'claims' | 'claimed' | 'required'>,
  { changes }: Diff,
  { errata }: Decision,
): PlanRefusal[] {
  if (claims.length === 0 || !exceeds(required, claimed)) return [];
  const [change] = [...changes].filter((one) => weightOf(one, errata) === required);
  const [was, is, head] = [BUMPS[claimed], BUMPS[required], HEADS[required]];
  return [
    {
      ...(change && { change }),
      texts: {
        fr: `Les commits annoncent une version ${was.fr} et les changements demandent une version ${is.fr} : reprenez le message du commit, ou ajoutez-en un qui touche schema/next, en commençant par « ${head} ».`,
        en: `The commits claim a ${was.en} version and the changes ask for a ${is.en} one: reword the commit, or add one that touches schema/next, beginning with “${head}”.`,
      },
    },
  ];
}

/** What a change asks for, once excused. */
const weightOf = (change: Change, errata: Decision['errata']): Bump =>
  errata.some((use) => use.change === change && use.refused === undefined) ? 'minor' : change.bump;

/** The draft says beforehand what is to come: whoever reads `next` must not be surprised by the number. */
function beyondDraft({ version, expected, previous, claims, claimed, required }: Asked): PlanRefusal[] {
  if (expected === undefined || !isBefore(expected, version)) return [];
  const [claim] = claims;
  const byCommit = claim && exceeds(claimed, required) && greatest([claimed, required]) === claim.bump;
  return [
    {
      texts: {
        fr: `${byCommit ? `Le commit « ${claim.subject} » demande` : 'Les changements demandent'} ${version} après ${previous}, et le brouillon annonce ${expected} : écrivez « ${version} » dans « expectedVersion » de « next » (schema/releases.json).`,
        en: `${byCommit ? `The commit “${claim.subject}” asks` : 'The changes ask'} for ${version} after ${previous}, and the draft expects ${expected}: write “${version}” in “expectedVersion” of “next” (schema/releases.json).`,
      },
    },
  ];
}
