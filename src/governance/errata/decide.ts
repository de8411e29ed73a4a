/** Decides which bump a diff requires once errata are applied (DESIGN §7). */
import { greatest } from '../../../packages/schema-diff/src/extension.ts';
import type { Bump, Change, Diff } from '../../../packages/schema-diff/src/index.ts';
import type { Decision, Refusal, UsedErratum } from '../../diff/decision.ts';
import { isRare, type Erratum } from '../../model/errata.ts';
import { compareVersions } from '../../model/releases.ts';

/**
 * The bump that the changes ask for: that of the diff, but minor for a break whose erratum holds. Two numbers declare the bump from
 * one to the other; where one side has none, nothing is declared, and errata alone excuse a break.
 */
export function decide(diff: Diff, errata: readonly Erratum[], numbers: Numbers): Decision {
  const used = diff.changes.flatMap((change) => useOf(change, errata));
  const excused = new Set(used.filter(({ refused }) => refused === undefined).map(({ change }) => change));
  const asked = new Map(diff.changes.map((change) => [change, excused.has(change) ? 'minor' : change.bump] as const));
  const unexplained = diff.bump === 'major' && !diff.changes.some(({ bump }) => bump === 'major');
  const required = greatest([...asked.values(), ...(unexplained ? ['major' as const] : []), spared(diff.bump)]);
  const { previous } = numbers;
  const declared = declaredBump(numbers);
  const limit = LIMITS[declared ?? 'minor'];
  return {
    required,
    ...(previous !== undefined && { version: following(previous, required) }),
    ...(declared !== undefined && { declared }),
    numbers,
    undeclared: diff.changes.filter((change) => exceeds(asked.get(change) ?? change.bump, limit)),
    unexplained: unexplained && limit !== 'major',
    errata: used,
    stale: errata.filter((erratum) => !used.some((use) => use.erratum === erratum)),
  };
}

/** The largest change allowed under each declared bump. Texts may always be corrected. */
const LIMITS: Readonly<Record<Bump, Bump>> = { none: 'patch', patch: 'patch', minor: 'minor', major: 'major' };

/** The bump of the whole diff without a loss: losses are counted through changes and errata, or reported as unexplained. */
const spared = (bump: Bump): Bump => (bump === 'major' ? 'minor' : bump);

function useOf(change: Change, errata: readonly Erratum[]): UsedErratum[] {
  if (change.bump !== 'major') return [];
  const erratum = errata.find(({ fingerprint }) => fingerprint === change.fingerprint);
  if (!erratum) return [];
  const refused = refusalOf(erratum, change);
  return [{ erratum, change, ...(refused && { refused }) }];
}

/**
 * Why an erratum does not excuse a change, or undefined. A proven break needs a rare narrowing, an unproven one an examination.
 * Kind, direction and places are compared here, because the fingerprint does not cover them.
 */
function refusalOf(erratum: Erratum, change: Change): Refusal | undefined {
  const { kind, direction } = change;
  if ((erratum.kind === 'examined') !== (direction === 'unknown')) return 'kind';
  if (erratum.change.kind !== kind || erratum.change.direction !== direction) return 'change';
  if (!isWhereApproved(erratum.change, change)) return 'places';
  return erratum.kind === 'narrowing' && !isRare(erratum.share) ? 'share' : undefined;
}

/** Whether every place of a change was approved. If a change has more places than it lists, some of them were never seen. */
function isWhereApproved({ path, places = [] }: Erratum['change'], change: Change): boolean {
  const approved = [path, ...places];
  const { places: reported = [], more } = change.params as { places?: readonly string[]; more?: boolean };
  return more !== true && [change.path, ...reported].every((place) => approved.includes(place));
}

/** `X.Y.Z` of each side, where it has one. */
export type Numbers = { previous?: string; next?: string };

/** Whether a bump promises to change more than another. */
export const exceeds = (bump: Bump, limit: Bump): boolean => greatest([bump, limit]) !== limit;

const numbers = (version: string): [major: number, minor: number, patch: number] => {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
};

/** The number that follows `version`: the least that declares the bump. */
export function following(version: string, bump: Bump): string {
  const [major, minor, patch] = numbers(version);
  const steps: Record<Bump, number[]> = {
    none: [major, minor, patch],
    patch: [major, minor, patch + 1],
    minor: [major, minor + 1, 0],
    major: [major + 1, 0, 0],
  };
  return steps[bump].join('.');
}

/** The bump that the step from one number to another declares. Undefined where one is missing, or the step leads back: nothing is declared. */
export function declaredBump({ previous, next }: Numbers): Bump | undefined {
  if (previous === undefined || next === undefined || compareVersions(previous, next) > 0) return undefined;
  if (previous === next) return 'none';
  const [from, to] = [numbers(previous), numbers(next)];
  if (from[0] !== to[0]) return 'major';
  return from[1] === to[1] ? 'patch' : 'minor';
}
