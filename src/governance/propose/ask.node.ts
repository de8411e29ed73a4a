/** What a call does not say and a proposal needs: asked for at a terminal. */
import { createInterface } from 'node:readline/promises';
import type { Lang } from '../../../packages/base/src/language.ts';
import { PROPOSE } from '../../messages/compiled/propose.ts';
import { type Draft, refuse, type Say } from './draft.ts';

/** Gives the answer of a person to a question. */
export type Ask = (question: string) => Promise<string>;

/**
 * What is asked where the call does not say it. `words`: the question; `option`: how a call says it; `isNeeded`: depends on what is known so far; `mayBeEmpty`:
 * an empty answer leaves it out; `isRight`: otherwise it is asked for again.
 */
export type Question<T> = {
  key: keyof T & string;
  words: Say;
  option: string;
  isNeeded?: (known: Partial<T>, draft: Draft) => boolean;
  mayBeEmpty?: true;
  isRight?: (answer: string) => boolean;
};

/** Completes a call. Without a terminal, what is needed and not said is refused. */
export async function answered<T extends object>(
  given: Partial<T>,
  questions: readonly Question<T>[],
  { draft, ask, lang }: { draft: Draft; ask: Ask | undefined; lang: Lang },
): Promise<T> {
  const known: Partial<T> = { ...given };
  for (const { key, words, option, isNeeded = () => true, mayBeEmpty, isRight = () => true } of questions) {
    if (known[key] !== undefined || !isNeeded(known, draft)) continue;
    if (!ask) {
      if (mayBeEmpty) continue;
      refuse((say) => say['option.missing']({ option }));
    }
    let answer = '';
    do answer = (await ask(`${words(PROPOSE[lang], lang)} `)).trim();
    while (answer === '' ? !mayBeEmpty : !isRight(answer));
    if (answer !== '') known[key] = answer as T[typeof key];
  }
  return known as T;
}

/** Asks at the terminal, where input and output are one; undefined elsewhere. `close` gives the terminal back. */
export function terminal(): { ask: Ask; close: () => void } | undefined {
  if (!process.stdin.isTTY || !process.stdout.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  return { ask: (question) => lines.question(question), close: () => lines.close() };
}
