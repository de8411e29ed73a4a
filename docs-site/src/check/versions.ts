/** The versions of the format, oldest first. */
import { releases } from '../../../schema/releases.json';
import { inForceOf, proposedOf, type Release } from '../../../src/model/releases.ts';

export const VERSIONS = releases as readonly Release[];

const names = VERSIONS.map(({ version }) => version);

/** The version that the State applies, and the newest one published here where it is another. */
export const IN_FORCE: string = inForceOf(VERSIONS);
export const PROPOSED: string | undefined = proposedOf(VERSIONS);

export const NEWEST: string = names.at(-1) ?? '';

export const isLater = (from: string, to: string): boolean => names.includes(from) && names.indexOf(to) > names.indexOf(from);
