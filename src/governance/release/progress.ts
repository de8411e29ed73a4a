import type { Lang, Texts } from '../../../packages/base/src/language.ts';

/** Returns a function that prints the current step of a long task to stderr, so that stdout holds results only. */
export const progressIn =
  (lang: Lang) =>
  (step: Texts): void =>
    console.error(`  … ${step[lang]}`);
