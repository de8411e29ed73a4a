/** Tags of the two streams of releases (DESIGN §7). */

const NUMBER = '(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)';
const RELEASE = new RegExp(`^${NUMBER}$`);
const CANDIDATE = new RegExp(`^(${NUMBER})-rc\\.[1-9]\\d*$`);

/** `X.Y.Z`: digits and dots only, as public catalogues ask. */
export const isRelease = (version: string): boolean => RELEASE.test(version);

/** The number that a candidate `X.Y.Z-rc.N` prepares; undefined for what is none. */
export const candidateOf = (version: string): string | undefined => CANDIDATE.exec(version)?.[1];
