/** Reads what the git history says about releases. Nothing is written. */
import type { Commit } from './claims.ts';
import { gitText } from '../../host/git.node.ts';
import { ROOT } from '../../host/paths.node.ts';

/** Paths whose commits must claim a bump. Counts of real data are in the folder but not part of the format. */
const CLAIMING = ['schema/next', ':(exclude)schema/next/impact*'];

const gitOutput = (args: readonly string[], folder = ROOT): Promise<string | undefined> => gitText(args, folder);

/** The commit of a tag; undefined if there is no such tag. */
export const tagged = async (tag: string): Promise<string | undefined> =>
  nonEmpty(await gitOutput(['rev-parse', '--verify', '--quiet', '--end-of-options', `refs/tags/${tag}^{commit}`]));

/** Whether the history is truncated or missing, so that the absence of a commit proves nothing. */
export const isShallow = async (): Promise<boolean> => (await gitOutput(['rev-parse', '--is-shallow-repository'])) !== 'false';

/** The commit that brought the frozen folder of a version into the history: its release. Undefined in a history that is cut short. */
export async function releaseCommit(version: string): Promise<string | undefined> {
  if (await isShallow()) return undefined;
  const path = `schema/${version}/SHA256SUMS`;
  const added = await gitOutput(['log', '--full-history', '--diff-filter=A', '--format=%H', 'HEAD', '--', path]);
  return nonEmpty(added?.split('\n').at(-1));
}

/**
 * Where a release is in the history. Without its tag `commit` is the one that froze it, which `schema/releases.json` names the
 * version of; undefined where the history does not show it.
 */
export type Start = { isTagged: boolean; commit?: string };

export async function startOf(version: string): Promise<Start> {
  const tag = await tagged(version);
  const commit = tag ?? (await releaseCommit(version));
  return { isTagged: tag !== undefined, ...(commit !== undefined && { commit }) };
}

/** The commits that touched the format since a version was released, newest first. None where there is no history to ask. */
export async function commitsSince(version: string): Promise<Commit[]> {
  const { commit } = await startOf(version);
  return commit === undefined ? [] : claimingCommits(commit);
}

/** Whether the working tree has uncommitted changes of the format. */
export const isUncommitted = async (): Promise<boolean> =>
  nonEmpty(await gitOutput(['--no-literal-pathspecs', 'status', '--porcelain', '--', ...CLAIMING])) !== undefined;

/** The commits that touched the format since another one, newest first; `folder`: the référentiel that is asked. */
export const claimingCommits = (start: string, folder = ROOT): Promise<Commit[]> => logSince(start, CLAIMING, folder);

/** All commits since another one, newest first. */
export const allCommits = (start: string): Promise<Commit[]> => logSince(start, ['.'], ROOT);

async function logSince(start: string, paths: readonly string[], folder: string): Promise<Commit[]> {
  const log = await gitOutput(
    [
      // The paths hold patterns.
      '--no-literal-pathspecs',
      'log',
      // NUL between commits: the only character that no message can hold.
      '-z',
      '--no-merges',
      '--full-history',
      '--format=%H%n%B',
      `${start}..HEAD`,
      '--',
      ...paths,
    ],
    folder,
  );
  return (log ?? '').split('\0').flatMap((entry) => {
    const [hash = '', ...message] = entry.trim().split('\n');
    return hash === '' ? [] : [{ hash, message: message.join('\n') }];
  });
}

const nonEmpty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** Whether a commit since another one touched one of these paths. */
export const touched = async (since: string, paths: readonly string[]): Promise<boolean> =>
  nonEmpty(await gitOutput(['log', '-1', '--full-history', '--format=%H', `${since}..HEAD`, '--', ...paths])) !== undefined;

/** The files that a commit touched; none for a merge, whose commits are reported by themselves. */
export async function pathsOf(commit: string): Promise<string[]> {
  const listed = await gitOutput(['diff-tree', '--no-commit-id', '--root', '--name-only', '-r', '-z', commit]);
  return (listed ?? '').split('\0').filter((path) => path !== '');
}

/** The name of a commit as people read it. */
export const short = (commit: string): string => commit.slice(0, 12);
