/** All languages, for synchronous use. */
import type { Lang } from '../../packages/base/src/language.ts';
import { FINDINGS as SCHEMA_ERRORS } from '../../packages/schema-diff/src/messages.ts';
import { FINDINGS } from './compiled/findings.ts';
import { SENTENCES } from './compiled/sentences.ts';
import type { Code, Language } from './language.ts';

const languageOf = (lang: Lang): Language => ({
  lang,
  findings: { ...FINDINGS[lang], ...SCHEMA_ERRORS[lang] },
  sentences: SENTENCES[lang],
});

export const LANGUAGES = Object.fromEntries((Object.keys(FINDINGS) as Lang[]).map((lang) => [lang, languageOf(lang)])) as Record<
  Lang,
  Language
>;

export const CODES = Object.keys(LANGUAGES.fr.findings) as Code[];
