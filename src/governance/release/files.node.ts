import { readFile } from 'node:fs/promises';
import { catalogueText } from '../organisation/names.ts';
import type { ReleaseEntry } from './after-release.ts';
import { inForceOf } from '../../model/releases.ts';
import { withRelease } from './changelog/changelog.ts';
import { releaseNotes } from './changelog/notes.ts';
import { readmeWith } from './changelog/readme.ts';
import type { Story } from './changelog/types.ts';
import { readOrganisation } from '../organisation/read.node.ts';
import { under } from '../../host/paths.node.ts';
import { formatted } from '../format.node.ts';

/** A file of the repository, by path from its top. */
export type Written = { path: string; text: string };

/** Where the notes of a release stand, by language. */
export const notesPath = (version: string, lang: 'fr' | 'en'): string => `releases/${version}.${lang}.md`;

/** The documents that a release changes, and its notes. They are made before anything is written: what cannot be told is not released. */
export async function documentsOf(story: Story, expected: string, entries: readonly ReleaseEntry[]): Promise<Written[]> {
  const before = entries.find(({ version }) => version === story.previous)?.legalTexts ?? [];
  const released = { story, expected, before };
  const catalogue = catalogueText(await readOrganisation(), { inForce: inForceOf(entries), latest: story.version });
  const documents: Written[] = [
    { path: 'CHANGELOG.md', text: withRelease(await read('CHANGELOG.md'), story) },
    { path: 'README.md', text: readmeWith(await read('README.md'), released, 'fr') },
    { path: 'README.en.md', text: readmeWith(await read('README.en.md'), released, 'en') },
    { path: 'schemas.yml', text: catalogue },
    ...(['fr', 'en'] as const).map((lang) => ({ path: notesPath(story.version, lang), text: releaseNotes(story, lang) })),
  ];
  return Promise.all(documents.map(async ({ path, text }) => ({ path, text: await formatted(path, text) })));
}

const read = (path: string): Promise<string> => readFile(under(path), 'utf8');
