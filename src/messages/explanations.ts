/** What `decp explain` says of each code of the catalogue. */
import { CONVERT } from './explanations/convert.ts';
import { ENCODING } from './explanations/encoding.ts';
import { INPUT } from './explanations/input.ts';
import { FORMS } from './explanations/input-forms.ts';
import { RELEASE } from './explanations/input-release.ts';
import { SCHEMAS } from './explanations/input-schemas.ts';
import { SIDES } from './explanations/input-sides.ts';
import { PACKAGE } from './explanations/package.ts';
import { RULES } from './explanations/rules.ts';
import { SCHEMA } from './explanations/schema.ts';
import { STRUCTURE } from './explanations/structure.ts';
import { LITERALS } from './explanations/syntax-literals.ts';
import { PUNCTUATION } from './explanations/syntax-punctuation.ts';
import { TABLES } from './explanations/tables.ts';
import { WHOLE } from './explanations/syntax-whole.ts';
import { XML } from './explanations/xml.ts';
import { XML_SYNTAX } from './explanations/xml-syntax.ts';
import type { Explanations } from './explanations/types.ts';
import type { Params } from './params.ts';

/** Why, how to mend and source of every code, in both languages: a code of the catalogue without them does not compile. */
export const EXPLANATIONS: Explanations<Params> = {
  ...SCHEMA,
  ...ENCODING,
  ...WHOLE,
  ...PUNCTUATION,
  ...LITERALS,
  ...STRUCTURE,
  ...XML_SYNTAX,
  ...XML,
  ...PACKAGE,
  ...TABLES,
  ...RULES,
  ...CONVERT,
  ...INPUT,
  ...FORMS,
  ...SIDES,
  ...SCHEMAS,
  ...RELEASE,
};
