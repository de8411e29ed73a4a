import { InputError } from '../../../finding.ts';
import { parseSums } from '../../../governance/checks/frozen.ts';
import type { Problem } from '../../../governance/problem.ts';
import { git, treeAt } from '../../git.ts';
import { ROOT } from '../../paths.ts';
import { sha256, SUMS } from '../sums.ts';
import type { Listed } from './check-listed.ts';
import { problem } from './words.ts';

/** A tag of the format, the commit that it points to, and the version that it is to be of. */
type Tag = { name: string; commit: string; release: Listed };

/**
 * The tags `X.Y.Z` still point to what was published. A release commit cannot hold its own name, so `releases.json` holds that of the tree of the frozen
 * folder (`tag.tree`), and history tells which commit brought that folder. Throws an InputError where there is no history to ask, unless something else is
 * wrong already (`others`).
 */
export async function checkTags(releases: readonly Listed[], others: boolean): Promise<{ count: number; problems: Problem[] }> {
  const listed = (await said(['for-each-ref', '--format=%(refname:strip=2)', 'refs/tags'])) ?? '';
  const shallow = await said(['rev-parse', '--is-shallow-repository']);
  if (shallow !== 'false') {
    if (others) return { count: 0, problems: [] };
    throw new InputError(shallow === undefined ? 'input.no-repository' : 'input.shallow-clone');
  }
  const names = listed.split('\n').filter((name) => /^\d+\.\d+\.\d+$/.test(name));
  const problems = await Promise.all([
    ...names.map((name) => checkTag(name, releases)),
    ...releases
      .filter(({ version, tag }) => tag?.tree !== undefined && !names.includes(version))
      .map(({ version }) => [problem(folderOf(version), 'tag-missing', version)]),
  ]);
  return { count: names.length, problems: problems.flat() };
}

async function checkTag(name: string, releases: readonly Listed[]): Promise<Problem[]> {
  const commit = (await said(['rev-parse', '--verify', '--quiet', `refs/tags/${name}^{commit}`])) ?? '';
  const release = releases.find(({ version }) => version === name);
  if (release) return checkKnown({ name, commit, release });
  // A clone that stands at an older commit does not know the versions that came later.
  return (await isAncestor('HEAD', commit)) ? [] : [problem('schema/releases.json', 'tag-unknown', name)];
}

async function checkKnown({ name, commit, release }: Tag): Promise<Problem[]> {
  const file = folderOf(name);
  if (!(await isAncestor(commit, 'HEAD'))) return [problem(file, 'tag-elsewhere', name)];
  const tree = release.tag?.tree;
  // Published elsewhere, before there were tags here: the tag shows the folder as it is frozen, wherever it stands.
  if (tree === undefined) return (await holdsFrozen(commit, name)) ? [] : [problem(file, 'tag-content', name)];
  if ((await said(['rev-parse', '--verify', '--quiet', `${commit}:./${file}`])) !== tree)
    return [problem(file, 'tag-content', name)];
  return (await bringerOf(name)) === commit ? [] : [problem(file, 'tag-moved', name)];
}

const folderOf = (version: string): string => `schema/${version}`;

/** The commit that brought the folder of a version. */
const bringerOf = async (version: string): Promise<string | undefined> =>
  (await said(['log', '--diff-filter=A', '--format=%H', 'HEAD', '--', `${folderOf(version)}/${SUMS}`]))?.split('\n').at(-1);

const isAncestor = async (ancestor: string, commit: string): Promise<boolean> =>
  (await git(['merge-base', '--is-ancestor', ancestor, commit], ROOT)) !== undefined;

/** Whether a commit has the folder of a version with the sums that stand in it. */
async function holdsFrozen(commit: string, version: string): Promise<boolean> {
  const top = (await said(['rev-parse', '--show-prefix'])) ?? '';
  const files = await treeAt(commit, `${top}${folderOf(version)}`, ROOT);
  const sums = parseSums(files.get(SUMS)?.toString() ?? '');
  return sums.size > 0 && [...sums].every(([path, sum]) => sum === sha256(files.get(path) ?? Buffer.alloc(0)));
}

const said = async (args: readonly string[]): Promise<string | undefined> => (await git(args, ROOT))?.toString().trim();
