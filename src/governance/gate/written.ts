/** What a release wrote beside the folder of its version: its notes, and its section of the changelog. */
import type { Texts } from '../../../packages/base/src/language.ts';
import type { ChangedFile, Refusal } from './refusal.ts';

const NOTES = /^releases\/(\d+\.\d+\.\d+)\.(?:fr|en)\.md$/;
const CHANGELOG = 'CHANGELOG.md';

/** The notes of versions that were published when the proposal left its base. `published`: their numbers. */
export const notesRefusals = (changed: readonly ChangedFile[], published: readonly string[]): Refusal[] =>
  changed.flatMap(({ path, how }): Refusal[] => {
    const [, version = ''] = NOTES.exec(path) ?? [];
    return published.includes(version) ? [{ kind: 'generated', file: path, ...ofNotes(version, how) }] : [];
  });

function ofNotes(version: string, how: ChangedFile['how']): Texts {
  const undo =
    how === 'added'
      ? { fr: 'supprimez ce fichier', en: 'remove this file' }
      : { fr: 'remettez-les (git restore)', en: 'restore them (git restore)' };
  return {
    fr: `les notes de la version ${version} ont été écrites par sa publication, et aucune main ne les change ; ${undo.fr}`,
    en: `the notes of version ${version} were written by its publication, and no hand changes them; ${undo.en}`,
  };
}

/** The sections of versions that the changelog of the base lists; the others, and what is not released, are free. */
export function changelogRefusals(before: string | undefined, after: string | undefined): Refusal[] {
  const now = sectionsOf(after);
  return [...sectionsOf(before)].flatMap(([version, section]): Refusal[] =>
    now.get(version) === section ? [] : [{ kind: 'generated', file: CHANGELOG, ...ofSection(version) }],
  );
}

const ofSection = (version: string): Texts => ({
  fr: `la section de la version ${version} a été écrite par sa publication, et elle est modifiée ; remettez-la comme elle était, et dites ce qui change sous « Non publié »`,
  en: `the section of version ${version} was written by its publication, and it is changed; put it back as it was, and tell what changes under “Non publié”`,
});

/** The text of each version, by its number: all of it, where somebody writes a second section of the same one. */
function sectionsOf(changelog = ''): Map<string, string> {
  const sections = new Map<string, string>();
  let version: string | undefined;
  let isFenced = false;
  for (const line of changelog.split(/\r?\n/)) {
    if (line.startsWith('```')) isFenced = !isFenced;
    if (!isFenced && line.startsWith('## ')) version = /^## (\d+\.\d+\.\d+)(?![\w.-])/.exec(line)?.[1];
    if (version !== undefined) sections.set(version, `${sections.get(version) ?? ''}${line}\n`);
  }
  return new Map([...sections].map(([key, text]) => [key, text.trimEnd()]));
}
