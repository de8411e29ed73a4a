/** The messages of findings in both languages, for callers that load the whole catalogue. */
import type { Lang } from '../packages/base/src/language.ts';
import type { Finding } from './finding.ts';
import { describeIn, titleIn } from './messages/describe.ts';
import { LANGUAGES } from './messages/languages.ts';
import type { Described, MessageContext } from './messages/types.ts';

export { NO_CONTEXT } from './messages/describe.ts';
export { CODES } from './messages/languages.ts';
export type { Code, Params } from './messages/language.ts';
export type { Described, MessageContext } from './messages/types.ts';

/** The message of a finding: its parts and its text. */
export const describe = (finding: Finding, context: MessageContext, lang: Lang): Described =>
  describeIn(LANGUAGES[lang], finding, context);

/** The title of a code, such as `champ obligatoire absent`. */
export const titleOf = (code: string, lang: Lang): string => titleIn(LANGUAGES[lang], code);

/** The text of the message: one or two sentences with the field, the value found, what is expected and the remedy. */
export const renderMessage = (finding: Finding, context: MessageContext, lang: Lang): string =>
  describe(finding, context, lang).text;
