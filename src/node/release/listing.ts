import type { ReleaseEntry } from '../../governance/release/releases.ts';
import { writeFiles } from '../build/write-dist.ts';
import { under } from '../paths.ts';
import { makeArtefacts } from './artefacts/make.ts';
import type { OnStep } from './artefacts/version-archive.ts';
import { formatted } from './formatted.ts';
import { gitTree } from './git-tree.ts';
import { readFiles } from './read-files.ts';
import { readReleasesFile } from './releases.ts';
import { listedArtefacts, type ListedArtefact } from './sums.ts';

const INDEX = 'schema/releases.json';

/**
 * Makes the artefacts of a version that stands frozen, into `dist/release/<version>/`, and says them in `schema/releases.json`: size and sum of each, and
 * the name of the tree to which the tag of the version must lead. The last thing that a release writes: all that the artefacts are made from stands.
 */
export async function listRelease(version: string, onStep?: OnStep): Promise<ListedArtefact[]> {
  const { artefacts } = await makeArtefacts({ version }, onStep);
  const listed = listedArtefacts(artefacts);
  const tree = gitTree(await readFiles(under('schema', version)));
  const { releases, ...file } = await readReleasesFile();
  const entries = releases.map((entry) => (entry.version === version ? withArtefacts(entry, tree, listed) : entry));
  const text = await formatted(INDEX, JSON.stringify({ ...file, releases: entries }, null, 2));
  await writeFiles(under('dist', 'release', version), artefacts);
  await writeFiles(under(), [{ path: INDEX, text }]);
  return listed;
}

const withArtefacts = (entry: ReleaseEntry, tree: string, artefacts: readonly ListedArtefact[]): ReleaseEntry => ({
  ...entry,
  tag: { ...entry.tag, tree },
  artefacts,
});
