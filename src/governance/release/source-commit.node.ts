import { gitText } from '../../host/git.node.ts';
import { ROOT } from '../../host/paths.node.ts';
import type { Input } from './inputs.node.ts';

/** The commit that contains the inputs of a release, with its date, or the reason why there is none. */
export type SourceCommit = { commit: string; date: string } | { missing: 'no-repository' | 'shallow' | 'uncommitted' };

/**
 * The last commit that changed one of the inputs, but for those that the release commit writes: the same before that commit, where the artefacts are made,
 * and after it, where they are checked.
 */
export async function sourceCommit(inputs: readonly Input[], folder = ROOT): Promise<SourceCommit> {
  const gitOutput = (args: readonly string[]): Promise<string | undefined> => gitText(args, folder);
  const paths = inputs.filter(({ written }) => written !== true).map(({ path }) => path);
  const shallow = await gitOutput(['rev-parse', '--is-shallow-repository']);
  if (shallow === undefined) return { missing: 'no-repository' };
  const changed = await gitOutput(['status', '--porcelain', '--untracked-files=all', '--', ...paths]);
  if (changed !== '') return { missing: 'uncommitted' };
  if (shallow === 'true') return { missing: 'shallow' };
  const [commit, date] = (await gitOutput(['log', '-1', '--format=%H %cI', 'HEAD', '--', ...paths]))?.split(' ') ?? [];
  if (commit === undefined || date === undefined) return { missing: 'no-repository' };
  return { commit, date: new Date(date).toISOString().replace('.000Z', 'Z') };
}
