import type { InputError, Lang } from '../../finding.ts';
import { describe, findingOfInput, NO_CONTEXT } from '../../messages.ts';

/** One sentence for a person: what could not be read and what to do. */
export const inputErrorText = (error: InputError, lang: Lang): string =>
  `decp${lang === 'fr' ? ' :' : ':'} ${describe(findingOfInput(error), NO_CONTEXT, lang).text}`;
