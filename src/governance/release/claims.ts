/** Reads the bump that commits claim (Conventional Commits 1.0.0). */
import { greatest } from '../../../packages/schema-diff/src/extension.ts';
import type { Bump } from '../../../packages/schema-diff/src/index.ts';
import type { Claim } from '../../diff/decision.ts';

/** A commit: its full hash and message. */
export type Commit = { hash: string; message: string };

/** `type(scope)!:` at the start of a message. */
const HEADER = /^(?<type>[a-z]+)(\([^()]*\))?(?<bang>!)?:/i;
const FOOTER = /^BREAKING[ -]CHANGE: /m;

/** A commit that touches the format claims at least that its texts changed. */
function claimOf(message: string): Bump {
  const { type, bang } = HEADER.exec(message)?.groups ?? {};
  if (bang !== undefined || FOOTER.test(message)) return 'major';
  return type?.toLowerCase() === 'feat' ? 'minor' : 'patch';
}

/** The claims of commits, the highest first; among equals, as they come. */
export function claimsOf(commits: readonly Commit[]): Claim[] {
  const claims = commits.map(({ hash, message }) => ({
    hash,
    subject: message.split('\n', 1)[0] ?? '',
    bump: claimOf(message),
  }));
  return (['major', 'minor', 'patch'] as const).flatMap((bump) => claims.filter((claim) => claim.bump === bump));
}

export const highestClaim = (claims: readonly Claim[]): Bump => greatest(claims.map(({ bump }) => bump));

/** Tags of the two streams of releases (DESIGN §7). */
const NUMBER = '(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)';
const RELEASE = new RegExp(`^${NUMBER}$`);
const CANDIDATE = new RegExp(`^(${NUMBER})-rc\\.[1-9]\\d*$`);

/** `X.Y.Z`: digits and dots only, as public catalogues ask. */
export const isRelease = (version: string): boolean => RELEASE.test(version);

/** The version that a candidate `X.Y.Z-rc.N` prepares; undefined if it is not a candidate. */
export const candidateOf = (version: string): string | undefined => CANDIDATE.exec(version)?.[1];
