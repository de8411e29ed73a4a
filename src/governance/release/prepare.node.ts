import { readFile, rm } from 'node:fs/promises';
import { following } from '../errata/numbers.ts';
import { afterRelease } from './after-release.ts';
import { freeze } from '../build/freeze.node.ts';
import { writeFiles } from '../build/write-dist.node.ts';
import { packageFacts } from '../../host/package-facts.node.ts';
import { under } from '../../host/paths.node.ts';
import { makeArtefacts } from './artefacts/make.node.ts';
import type { OnStep } from './artefacts/version-archive.node.ts';
import { releaseExamples } from './release-examples.node.ts';
import { documentsOf } from './files.node.ts';
import { formatted } from '../format.node.ts';
import { listedFiles, stableSchema } from './frozen-folder.node.ts';
import { gitTree } from './git-tree.node.ts';
import { numberNext } from './number-next.node.ts';
import type { Planned } from './plan-next.node.ts';
import { readFiles } from './read-files.node.ts';
import { readReleasesFile } from './releases-file.node.ts';
import { refuseStale } from './stale.node.ts';
import { storyOf } from './story.node.ts';
import { type ListedArtefact, listedArtefacts } from './sums.node.ts';

const ERRATA = 'schema/next/errata.yaml';
const RELEASES = 'schema/releases.json';

/**
 * Makes the release that was planned in the working tree, and commits nothing: `schema/<version>/` frozen, its examples, the documents, the notes, the
 * schema at its stable path, the artefacts in `dist/release/<version>/`, the index, and an empty list of errata for the draft. Where it fails there is
 * no frozen folder.
 */
export async function prepareRelease(planned: Planned, date: string, onStep: OnStep = () => undefined): Promise<void> {
  await refuseStale();
  const { version, expected = version } = planned.plan;
  const file = await readReleasesFile();
  const draft = following(version, 'minor');
  const documents = await documentsOf(await storyOf(planned, version, date), draft, file.releases);
  await numberNext(version);
  await freeze(under('schema'), version);
  try {
    await releaseExamples({ draft: expected, released: version, expected: draft });
    await writeFiles(under(), [
      ...documents,
      { path: 'schema/decp.schema.json', text: await stableSchema(version) },
      { path: ERRATA, text: emptied(await readFile(under(ERRATA), 'utf8')) },
    ]);
    const releases = afterRelease(file.releases, {
      ...{ version, date, tools: packageFacts().version },
      files: await listedFiles(version),
      tree: gitTree(await readFiles(under('schema', version))),
      artefacts: await releaseArtefacts({ version }, version, onStep),
    });
    const index = await formatted(RELEASES, JSON.stringify({ ...file, releases }, null, 2));
    await writeFiles(under(), [{ path: RELEASES, text: index }]);
  } catch (error) {
    await rm(under('schema', version), { recursive: true, force: true });
    throw error;
  }
}

/** Makes what is downloaded of a version in `dist/release/<name>/`, and says what it is. `as`: the candidate that `next` is. */
export async function releaseArtefacts(
  asked: { version: string; as?: string },
  name: string,
  onStep: OnStep = () => undefined,
): Promise<ListedArtefact[]> {
  const { artefacts } = await makeArtefacts(asked, onStep);
  await writeFiles(under('dist', 'release', name), artefacts);
  return listedArtefacts(artefacts);
}

/** The list without its entries: what it says at its head holds for the next ones. */
const emptied = (errata: string): string => {
  const head = errata.split('\n').filter((line) => line.startsWith('#'));
  return `${head.join('\n')}\n\n[]\n`;
};
