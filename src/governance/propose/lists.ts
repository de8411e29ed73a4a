/** The codelists of `next`. */
import { descend, valueAt } from '../../../packages/base/src/pointer.ts';
import { asCsv } from '../../model/codelist-form.ts';
import { CODE_COLUMNS, readCodelists } from '../../model/codelists.ts';
import { SourceError } from '../../model/source-error.ts';
import type { Code } from '../../model/types.ts';
import { nearest } from '../../messages/nearest.ts';
import { lineOfCode } from '../gate/refusal.ts';
import { publishedIn } from './break.ts';
import { type Draft, Refusal, refuse } from './draft.ts';

const FOLDER = 'schema/next/codelists/';

/** The descriptions of the codes of all lists in English. */
export const DESCRIPTIONS = 'schema/codelist-descriptions.yaml';

export const fileOf = (list: string): string => `${FOLDER}${list}.csv`;

export const listsIn = (draft: Draft): string[] =>
  [...draft.paths(FOLDER)].flatMap((path) => /([^/]+)\.csv$/.exec(path)?.[1] ?? []);

/** Refuses texts of a list that are on several lines. */
export function checkLine(...texts: readonly (string | undefined)[]): void {
  const broken = texts.find((text) => text !== undefined && /[\t\r\n]/.test(text));
  if (broken !== undefined) refuse((say) => say['code.line']({ text: broken }));
}

/** Whether a list of the same name of a published version has a code. */
export const isIn = (draft: Draft, version: string, list: string, code: string): boolean => {
  const path = `codelists/${list}.csv`;
  if (!draft.has(`schema/${version}/${path}`)) return false;
  const codes = readCodelists(new Map([[path, draft.text(`schema/${version}/${path}`)]]))[list] ?? [];
  return codes.some((one) => one.code === code);
};

/** Whether the newest published version has a code in the list of that name. */
export const newestHas = (draft: Draft, list: string, code: string): boolean =>
  isIn(draft, publishedIn(draft).at(-1) ?? '', list, code);

/** The codes of a list. Refused where there is no such list, or where it cannot be read. */
export function codesIn(draft: Draft, list: string): Code[] {
  const lists = listsIn(draft);
  if (!lists.includes(list)) refuse((say) => say['list.none']({ list, meant: nearest(list, lists, 1)[0], lists }));
  try {
    return readCodelists(new Map([[`codelists/${list}.csv`, draft.text(fileOf(list))]]))[list] ?? [];
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    throw new Refusal({ fr: `${fileOf(list)} : ${error.texts.fr}`, en: `${fileOf(list)}: ${error.texts.en}` });
  }
}

/** The code of a list. Refused where there is none. */
export function codeIn(draft: Draft, list: string, code: string): Code {
  const codes = codesIn(draft, list);
  const found = codes.find((one) => one.code === code);
  if (found) return found;
  return refuse((say) =>
    say['code.none']({
      code,
      list,
      meant: nearest(
        code,
        codes.map((one) => one.code),
        1,
      )[0],
    }),
  );
}

/** Whether each code of a list is described in English. */
export function isDescribed(draft: Draft, list: string): boolean {
  const described = draft.value(DESCRIPTIONS);
  return codesIn(draft, list).every(({ code }) => valueAt(described, descend('', [list, code])) !== undefined);
}

/** `file:line` of a code. */
export const whereOfCode = (draft: Draft, list: string, code: string): string => {
  const place = lineOfCode(draft.text(fileOf(list)), code);
  return place ? `${fileOf(list)}:${place.line}` : fileOf(list);
};

export const withCodes = (codes: readonly Code[]): string =>
  asCsv([CODE_COLUMNS, ...codes.map((code) => CODE_COLUMNS.map((column) => code[column]))]);
