/** The versions of the format, oldest first. */
import { releases } from '../../../schema/releases.json';
import { inForceOf, isBefore, proposedOf, type Release } from '../../../src/model/releases.ts';

export const VERSIONS = releases as readonly Release[];

const names = VERSIONS.map(({ version }) => version);

/** The version that the State applies, and the newest one published here where it is another. */
export const IN_FORCE: string = inForceOf(VERSIONS);
export const PROPOSED: string | undefined = proposedOf(VERSIONS);

/**
 * The versions to compare before any is chosen: the one in force, and the proposal or else the newest. Where that is the one in force as well, the newest
 * published before it. `releases`: oldest first.
 */
export function pairOf(releases: readonly Release[]): { from: string; to: string } {
  const inForce = inForceOf(releases);
  const to = proposedOf(releases) ?? releases.at(-1)?.version ?? inForce;
  if (to !== inForce) return { from: inForce, to };
  const earlier = releases.filter(({ version, status }) => status !== 'brouillon' && isBefore(version, to)).at(-1);
  return { from: earlier?.version ?? inForce, to };
}

export const isLater = (from: string, to: string): boolean => names.includes(from) && names.indexOf(to) > names.indexOf(from);
