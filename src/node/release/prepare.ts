import { readFile, rm } from 'node:fs/promises';
import type { ReleasePlan } from '../../diff/release-plan.ts';
import { afterRelease } from '../../governance/release/releases.ts';
import { freeze } from '../build/freeze.ts';
import { writeFiles } from '../build/write-dist.ts';
import { packageFacts } from '../package.ts';
import { under } from '../paths.ts';
import { releaseExamples } from './examples.ts';
import { documentsOf } from './files.ts';
import { formatted } from './formatted.ts';
import { listedFiles, stableSchema } from './frozen-folder.ts';
import type { Planned } from './plan.ts';
import { readReleasesFile } from './releases.ts';
import { storyOf } from './story.ts';

const ERRATA = 'schema/next/errata.yaml';

/**
 * Makes the release that was planned in the working tree, and commits nothing: `schema/<version>/` frozen, its examples, the index, the schema at its
 * stable path, the documents, the notes; then an empty list of errata for the draft. Where it fails there is no frozen folder.
 */
export async function prepareRelease(planned: Planned, date: string): Promise<void> {
  const { version } = planned.plan;
  const file = await readReleasesFile();
  const story = await storyOf(planned, version, date);
  const released = { version, date, tools: packageFacts().version };
  const expected = expectedOf(afterRelease(file.releases, { ...released, files: [] }));
  const documents = await documentsOf(story, expected, file.releases);
  await freeze(under('schema'), version);
  try {
    const releases = afterRelease(file.releases, { ...released, files: await listedFiles(version) });
    await releaseExamples({ draft: draftOf(planned.plan), released: version, expected });
    await writeFiles(under(), [
      ...documents,
      {
        path: 'schema/releases.json',
        text: await formatted('schema/releases.json', JSON.stringify({ ...file, releases }, null, 2)),
      },
      { path: 'schema/decp.schema.json', text: await stableSchema(version) },
      { path: ERRATA, text: emptied(await readFile(under(ERRATA), 'utf8')) },
    ]);
  } catch (error) {
    await rm(under('schema', version), { recursive: true, force: true });
    throw error;
  }
}

const expectedOf = (entries: ReturnType<typeof afterRelease>): string => entries.at(-1)?.expectedVersion ?? '';

const draftOf = ({ expected, version }: ReleasePlan): string => expected ?? version;

/** The list without its entries: what it says at its head holds for the next ones. */
const emptied = (errata: string): string =>
  `${errata
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .join('\n')}\n\n[]\n`;
