/** Arithmetic of version numbers. */
import { compareVersions } from '../../model/versions.ts';
import { greatest } from '../../../packages/schema-diff/src/extension.ts';
import type { Bump } from '../../../packages/schema-diff/src/index.ts';

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
