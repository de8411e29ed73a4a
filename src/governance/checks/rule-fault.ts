import type { SourceText } from '../../model/source-text.ts';
import type { Texts } from '../../model/types.ts';
import type { Problem } from '../problem.ts';

/** What is wrong at a place (a JSON Pointer) of a rule file. */
export type Fault = { at: string; texts: Texts };

/** The fault as a Problem of the file, whose sentences begin with the pointer as those of the meta-schemas do. */
export const problemOf = (file: string, source: SourceText, { at, texts }: Fault): Problem => ({
  file,
  place: source.place(at),
  fr: `${at} : ${texts.fr}`,
  en: `${at}: ${texts.en}`,
});

/** The pointer that the sentences of a Problem begin with. */
export const pointerOf = ({ en }: Problem): string => en.split(': ', 1)[0] ?? '';
