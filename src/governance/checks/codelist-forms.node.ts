/** Checks and restores the canonical form of the codelist files of `next`. */
import { join } from 'node:path';
import type { Problem } from '../problem.ts';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { readBytes, writeFiles } from '../../host/tree.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { under } from '../../host/paths.node.ts';
import { InputError } from '../../finding.ts';
import { inOurForm, savedBySpreadsheet, type Mark } from '../../model/codelist-form.ts';
import { decode } from '../../read/csv/decode.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

const FOLDER = 'next/codelists';

type Listed = { path: string; bytes: Uint8Array } & CodelistForm;

/** Returns the codelists of `next` among the files of `schema/` (path from `schema/` → bytes), with their form. */
const formsAmong = (files: ReadonlyMap<string, Uint8Array>): Listed[] =>
  [...files].flatMap(([path, bytes]) => (IS_LIST.test(path) ? [{ path, bytes, ...codelistForm(bytes) }] : []));

const IS_LIST = /^next\/codelists\/[^/]+\.csv$/;

/** Reads the codelists of `next` from a folder laid out like `schema/`. */
const formsIn = async (schemaDir: string): Promise<Listed[]> => {
  const lists = await readBytes(join(schemaDir, FOLDER));
  return formsAmong(new Map([...lists].map(([name, bytes]) => [`${FOLDER}/${name}`, bytes])));
};

/**
 * Reports codelists that a spreadsheet saved in another form, one problem per file. `files`: those of `schema/`, by path from
 * there.
 */
export const spreadsheetProblems = (files: ReadonlyMap<string, Uint8Array>): Problem[] =>
  formsAmong(files).flatMap(({ path, fault }) => (fault ? [{ file: `schema/${path}`, ...fault }] : []));

const isOther = ({ bytes, text, lost }: Listed): boolean => lost ?? !Buffer.from(text).equals(bytes);

/** Reports the codelists that `npm run format` would change, or cannot fix; one problem per file. */
export const misshapenCodelists = async (schemaDir: string): Promise<Problem[]> =>
  (await formsIn(schemaDir)).filter(isOther).map(({ path, fault = OTHERWISE }) => ({ file: `schema/${path}`, ...fault }));

/**
 * The codelist part of `npm run format`, which runs after oxfmt. `check`: writes nothing; the exit code is 1 if a file is not in
 * canonical form.
 */
export async function runFormat({ lang, check = false }: { lang: Lang; check?: boolean }): Promise<ExitCode> {
  const changed = check ? [] : (await formsIn(under('schema'))).filter((form) => isOther(form) && !form.lost);
  await writeFiles(under('schema'), changed);
  for (const { path } of changed) console.log(`schema/${path}`);
  const left = await misshapenCodelists(under('schema'));
  for (const { file, ...texts } of left) console.error(`${file}\n  ${texts[lang]}`);
  return left.length > 0 ? EXIT.findings : EXIT.conforming;
}

const OTHERWISE = textsOf(CHECKS, (say) => say['codelist.form']());

/**
 * `text`: the file in canonical form; `fault`: the traces of a spreadsheet, or damage; `lost`: characters were lost, so no
 * program can restore the file.
 */
type CodelistForm = { text: string; fault?: Texts; lost?: true };

/** Decodes a codelist and determines its form. */
export function codelistForm(bytes: Uint8Array): CodelistForm {
  const { text, marks, damaged } = decoded(bytes);
  if (damaged) return { text, fault: DAMAGED, lost: true };
  const ours = inOurForm(text);
  const all = [...marks, ...ours.marks];
  return all.length === 0 ? { text: ours.text } : { text: ours.text, fault: savedBySpreadsheet(all) };
}

const UTF_8_MARK = [0xef, 0xbb, 0xbf];

function decoded(bytes: Uint8Array): { text: string; marks: Mark[]; damaged?: true } {
  try {
    const { text, encoding, damaged } = decode(bytes);
    const hasMark = UTF_8_MARK.every((byte, i) => bytes[i] === byte);
    return {
      text,
      marks: [...(hasMark ? ['bom' as const] : []), ...(encoding === 'utf-8' ? [] : [encoding])],
      ...(damaged && { damaged }),
    };
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'encoding.utf16') throw error;
    // `UTF-16LE` or `UTF-16BE`, with or without a byte order mark.
    const text = new TextDecoder(String(error.params['encoding'])).decode(bytes);
    return { text, marks: ['utf-16'], ...(text.includes('\uFFFD') && { damaged: true }) };
  }
}

const DAMAGED: Texts = textsOf(CHECKS, (say) => say['codelist.lost-characters']());
