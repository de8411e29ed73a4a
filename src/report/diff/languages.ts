import type { Lang } from '../../../packages/base/src/language.ts';
import { DIFF_EN } from './words-en.ts';
import { DIFF_FR } from './words-fr.ts';
import type { DiffWords } from './words.ts';

export const DIFF_WORDS: Record<Lang, DiffWords> = { fr: DIFF_FR, en: DIFF_EN };
