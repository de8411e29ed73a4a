/** The errors of a comparison: invalid schemas and unresolvable references. */
import { capital, type Lang, type Texts } from '../../base/src/language.ts';
import en from './compiled/findings.en.ts';
import fr from './compiled/findings.fr.ts';
import type { Params } from './compiled/types.ts';

/** Code -> params. `at` is a JSON Pointer in the schema; `message` is what its meta-schema says, in English. */
export type SchemaErrorParams = Params;

export type SchemaErrorCode = keyof Params;

/** A schema that cannot be compared. `code` is stable, `params` are what its sentences name. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
  readonly code: SchemaErrorCode;
  readonly params: Record<string, unknown>;
  readonly texts: Texts;
  constructor(code: SchemaErrorCode, params: Record<string, unknown>) {
    super(code);
    this.code = code;
    this.params = params;
    this.texts = { fr: textOf(code, params, 'fr'), en: textOf(code, params, 'en') };
  }
}

/** `params` are those of the code, as its thrower filled them. */
function textOf(code: SchemaErrorCode, params: Record<string, unknown>, lang: Lang): string {
  const { title, found, expected, remedy } = (lang === 'fr' ? fr : en)[code] as unknown as Message;
  const [colon, wanted] = lang === 'fr' ? [' :', 'Attendu :'] : [':', 'Expected:'];
  return `${capital(title(params))}${colon} ${found(params)}. ${wanted} ${expected(params)}. ${remedy(params)}`;
}

type Message = Readonly<Record<'title' | 'found' | 'expected' | 'remedy', (params: Record<string, unknown>) => string>>;
