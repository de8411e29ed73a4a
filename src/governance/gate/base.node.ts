import { relative, sep } from 'node:path';
import { blobAt, commitOf, entryAt, forkOf, topOf } from '../../host/git.node.ts';
import { ROOT } from '../../host/paths.node.ts';

/**
 * The commit that a proposal left. `name`: as it was called; `prefix`: the way from the top of the repository to the référentiel, which may be
 * a folder of it; `root`: where git is asked.
 */
export type Base = {
  name: string;
  commit: string;
  prefix: string;
  root: string;
  /** The text of a file by its path from the top of the référentiel. Undefined where there is none. */
  text(path: string): Promise<string | undefined>;
};

export async function baseOf(name: string): Promise<Base> {
  const commit = await forkOf(await commitOf(name, ROOT), ROOT);
  const inside = relative(await topOf(ROOT), ROOT).replaceAll(sep, '/');
  const prefix = inside === '' ? '' : `${inside}/`;
  const text = async (path: string) =>
    (await entryAt(commit, prefix + path, ROOT)) === 'blob'
      ? (await blobAt(commit, prefix + path, ROOT)).toString('utf8')
      : undefined;
  return { name, commit, prefix, root: ROOT, text };
}
