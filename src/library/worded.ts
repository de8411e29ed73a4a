import { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe, NO_CONTEXT } from '../messages.ts';
import { findingOfInput } from '../messages/finding-of.ts';

/** An error that the caller should be told of, with a sentence for message; the program keeps its own in a catalogue. */
export function worded(error: unknown, lang: Lang): unknown {
  if (error instanceof InputError) error.message = describe(findingOfInput(error), NO_CONTEXT, lang).text;
  return error;
}
