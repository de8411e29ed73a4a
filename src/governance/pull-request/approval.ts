/** What a proposal takes to be accepted. This is the table « Décider » of GOVERNANCE.md as data; a test compares the two. */
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import { isDeprecation } from '../../report/diff/types.ts';
import { basisChanges } from './legal-basis.ts';
import type { Proposition, PullRequest } from './types.ts';

/** The rows of the table, from the one that asks for least to the one that asks for most. */
export const APPROVALS = {
  text: { who: 'maintainer', days: 0, candidate: 'none' },
  addition: { who: 'reviewer', days: 14, candidate: 'none' },
  erratum: { who: 'other', days: 14, candidate: 'none' },
  act: { who: 'two', days: 30, candidate: 'with' },
  break: { who: 'two-after-proposition', days: 30, candidate: 'after' },
} as const satisfies Record<string, Approval>;

/**
 * `days`: for opinions, from the day on which the report is shown; `candidate`: whether a candidate is open during these days or
 * after them.
 */
type Approval = {
  who: 'maintainer' | 'reviewer' | 'other' | 'two' | 'two-after-proposition';
  days: number;
  candidate: 'none' | 'with' | 'after';
};

export type ApprovalKind = keyof typeof APPROVALS;

const KINDS = Object.keys(APPROVALS) as ApprovalKind[];

/**
 * The row of the table that a proposal falls under: the one of the change that asks for most. Undefined where neither the format
 * nor a text of it changes. `decision` is about the newest release, which approved errata are about as well.
 */
export function approvalOf({
  change,
  gate,
  sources,
}: Pick<PullRequest, 'change' | 'gate' | 'sources'>): ApprovalKind | undefined {
  const { bump, changes } = change.diff;
  const excused = new Set(
    gate.decision.errata.filter(({ refused }) => refused === undefined).map((use) => use.change.fingerprint),
  );
  const kinds = new Set(changes.map((one) => kindOf(one, excused)));
  // Whoever reads what the format asks for relies on the text that it cites.
  if (basisChanges(sources).length > 0) kinds.add('addition');
  // Something is lost that no change explains.
  if (bump === 'major' && !changes.some((one) => one.bump === 'major')) kinds.add('break');
  return KINDS.findLast((kind) => kinds.has(kind)) ?? (sources.length > 0 ? 'text' : undefined);
}

/** What makes the data contain more in a way that those who read them had to expect: a code, or an optional field. */
const ADDITIONS = /^(?:property-(?:added|allowed)|codelist-code-added|enum-values?-added)$/;

/** Whether data that keep to the version in force cannot have what a change brings. */
export const isAddition = ({ kind, bump }: Change): boolean => bump !== 'major' && ADDITIONS.test(kind);

function kindOf(change: Change, excused: ReadonlySet<string>): ApprovalKind {
  const { kind, bump, params } = change;
  if (bump === 'major') return excused.has(change.fingerprint) ? 'erratum' : 'break';
  if (isDeprecation(change)) return 'act';
  if (kind === 'rule-text-changed') return 'text';
  if (kind.startsWith('rule-')) return params['severity'] === 'error' && kind !== 'rule-removed' ? 'act' : 'addition';
  if (change.direction === 'none') return 'text';
  return ADDITIONS.test(kind) ? 'addition' : 'act';
}

/**
 * The written propositions that a proposal adds or edits, or that a text which it edits cites by number. `all`: the text of every
 * proposition by path.
 */
export function propositionsOf(
  all: ReadonlyMap<string, string>,
  changed: readonly string[],
  edited: readonly string[],
): Proposition[] {
  const cited = new Set(edited.flatMap((text) => [...text.matchAll(CITED)].map(([, number = '']) => number)));
  return [...all]
    .filter(([file]) => changed.includes(file) || cited.has(NUMBER.exec(file)?.[1] ?? ''))
    .map(([file, text]) => ({ file, state: STATE.exec(text)?.[1] ?? '' }));
}

/** `0000` is the model that is copied. */
export const NUMBER = /^propositions\/((?!0000)\d{4})-[^/]+\.md$/;
const CITED = /\bpropositions?[ /,]+(\d{4})\b/gi;
const STATE = /^- \*\*État\*\* : (.+)$/m;
