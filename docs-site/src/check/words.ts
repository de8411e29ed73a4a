/** The words of the two pages; what `decp` says in its report is said here alike. */
import { type Kit, KITS, type Lang } from '../../../packages/base/src/language.ts';
import type { RecordRef } from '../../../src/finding.ts';
import type { Words as Said } from '../../../src/report/words.ts';
import { EN as SAID_EN } from '../../../src/report/words-en.ts';
import { FR as SAID_FR } from '../../../src/report/words-fr.ts';
import { EN } from './words/en.ts';
import { FR, type OwnWords } from './words/fr.ts';

export type PageWords = { lang: Lang; own: OwnWords; said: Said; kit: Kit };

const WORDS: Record<Lang, PageWords> = {
  fr: { lang: 'fr', own: FR, said: SAID_FR, kit: KITS.fr },
  en: { lang: 'en', own: EN, said: SAID_EN, kit: KITS.en },
};

export const wordsIn = (lang: Lang): PageWords => WORDS[lang];

export const recordWords = (record: RecordRef, lang: Lang): string => WORDS[lang].said.record(record);
