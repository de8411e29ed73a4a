/** The part of the semantic-release plugin context that our plugins read. */

type Tagged = { version?: string; gitTag?: string; gitHead?: string };

export type StreamCommit = { hash: string; message: string };

export type StreamContext = {
  lastRelease: Tagged;
  /** From `verifyRelease` on. */
  nextRelease?: Tagged & { version: string };
  /** The commits since the last release of the branch, whatever they touched. */
  commits: readonly StreamCommit[];
  /** `prerelease`: what the candidates of the branch are called. */
  branch: { name: string; prerelease?: string | boolean };
  env: Record<string, string | undefined>;
  logger: { log: (message: string, ...values: unknown[]) => void };
};

/** An error that semantic-release prints as one sentence, after its code. */
export const refused = (sentence: string): Error =>
  Object.assign(new Error(sentence), { name: 'SemanticReleaseError', code: 'Refus :', semanticRelease: true, details: '' });

export function versionOf({ nextRelease }: StreamContext): string {
  if (!nextRelease) throw new Error('semantic-release: no next release at this step');
  return nextRelease.version;
}
