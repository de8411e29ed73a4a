/** The messages of findings in any language, for what has all of them at hand. */
import type { Lang } from '../packages/base/src/language.ts';
import type { Finding } from './finding.ts';
import { describeIn, titleIn } from './messages/describe.ts';
import { LANGUAGES } from './messages/languages.ts';
import type { Described, MessageContext } from './messages/types.ts';

export { NO_CONTEXT } from './messages/describe.ts';
export { CODES } from './messages/languages.ts';
export type { Code, Params } from './messages/language.ts';
export type { Described, MessageContext } from './messages/types.ts';

/** The message of a finding, whole and in parts. */
export const describe = (finding: Finding, context: MessageContext, lang: Lang): Described =>
  describeIn(LANGUAGES[lang], finding, context);

/** What a code is about in a few words, such as `champ obligatoire absent`. */
export const titleOf = (code: string, lang: Lang): string => titleIn(LANGUAGES[lang], code);

/** One or two sentences that name the field, the value found, what is expected and the remedy. */
export const renderMessage = (finding: Finding, context: MessageContext, lang: Lang): string =>
  describe(finding, context, lang).text;
