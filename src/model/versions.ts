/** The order of the versions of the format: `X.Y.Z` by their numbers, a candidate (`X.Y.Z-rc.N`) as what it prepares, `next` after all. */

const numbers = (version: string): number[] => version.replace(/-.*$/, '').split('.').map(Number);

/** Negative, zero or positive, as version `a` comes before, with or after version `b`. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  if (a === 'next' || b === 'next') return a === 'next' ? 1 : -1;
  const [left, right] = [numbers(a), numbers(b)];
  return left.map((n, i) => n - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

export const isBefore = (a: string, b: string): boolean => compareVersions(a, b) < 0;

/** The first version whose records have one list a kind, which every form but JSON is made for. */
export const BY_KIND = '2.0.1';

/** The first version of the référentiel's own. */
const OWN = '2.1.0';

export const isOwn = (version: string): boolean => !isBefore(version, OWN);

/** The version whose rules judge data of `version`: its own, frozen with it; those of `next` for what was published without rules. */
export const rulesFrom = (version: string): string => (isOwn(version) ? version : 'next');
