/** Conversion of a file in the page, as `decp convert` does it. */
import type { Converted } from '../../../src/library/page/types.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { WrittenForm } from '../../../src/model/forms.ts';
import { startChecker } from './engine.ts';

/** The forms that a page writes: a package of tables is for programs, which have the command. */
export const PAGE_FORMS = ['json', 'xml', 'xlsx', 'ods', 'csv'] as const satisfies readonly WrittenForm[];
export type PageForm = (typeof PAGE_FORMS)[number];

/** As people name the forms. */
export const formName = (form: PageForm): string => form.toUpperCase();

/** `lossy`: what the form has no place for is left out. */
type Conversion = { to: PageForm; version: string | undefined; lang: Lang; root: string; lossy?: boolean };

/** @throws an Error with a sentence where the file cannot be read or converted */
export async function converted(file: File, { to, version, lang, root, lossy = false }: Conversion): Promise<Converted> {
  const checker = await startChecker(root);
  try {
    const outcome = await checker.convert(file, { ...(version !== undefined && { version }), lang, to, lossy });
    if (!outcome.readable) throw new Error(outcome.finding.words?.text ?? outcome.finding.code);
    return outcome;
  } finally {
    checker.close();
  }
}
