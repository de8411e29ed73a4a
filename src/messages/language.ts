/** The messages of one language, and their types. */
import type { Lang } from '../../packages/base/src/language.ts';
import { LOAD_FINDINGS as LOAD_SCHEMA_ERRORS } from '../../packages/schema-diff/src/messages.ts';
import type { Findings as SchemaErrors, Params as SchemaErrorParams } from '../../packages/schema-diff/src/messages.ts';
import { LOAD_FINDINGS } from './compiled/findings.load.ts';
import { LOAD_SENTENCES } from './compiled/sentences.load.ts';
import type { Messages as Sentences } from './compiled/sentences.types.ts';
import type { Derived, Findings, Params as OwnParams } from './compiled/types.ts';

/** The params of each code. */
export type Params = OwnParams & SchemaErrorParams;
export type Code = keyof Params;

/** The values that messages need beyond the params of their finding, by code. */
export type { Derived };

export type Language = { lang: Lang; findings: Findings & SchemaErrors; sentences: Sentences };

/** Loads one language only, as a page needs no other. */
export async function loadLanguage(lang: Lang): Promise<Language> {
  const [own, schemaErrors, sentences] = await Promise.all([
    LOAD_FINDINGS[lang](),
    LOAD_SCHEMA_ERRORS[lang](),
    LOAD_SENTENCES[lang](),
  ]);
  return { lang, findings: { ...own, ...schemaErrors }, sentences };
}
