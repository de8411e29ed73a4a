import type { Lang } from '../../packages/base/src/language.ts';
import { LANGUAGES } from './languages.ts';
import { NO_ADVICE, valueFormOf } from './pattern.ts';

/** A pattern in words: « un SIRET de 14 chiffres, sans espaces ». A pattern of no known form is quoted. */
export const formWords = (text: string, lang: Lang): string =>
  LANGUAGES[lang].findings['schema.pattern'].expected({
    ...NO_ADVICE,
    signs: [],
    pattern: text,
    value: '',
    form: valueFormOf(text) ?? 'other',
  });
