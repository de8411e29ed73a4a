/** Reads the contracts of a file of any form into rows of the form. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { converted } from '../check/converting.ts';
import { type Contract, rowsOf } from './contracts.ts';

/** @throws an Error with a sentence where the file cannot be read */
export async function contractsIn(file: File, { lang, root }: { lang: Lang; root: string }): Promise<Contract[]> {
  const { file: table } = await converted(file, { to: 'csv', version: undefined, lang, root, lossy: true });
  return table ? rowsOf(await table.text()) : [];
}
