import type { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe, NO_CONTEXT } from '../messages.ts';
import { findingOfInput } from '../messages/finding-of.ts';
import { INPUT_ERROR } from '../messages/compiled/input-error.ts';

/** One sentence for a person: what could not be read and what to do. `name` is the file meant, reported where the sentence does not. */
export function inputErrorText(error: InputError, lang: Lang, name?: string): string {
  const file = 'file' in error.params ? undefined : name;
  const { text } = describe(findingOfInput(error), NO_CONTEXT, lang);
  return INPUT_ERROR[lang].sentence({ file, text });
}
