import type { Problem } from '../../problem.ts';
import { checkFrozenFolders, checkReleaseFiles } from '../../build/frozen.node.ts';
import { versionFolders } from '../../../model/read-version.node.ts';
import { under } from '../../../host/paths.node.ts';
import { type Listed, readReleases } from './check-listed.node.ts';
import { checkTags } from './tags.node.ts';

/** What was looked at in a clone, and what is wrong there. */
export type CloneCheck = { versions: number; tags: number; problems: Problem[] };

type WithFiles = Listed & { files: { path: string; bytes: number; sha256: string }[] };

/** The published versions of this clone have not changed, and their tags have not moved. Throws an InputError where git cannot say. */
export async function checkClone(): Promise<CloneCheck> {
  const schema = under('schema');
  const versions = (await versionFolders(schema)).filter((version) => version !== 'next');
  const releases = (await readReleases()) as WithFiles[];
  const folders = [...(await checkFrozenFolders(schema, versions)), ...(await checkReleaseFiles(schema, releases))];
  const { count, problems } = await checkTags(releases, folders.length > 0);
  return { versions: versions.length, tags: count, problems: [...folders, ...problems] };
}
