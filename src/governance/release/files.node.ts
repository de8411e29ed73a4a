import { readFile } from 'node:fs/promises';
import type { ReleaseEntry } from './after-release.ts';
import { inForceOf } from '../../model/releases.ts';
import { readmeWith } from './changelog/readme.ts';
import type { ReleaseNotes } from './changelog/types.ts';
import { readOrganisation, catalogueText } from '../organisation/read.node.ts';
import { under } from '../../host/paths.node.ts';
import { formatted } from '../format.node.ts';
import { notesBlocks, releaseNotes } from './changelog/blocks.ts';
import { pageOf } from './changelog/page.ts';

/** A file of the repository, by path from its top. */
export type Written = { path: string; text: string };

/** The path of the notes of a release, by language. */
export const notesPath = (version: string, lang: 'fr' | 'en'): string => `releases/${version}.${lang}.md`;

/** The documents that a release changes, and its notes. They are made before anything is written: what cannot be decided is not released. */
export async function documentsOf(notes: ReleaseNotes, expected: string, entries: readonly ReleaseEntry[]): Promise<Written[]> {
  const before = entries.find(({ version }) => version === notes.previous)?.legalTexts ?? [];
  const released = { notes, expected, before };
  const catalogue = catalogueText(await readOrganisation(), { inForce: inForceOf(entries), latest: notes.version });
  const documents: Written[] = [
    { path: 'CHANGELOG.md', text: withRelease(await read('CHANGELOG.md'), notes) },
    { path: 'README.md', text: readmeWith(await read('README.md'), released, 'fr') },
    { path: 'README.en.md', text: readmeWith(await read('README.en.md'), released, 'en') },
    { path: 'schemas.yml', text: catalogue },
    ...(['fr', 'en'] as const).map((lang) => ({ path: notesPath(notes.version, lang), text: releaseNotes(notes, lang) })),
  ];
  return Promise.all(documents.map(async ({ path, text }) => ({ path, text: await formatted(path, text) })));
}

const read = (path: string): Promise<string> => readFile(under(path), 'utf8');

/** Heading of what is not yet released. */
const UNRELEASED = '## Non publié';
/** The part of it that speaks of the format: it goes to the release; the rest, of the tools, stays. */
const FORMAT = /^### Le format\b/;

/** The changelog with the entry of the release under what is not released. Throws where it has no such heading. */
export function withRelease(changelog: string, notes: ReleaseNotes): string {
  const sections = splitAt(changelog, /^## /);
  const at = sections.findIndex((section) => section.startsWith(UNRELEASED));
  const unreleased = sections[at];
  if (unreleased === undefined) throw new Error(`CHANGELOG.md: « ${UNRELEASED} » is missing`);
  const parts = splitAt(unreleased, /^### /);
  const written = parts.filter((part) => FORMAT.test(part)).map((part) => part.replace(/^.*\n/, '').trim());
  const rest = parts.filter((part) => !FORMAT.test(part)).join('');
  return sections.toSpliced(at, 1, rest, `${entryOf(notes, written)}\n\n`).join('');
}

/** The section of a release. `written`: hand-written text, with headings of level four. */
function entryOf(notes: ReleaseNotes, written: readonly string[] = []): string {
  const page = pageOf(notes, 'fr');
  const kept = written.filter((text) => text !== '').flatMap((text) => [`### ${page.say['in-short']()}`, text]);
  return [`## ${notes.version}, ${notes.date}`, ...notesBlocks(page, 3, kept)].join('\n\n');
}

/** Splits a text before each line with this prefix. The first piece is the text before all of them. */
function splitAt(text: string, start: RegExp): string[] {
  const pieces: string[] = [''];
  let fenced = false;
  for (const line of text.split(/(?<=\n)/)) {
    if (line.startsWith('```')) fenced = !fenced;
    if (!fenced && start.test(line)) pieces.push(line);
    else pieces.push(`${pieces.pop() ?? ''}${line}`);
  }
  return pieces;
}
