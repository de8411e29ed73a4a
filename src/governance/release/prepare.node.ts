import { readFile, rm } from 'node:fs/promises';
import { emptyStep, MIGRATION } from '../empty-step.ts';
import { following } from '../errata/decide.ts';
import { afterRelease, type ReleaseFile } from './after-release.ts';
import { freeze, numberNext } from '../build/freeze.node.ts';
import { writeFiles, readBytes } from '../../host/tree.node.ts';
import { packageFacts } from '../../host/package-facts.node.ts';
import { under } from '../../host/paths.node.ts';
import { makeArtefacts } from './artefacts/plan.node.ts';
import type { OnStep } from './artefacts/version-archive.node.ts';
import { documentsOf } from './files.node.ts';
import { formatted } from '../format.node.ts';
import { gitTree } from './inputs.node.ts';
import type { Planned } from './plan-next.node.ts';
import { readReleasesFile } from './releases-file.node.ts';
import { refuseStale } from './stale.node.ts';
import { releaseNotesOf } from './notes.node.ts';
import { type ListedArtefact, listedArtefacts } from './sums.node.ts';
import { toDraft07 } from '../../generate/json-schema.ts';
import type { Schema } from '../../model/types.ts';
import { exampleSources } from '../examples/all.node.ts';
import { releasedExamples } from '../examples/published.node.ts';

const ERRATA = 'schema/next/errata.yaml';
const RELEASES = 'schema/releases.json';

/**
 * Makes the release that was planned in the working tree, and commits nothing: `schema/<version>/` frozen, its examples, the documents, the notes, the
 * schema at its stable path, the artefacts in `dist/release/<version>/`, the index, and for the draft an empty list of errata and an empty step. Where it fails there is
 * no frozen folder, and the index is what it was.
 */
export async function prepareRelease(planned: Planned, date: string, onStep: OnStep = () => undefined): Promise<void> {
  await refuseStale();
  const { version } = planned.plan;
  const [file, index] = [await readReleasesFile(), await readFile(under(RELEASES), 'utf8')];
  const draft = following(version, 'minor');
  const documents = await documentsOf(await releaseNotesOf(planned, version, date), draft, file.releases);
  await numberNext(version);
  await freeze(under('schema'), version);
  try {
    await releaseExamples(version);
    await writeFiles(under(), [
      ...documents,
      { path: 'schema/decp.schema.json', text: await stableSchema(version) },
      { path: ERRATA, text: emptied(await readFile(under(ERRATA), 'utf8')) },
      { path: MIGRATION, text: emptyStep(version) },
    ]);
    const frozen = {
      ...{ version, date, tools: packageFacts().version },
      files: await listedFiles(version),
      tree: gitTree(await readBytes(under('schema', version))),
    };
    const writeIndex = async (artefacts: ListedArtefact[]): Promise<void> => {
      const releases = afterRelease(file.releases, { ...frozen, artefacts });
      const text = await formatted(RELEASES, JSON.stringify({ ...file, releases }, null, 2));
      await writeFiles(under(), [{ path: RELEASES, text }]);
    };
    // Listed before its artefacts are made: they are made of what a clone of the tag reads, examples among it.
    await writeIndex([]);
    await writeIndex(await releaseArtefacts({ version }, version, onStep));
  } catch (error) {
    await rm(under('schema', version), { recursive: true, force: true });
    await writeFiles(under(), [{ path: RELEASES, text: index }]);
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

/** Files of a frozen folder that `releases.json` lists: the schema that is published, and the sums of all others. */
const LISTED = ['bundled/decp.schema.json', 'SHA256SUMS'];

async function listedFiles(version: string): Promise<ReleaseFile[]> {
  const files = LISTED.map(async (path) => ({ path, bytes: await readFile(under('schema', version, path)) }));
  return listedArtefacts(await Promise.all(files));
}

/** `schema/decp.schema.json`: the schema of a version in draft-07, at the path from which public catalogues build their addresses. */
async function stableSchema(version: string): Promise<string> {
  const frozen = JSON.parse(await readFile(under('schema', version, 'bundled', 'decp.schema.json'), 'utf8')) as Schema;
  return `${JSON.stringify(toDraft07(frozen), null, 2)}\n`;
}

/** The examples of `next` become those of the release as well, and stay those of the draft: nothing is copied. */
async function releaseExamples(released: string): Promise<void> {
  await writeFiles(under('examples'), releasedExamples(await exampleSources(), released));
  await rm(under('examples', 'next'), { recursive: true, force: true });
}
