/** The codelists of `next` in files: which are not in our form, and how they get it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codelistForm, type CodelistForm } from './codelist-form.ts';
import type { Problem } from '../problem.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { writeFiles } from '../build/write-dist.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { under } from '../../host/paths.node.ts';

const FOLDER = 'next/codelists';

/** Each codelist of `next` in a folder like `schema/`, by path from there, with its bytes and its form. */
const formsIn = (schemaDir: string): ({ path: string; bytes: Buffer } & CodelistForm)[] =>
  readdirSync(join(schemaDir, FOLDER))
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .map((name) => {
      const path = `${FOLDER}/${name}`;
      const bytes = readFileSync(join(schemaDir, path));
      return { path, bytes, ...codelistForm(bytes) };
    });

/** What spreadsheets have saved in another form: one sentence a file. */
export const spreadsheetProblems = (schemaDir: string): Problem[] =>
  formsIn(schemaDir).flatMap(({ path, fault }) => (fault ? [{ file: `schema/${path}`, ...fault }] : []));

const isOther = ({ bytes, text, lost }: { bytes: Buffer } & CodelistForm): boolean => lost ?? !Buffer.from(text).equals(bytes);

/** The lists that `npm run format` would change, or cannot: one sentence a file. */
export const misshapenCodelists = (schemaDir: string): Problem[] =>
  formsIn(schemaDir)
    .filter(isOther)
    .map(({ path, fault = OTHERWISE }) => ({ file: `schema/${path}`, ...fault }));

/** `npm run format` of the codelists, after oxfmt has done the rest. `check`: nothing is written, and 1 is given where something would be. */
export async function formatCodelists(lang: Lang, check: boolean): Promise<ExitCode> {
  const changed = check ? [] : formsIn(under('schema')).filter((form) => isOther(form) && !form.lost);
  await writeFiles(under('schema'), changed);
  for (const { path } of changed) console.log(`schema/${path}`);
  const left = misshapenCodelists(under('schema'));
  for (const { file, ...texts } of left) console.error(`${file}\n  ${texts[lang]}`);
  return left.length > 0 ? EXIT.findings : EXIT.conforming;
}

const OTHERWISE = {
  fr: "ce tableau n'a pas la forme du référentiel (guillemets, fin de ligne) ; lancez « npm run format »",
  en: 'this table is not in the form of the référentiel (quotes, line ends); run “npm run format”',
};
