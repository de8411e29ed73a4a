/** What a language has to describe findings with. */
import type { Lang } from '../../packages/base/src/language.ts';
import { LOAD_FINDINGS as LOAD_SCHEMA_ERRORS } from '../../packages/schema-diff/src/messages.ts';
import type { Findings as SchemaErrors, Params as SchemaErrorParams } from '../../packages/schema-diff/src/messages.ts';
import { LOAD_FINDINGS } from './compiled/findings.load.ts';
import { LOAD_SENTENCES } from './compiled/sentences.load.ts';
import type { Messages as Sentences } from './compiled/sentences.types.ts';
import type { Derived, Findings, Params as OwnParams } from './compiled/types.ts';

/** What each code says about its case: code -> params. */
export type Params = OwnParams & SchemaErrorParams;
export type Code = keyof Params;

/** What the message of a code asks for beyond its params. */
export type { Derived };

export type Language = { lang: Lang; findings: Findings & SchemaErrors; sentences: Sentences };

/** Loads one language only: a page speaks no other. */
export async function loadLanguage(lang: Lang): Promise<Language> {
  const [own, schemaErrors, sentences] = await Promise.all([
    LOAD_FINDINGS[lang](),
    LOAD_SCHEMA_ERRORS[lang](),
    LOAD_SENTENCES[lang](),
  ]);
  return { lang, findings: { ...own, ...schemaErrors }, sentences };
}
