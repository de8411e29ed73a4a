/** The compiled catalogue, by language. */
import type { Lang } from '../../packages/base/src/language.ts';
import { FINDINGS as SCHEMA_ERRORS } from '../../packages/schema-diff/src/compiled/findings.ts';
import type { Findings as SchemaErrors, Params as SchemaErrorParams } from '../../packages/schema-diff/src/compiled/types.ts';
import { FINDINGS as OWN } from './compiled/findings.ts';
import { SENTENCES } from './compiled/sentences.ts';
import type { Derived, Findings as OwnFindings, Params as OwnParams } from './compiled/types.ts';

/** What each code says about its case: code -> params. */
export type Params = OwnParams & SchemaErrorParams;
export type Code = keyof Params;

/** What the message of a code asks for beyond its params. */
export type { Derived };

export { SENTENCES };

const both = (lang: Lang): OwnFindings & SchemaErrors => ({ ...OWN[lang], ...SCHEMA_ERRORS[lang] });

export const FINDINGS = Object.fromEntries((Object.keys(OWN) as Lang[]).map((lang) => [lang, both(lang)])) as Record<
  Lang,
  OwnFindings & SchemaErrors
>;

export const CODES = Object.keys(FINDINGS.fr) as Code[];
