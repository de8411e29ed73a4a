/** What is asked of each file that a proposal changes: English that follows the French, and the form that `npm run format` gives. */
import { readFile } from 'node:fs/promises';
import { englishRefusals, hasBothLanguages, keptEnglish } from './english.ts';
import type { ChangedFile, Refusal } from './refusal.ts';
import { misshapenCodelists } from '../checks/codelist-forms.node.ts';
import { unformattedFiles } from '../format.node.ts';
import { gitText } from '../../host/git.node.ts';
import { ROOT, under } from '../../host/paths.node.ts';
import type { Base } from './base.node.ts';

/** The English texts that a proposal forgets. What is in no commit yet can only be excused by the commit that will hold it. */
export async function forgottenEnglish(changed: readonly ChangedFile[], base: Base): Promise<Refusal[]> {
  const files = changed.filter(({ path, how }) => how === 'changed' && hasBothLanguages(path));
  if (files.length === 0) return [];
  const messages = (await gitText(['log', '-z', '--no-merges', '--format=%B', `${base.commit}..HEAD`], ROOT)) ?? '';
  const kept = keptEnglish(messages.split('\0'));
  const found = files.map(async ({ path }) => {
    const [before = '', after] = [await base.text(path), await readFile(under(path), 'utf8')];
    return englishRefusals({ path, before, after }, kept);
  });
  return (await Promise.all(found)).flat();
}

/** The files of a proposal that `npm run lint:format` refuses: a proposal that may be merged passes the checks of the tests too. */
export async function formatRefusals(changed: readonly ChangedFile[]): Promise<Refusal[]> {
  const there = changed.filter(({ how }) => how !== 'removed').map(({ path }) => path);
  const codelists = there.some((path) => path.endsWith('.csv')) ? misshapenCodelists(under('schema')) : [];
  const tables = codelists.filter(({ file }) => there.includes(file));
  return [...(await unformatted(there)), ...tables.map((problem): Refusal => ({ kind: 'format', ...problem }))];
}

async function unformatted(paths: readonly string[]): Promise<Refusal[]> {
  if (paths.length === 0) return [];
  // A file that cannot be read is refused by the checks of the sources, or by those of the code.
  const found = new Set(await unformattedFiles());
  return paths.filter((path) => found.has(path)).map((file): Refusal => ({ kind: 'format', file, ...UNFORMATTED }));
}

const UNFORMATTED = {
  fr: "ce fichier n'est pas mis en forme (guillemets, retraits, longueur des lignes) ; lancez « npm run format », qui le fait",
  en: 'this file is not formatted (quotes, indents, length of lines); run “npm run format”, which does it',
};
