/** The words of the dictionary, by language. */
import { EN } from '../../../src/generate/dictionary/words-en.ts';
import { FR } from '../../../src/generate/dictionary/words-fr.ts';

export const DICTIONARY = { fr: FR, en: EN };
