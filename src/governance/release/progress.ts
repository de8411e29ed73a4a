import type { Lang, Texts } from '../../../packages/base/src/language.ts';

/** Long work says what it is at, where results are not read. */
export const progressIn =
  (lang: Lang) =>
  (step: Texts): void =>
    console.error(`  … ${step[lang]}`);
