import type { Lang } from '../../../../packages/base/src/language.ts';
import { CHANGELOG_EN } from './words-en.ts';
import { CHANGELOG_FR } from './words-fr.ts';
import type { ChangelogWords } from './words.ts';

export const CHANGELOG_WORDS: Record<Lang, ChangelogWords> = { fr: CHANGELOG_FR, en: CHANGELOG_EN };
