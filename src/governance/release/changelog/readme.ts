/** The two READMEs when a version is released: the table of versions, and what is said of `next`. */
import { type Lang, FORMATTERS } from '../../../../packages/base/src/language.ts';
import { CHANGELOG } from '../../../messages/compiled/changelog.ts';
import { VERSION_STATUS } from '../../../messages/compiled/version-status.ts';
import type { ReleaseNotes } from './types.ts';

/** `expected`: the number of the draft from now on; `before`: the legal texts of the version before. */
export type Released = { notes: ReleaseNotes; expected: string; before: readonly string[] };

/** The headings that it looks for. */
const HEADINGS: Record<Lang, { versions: RegExp; next: RegExp }> = {
  fr: { versions: /^### Versions publiées$/, next: /^### La prochaine : next$/ },
  en: { versions: /^### Published versions$/, next: /^### The next one: next$/ },
};

/** The README with the release in it. Throws where a heading that it looks for is gone. */
export function readmeWith(readme: string, released: Released, lang: Lang): string {
  const lines = readme.split('\n');
  withRow(lines, released, lang);
  withDraft(lines, released, lang);
  return lines.join('\n');
}

/** The new row is the last one: that of the proposal before says that it is replaced. What is in force stays so. */
function withRow(lines: string[], { notes, before }: Released, lang: Lang): void {
  const table = after(lines, HEADINGS[lang].versions, /^\|/);
  const end = table + lines.slice(table).findIndex((line) => !line.startsWith('|'));
  const status = VERSION_STATUS[lang];
  const [published, replaced] = [status['publiée ici'](), status.remplacée()];
  for (let i = table; i < end; i++) lines[i] = (lines[i] ?? '').replace(`| ${published}`, `| ${replaced}`);
  const cells = [notes.version, notes.date, textsCell(notes, before, lang), published];
  lines.splice(end, 0, `| ${cells.join(' | ')} |`);
}

function textsCell({ legal, legalTexts, previous }: ReleaseNotes, before: readonly string[], lang: Lang): string {
  const say = CHANGELOG[lang];
  const added = legalTexts.filter((id) => !before.includes(id));
  const titles = FORMATTERS[lang].and(added.map((id) => legal.get(id)?.[lang] ?? id));
  if (before.some((id) => !legalTexts.includes(id))) return titles;
  return added.length === 0 ? say['readme.same-texts']({ version: previous }) : say['readme.more-texts']({ titles });
}

function withDraft(lines: string[], { notes, expected }: Released, lang: Lang): void {
  const start = after(lines, HEADINGS[lang].next, /\S/);
  const end = start + lines.slice(start).findIndex((line) => line.startsWith('#'));
  const draft = CHANGELOG[lang]['readme.draft']({ expected, version: notes.version });
  lines.splice(start, end - start, ...draft.split('\n'), '');
}

/** The first line of some kind after a heading. */
function after(lines: readonly string[], heading: RegExp, kind: RegExp): number {
  const at = lines.findIndex((line) => heading.test(line));
  const found = at < 0 ? -1 : lines.findIndex((line, i) => i > at && kind.test(line));
  if (found < 0) throw new Error(`README: ${heading.source} is missing`);
  return found;
}
