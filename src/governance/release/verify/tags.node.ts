import { InputError } from '../../../finding.ts';
import { parseSums } from '../../checks/frozen.ts';
import type { Problem } from '../../problem.ts';
import { isRelease } from '../tags.ts';
import { git, gitText, treeAt } from '../../../host/git.node.ts';
import { ROOT } from '../../../host/paths.node.ts';
import { releaseCommit, tagged } from '../history.node.ts';
import { sha256 } from '../../../host/sha256.node.ts';
import { SUMS } from '../sums.node.ts';
import type { Listed } from './check-listed.node.ts';
import { problem } from './words.ts';

/** A tag of the format, the commit that it points to, and the version that it is to be of. */
type Tag = { name: string; commit: string; release: Listed };

/**
 * The tags `X.Y.Z` still point to what was released. A release commit cannot hold its own name: history tells which commit brought the frozen folder, and
 * `releases.json` holds the name of its tree (`tag.tree`). Throws an InputError where there is no history to ask, unless something else is wrong already
 * (`others`).
 */
export async function checkTags(releases: readonly Listed[], others: boolean): Promise<{ count: number; problems: Problem[] }> {
  const shallow = await said(['rev-parse', '--is-shallow-repository']);
  if (shallow !== 'false') {
    if (others) return { count: 0, problems: [] };
    throw new InputError(shallow === undefined ? 'input.no-repository' : 'input.shallow-clone');
  }
  const listed = (await said(['for-each-ref', '--format=%(refname:strip=2)', 'refs/tags'])) ?? '';
  const names = listed.split('\n').filter(isRelease);
  const untagged = releases.filter(({ version }) => !names.includes(version));
  const problems = await Promise.all([...names.map((name) => checkTag(name, releases)), ...untagged.map(checkUntagged)]);
  return { count: names.length, problems: problems.flat() };
}

/** Made here, by these tools: the versions published elsewhere have the tags of another history. */
const isOurs = ({ tools }: Listed): boolean => tools !== undefined;

/** A release that is not in a commit yet has no tag to miss. */
const checkUntagged = async (release: Listed): Promise<Problem[]> =>
  isOurs(release) && (await releaseCommit(release.version)) !== undefined
    ? [problem(folderOf(release.version), 'tag-missing', release.version)]
    : [];

async function checkTag(name: string, releases: readonly Listed[]): Promise<Problem[]> {
  const commit = (await tagged(name)) ?? '';
  const release = releases.find(({ version }) => version === name);
  if (release) return checkKnown({ name, commit, release });
  // A clone that stands at an older commit does not know the versions that came later.
  return (await isAncestor('HEAD', commit)) ? [] : [problem('schema/releases.json', 'tag-unknown', name)];
}

async function checkKnown({ name, commit, release }: Tag): Promise<Problem[]> {
  const file = folderOf(name);
  if (!(await isAncestor(commit, 'HEAD'))) return [problem(file, 'tag-elsewhere', name)];
  // Published elsewhere, before there were tags here: the tag shows the folder as it is frozen, wherever it stands.
  if (!isOurs(release)) return (await holdsFrozen(commit, name)) ? [] : [problem(file, 'tag-content', name)];
  if ((await releaseCommit(name)) !== commit) return [problem(file, 'tag-moved', name)];
  const tree = release.tag?.tree;
  const shown = await said(['rev-parse', '--verify', '--quiet', `${commit}:./${file}`]);
  return tree === undefined || tree === shown ? [] : [problem(file, 'tag-content', name)];
}

const folderOf = (version: string): string => `schema/${version}`;

const isAncestor = async (ancestor: string, commit: string): Promise<boolean> =>
  (await git(['merge-base', '--is-ancestor', ancestor, commit], ROOT)) !== undefined;

/** Whether a commit has the folder of a version with the sums that stand in it. */
async function holdsFrozen(commit: string, version: string): Promise<boolean> {
  const top = (await said(['rev-parse', '--show-prefix'])) ?? '';
  const files = await treeAt(commit, `${top}${folderOf(version)}`, ROOT);
  const sums = parseSums(files.get(SUMS)?.toString() ?? '');
  return sums.size > 0 && [...sums].every(([path, sum]) => sum === sha256(files.get(path) ?? Buffer.alloc(0)));
}

const said = (args: readonly string[]): Promise<string | undefined> => gitText(args, ROOT);
