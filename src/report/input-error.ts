import type { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe, NO_CONTEXT } from '../messages.ts';
import { findingOfInput } from '../messages/finding-of.ts';
import { visible } from '../../packages/base/src/visible.ts';

/** One sentence for a person: what could not be read and what to do. `name` is the file meant, reported where the sentence does not. */
export function inputErrorText(error: InputError, lang: Lang, name?: string): string {
  const colon = lang === 'fr' ? ' :' : ':';
  const file = name === undefined || 'file' in error.params ? '' : ` ${visible(name, 200)}${colon}`;
  return `decp${colon}${file} ${describe(findingOfInput(error), NO_CONTEXT, lang).text}`;
}
