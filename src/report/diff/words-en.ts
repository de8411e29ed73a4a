/** The reports of a diff in English. */
import { en } from '../../messages/kit.ts';
import type { Bump, Relation } from '../../diff/types.ts';
import type { DiffWords, Names } from './words.ts';

const RELATION: Record<Relation, (names: Names) => string> = {
  equivalent: ({ previous, next }) => `${previous} and ${next} accept exactly the same data`,
  widened: ({ previous, next }) => `${next} accepts all that ${previous} accepts, and more`,
  narrowed: ({ previous, next }) => `${next} refuses data that ${previous} accepts`,
  incomparable: ({ previous, next }) =>
    `${next} refuses data that ${previous} accepts, and accepts other data that ${previous} refuses`,
  unknown: ({ previous, next }) => `It is not known whether ${next} accepts all that ${previous} accepts`,
};

const NEEDED: Record<Bump, string> = {
  major: 'a major version is needed',
  minor: 'a minor version is enough',
  patch: 'a patch version is enough',
  none: 'no new version is needed',
};

const changes = (n: number): string => en.count(n, 'change', 'changes');

export const DIFF_EN: DiffWords = {
  relation: (names, relation) => `${RELATION[relation](names)}.`,
  verdict(names, { diff, decision }) {
    const relation = RELATION[diff.relation](names);
    const needed = NEEDED[decision.required];
    return `${relation}: ${needed}${who(diff.relation, decision.required, diff.bump)}.`;
  },
  number({ version, declared, numbers }) {
    if (version === undefined) return undefined;
    const asked = version === numbers.previous ? 'Number needed: none' : `Number needed: ${version}`;
    return declared === undefined || numbers.next === undefined ? `${asked}.` : `${asked}; declared: ${numbers.next}.`;
  },
  bump: { major: 'major', minor: 'minor', patch: 'patch', none: 'none' },
  section: {
    breaks: (n) => `No longer accepted (${changes(n)})`,
    unknown: (n) => `Not known whether it is still accepted (${changes(n)})`,
    widenings: (n) => `Accepted from now on (${changes(n)})`,
    apart: (n) => `Rules without effect on what the version accepts (${changes(n)})`,
    texts: (n) => `Texts and annotations (${changes(n)})`,
  },
  root: '(root)',
  witness: ({ previous, next }, accepted) =>
    accepted === 'previous' ? `accepted by ${previous}, refused by ${next}:` : `refused by ${previous}, accepted by ${next}:`,
  flagged: { previous: 'what the rule now refuses:', next: 'what the rule no longer refuses:' },
  without: (name) => `(without ${name})`,
  noWitness: 'No data to show:',
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
    kind: 'This erratum does not count: it is not of the sort of this change (“narrowing” for a break that is shown, “examined” for what cannot be told).',
  },
  stale: (n) =>
    n === 1
      ? 'One erratum is of no break any more; remove it from “errata.yaml”.'
      : `${en.number(n)} errata are of no break any more; remove them from “errata.yaml”.`,
  notes: 'Good to know',
  more: (n) => `and ${en.count(n, 'other', 'others')}`,
  hint: 'The whole instances: --format json',
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
