import { DIFF_FR } from './words-fr.ts';
import type { DiffWords } from './words.ts';
import { type Lang, en } from '../../../packages/base/src/language.ts';
import { REPORT_WORDS } from '../../../packages/schema-diff/src/report.ts';
import type { Bump, Relation } from '../../../packages/schema-diff/src/index.ts';

/** The reports of a diff in English. */
const WORDS = REPORT_WORDS.en;

const DIFF_EN: DiffWords = {
  ...WORDS,
  verdict(names, { diff, decision }) {
    const relation = WORDS.relation(names, diff.relation);
    const needed = WORDS.needed[decision.required];
    return `${relation}: ${needed}${who(diff.relation, decision.required, diff.bump)}.`;
  },
  number({ version, declared, numbers }) {
    if (version === undefined) return undefined;
    const asked = version === numbers.previous ? 'Number needed: none' : `Number needed: ${version}`;
    return declared === undefined || numbers.next === undefined ? `${asked}.` : `${asked}; declared: ${numbers.next}.`;
  },
  bump: { major: 'major', minor: 'minor', patch: 'patch', none: 'none' },
  section: {
    ...WORDS.section,
    apart: (n) => `Rules without effect on what the version accepts (${en.count(n, 'change', 'changes')})`,
  },
  flagged: { previous: 'what the rule now refuses:', next: 'what the rule no longer refuses:' },
  undeclared: 'Not declared',
  undeclaredCount: (n) => `${en.count(n, 'change is', 'changes are')} not declared: neither by the number nor by “errata.yaml”.`,
  unexplained: ({ previous, next }) =>
    `Not declared: ${next} does not, or perhaps not, accept all that ${previous} accepts, and no change below explains it.`,
  erratum: (title, who, when) => `Erratum: ${title} Approved by ${who}, on ${when}.`,
  reason: {
    'legal-text': 'a text asked for it already',
    'own-documentation': 'the published documentation asked for it already',
    'undefined-name': 'a name that the format does not define',
  },
  share: ({ hit, of, measured }) =>
    `Measured on ${measured}: ${en.count(hit, 'contract hit', 'contracts hit')} of ${en.number(of)} (${percent(hit, of)}).`,
  because: (reason, source) => `Reason: ${reason} (${source}).`,
  refused: {
    share: 'This erratum does not count: more than 1% of the contracts measured are hit.',
    change:
      'This erratum does not count: it was approved for a change of another kind, or of another direction (“kind” and “direction” of “change”).',
    places: 'This erratum does not count: this change is also made where it was not approved (“path” and “places” of “change”).',
    kind: 'This erratum does not count: it is not of the sort of this change (“narrowing” for a break that is shown, “examined” for what cannot be decided).',
  },
  stale: (n) =>
    n === 1
      ? 'One erratum is of no break any more; remove it from “errata.yaml”.'
      : `${en.number(n)} errata are of no break any more; remove them from “errata.yaml”.`,
  instance: 'The whole instance',
};

/** Who may notice, after what is needed. */
function who(relation: Relation, required: Bump, bump: Bump): string {
  if (relation === 'unknown' && required === 'major') return ', until a person has decided';
  const readers = relation === 'incomparable' ? ', and those who read the data must accept new values' : '';
  if (required === 'major') return `; those who produce the data will notice${readers}`;
  if (bump === 'major') return `; only those whose data was wrong will notice, as the approved errata tell${readers}`;
  if (required === 'minor' && relation === 'widened') return '; those who read the data must accept new values';
  if (required === 'minor') return '; only checks change that have no effect on what the version accepts';
  return required === 'patch' ? '; nobody will notice in the data' : '';
}

function percent(hit: number, of: number): string {
  const tenths = of === 0 ? 0 : Math.round((1000 * hit) / of);
  return hit > 0 && tenths === 0 ? 'less than 0.1%' : `${en.number(tenths / 10)}%`;
}

export const DIFF_WORDS: Record<Lang, DiffWords> = { fr: DIFF_FR, en: DIFF_EN };
