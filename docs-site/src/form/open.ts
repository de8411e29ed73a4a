/** Reads the contracts of a file of any form into rows of the form. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { converted } from '../check/converting.ts';
import { type Contract, rowsOf } from './contracts.ts';

/** `lost`: values that the form has no place for; `losses`: the first of them in words, as far as the converter names them. */
export type Opened = { contracts: readonly Contract[]; lost: number; losses: readonly string[] };

/** @throws an Error with a sentence where the file cannot be read */
export async function contractsIn(file: File, { lang, root }: { lang: Lang; root: string }): Promise<Opened> {
  const { file: table, lost, losses } = await converted(file, { to: 'csv', version: undefined, lang, root, lossy: true });
  // A column that is not of the format is named, and is no loss of the conversion.
  return { contracts: table ? rowsOf(await table.text()) : [], lost: Math.max(lost, losses.length), losses };
}
