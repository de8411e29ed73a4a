/** The two READMEs when a version is released: the table of versions, and what is said of `next`. */
import { type Lang, KITS } from '../../../../packages/base/src/language.ts';
import { labelOf } from '../../../model/shell.ts';
import { STATUS_WORDS } from '../../../model/releases.ts';
import type { ReleaseNotes } from './types.ts';

/** `expected`: the number of the draft from now on; `before`: the legal texts of the version before. */
export type Released = { notes: ReleaseNotes; expected: string; before: readonly string[] };

type Words = {
  versions: RegExp;
  next: RegExp;
  same(version: string): string;
  more(titles: string): string;
  draft(expected: string, version: string): string;
};

const WORDS: Record<Lang, Words> = {
  fr: {
    versions: /^### Versions publiées$/,
    next: /^### La prochaine : next$/,
    same: (version) => `les mêmes que ${version}`,
    more: (titles) => `les mêmes, et ${titles}`,
    draft: (expected, version) =>
      `\`next\`, qui deviendra sans doute la version ${expected}, part de la ${version}. Ce qui y a changé depuis se lit avec \`npx decp diff --latest\`, et ce\nque dit chaque version publiée dans [CHANGELOG.md](CHANGELOG.md).`,
  },
  en: {
    versions: /^### Published versions$/,
    next: /^### The next one: next$/,
    same: (version) => `the same as ${version}`,
    more: (titles) => `the same, and ${titles}`,
    draft: (expected, version) =>
      `\`next\`, which will most likely become version ${expected}, starts from ${version}. What has changed in it since is shown by \`npx decp diff --latest\`, and\nwhat each published version says in [CHANGELOG.md](CHANGELOG.md) (in French).`,
  },
};

/** The README with the release in it. Throws where a heading that it looks for is gone. */
export function readmeWith(readme: string, released: Released, lang: Lang): string {
  const words = WORDS[lang];
  const lines = readme.split('\n');
  withRow(lines, released, lang);
  withDraft(lines, released, words);
  return lines.join('\n');
}

/** The new row is the last one: that of the proposal before says that it is replaced. What is in force stays so. */
function withRow(lines: string[], { notes, before }: Released, lang: Lang): void {
  const words = WORDS[lang];
  const table = after(lines, words.versions, /^\|/);
  const end = table + lines.slice(table).findIndex((line) => !line.startsWith('|'));
  const [published, replaced] = [STATUS_WORDS['publiée ici'][lang], STATUS_WORDS.remplacée[lang]];
  for (let i = table; i < end; i++) lines[i] = (lines[i] ?? '').replace(`| ${published}`, `| ${replaced}`);
  const cells = [notes.version, notes.date, textsCell(notes, before, lang), published];
  lines.splice(end, 0, `| ${cells.join(' | ')} |`);
}

function textsCell({ legal, legalTexts, previous }: ReleaseNotes, before: readonly string[], lang: Lang): string {
  const words = WORDS[lang];
  const added = legalTexts.filter((id) => !before.includes(id));
  const titles = KITS[lang].and(added.map((id) => legal.get(id)?.[lang] ?? id));
  if (before.some((id) => !legalTexts.includes(id))) return titles;
  return added.length === 0 ? words.same(previous) : words.more(titles);
}

function withDraft(lines: string[], { notes, expected }: Released, words: Words): void {
  const start = after(lines, words.next, /\S/);
  const end = start + lines.slice(start).findIndex((line) => line.startsWith('#'));
  lines.splice(start, end - start, ...words.draft(expected, notes.version).split('\n'), '');
}

/** The first line of some kind after a heading. */
function after(lines: readonly string[], heading: RegExp, kind: RegExp): number {
  const at = lines.findIndex((line) => heading.test(line));
  const found = at < 0 ? -1 : lines.findIndex((line, i) => i > at && kind.test(line));
  if (found < 0) throw new Error(`README: ${heading.source} is missing`);
  return found;
}

/** What examples say of their version: those that say the label of the draft say another one. */
export const withLabel = (text: string, from: string, to: string): string =>
  text.replaceAll(`"version": "${labelOf(entry(from))}"`, `"version": "${labelOf(entry(to))}"`);

const entry = (version: string) => ({ version, status: 'brouillon' }) as const;
