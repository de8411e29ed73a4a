/** What a call does not say and a proposal needs: asked for at a terminal. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import type { Lang } from '../../../packages/base/src/language.ts';
import { PROPOSE } from '../../messages/compiled/propose.ts';
import { type Draft, Refusal, refuse, refusal, type Say } from './draft.ts';

/** Gives the answer of a person to a question. */
export type Ask = (question: string) => Promise<string>;

/**
 * What is asked where the call does not say it. `words`: the question; `option`: how a call says it; `isNeeded`: depends on what is known so far; `mayBeEmpty`:
 * an empty answer leaves it out; `check`: refuses a wrong answer, which is asked for again; it may look at what is known so far.
 */
export type Question<T> = {
  key: keyof T & string;
  words: Say;
  option: string;
  isNeeded?: (known: Partial<T>, draft: Draft) => boolean;
  mayBeEmpty?: true;
  check?: (draft: Draft, answer: string, known: Partial<T>) => void;
};

/** Completes a call. What it says is checked first. Without a terminal, what is needed and not said is then refused. */
export async function answered<T extends object>(
  given: Partial<T>,
  questions: readonly Question<T>[],
  { draft, ask, lang }: { draft: Draft; ask: Ask | undefined; lang: Lang },
): Promise<T> {
  const known: Partial<T> = { ...given };
  for (const { key, check } of questions) {
    const said: unknown = known[key];
    if (typeof said === 'string') check?.(draft, said, known);
  }
  for (const { key, words, option, isNeeded = () => true, mayBeEmpty, check } of questions) {
    if (known[key] !== undefined || !isNeeded(known, draft)) continue;
    if (!ask) {
      if (mayBeEmpty) continue;
      refuse((say) => say['option.missing']({ option }));
    }
    const question = `${words(PROPOSE[lang], lang)} `;
    let answer = (await ask(question)).trim();
    for (;;) {
      const fault = answer === '' ? undefined : faultOf(() => check?.(draft, answer, known));
      if (answer === '' ? mayBeEmpty : !fault) break;
      const why = fault?.texts[lang] ?? PROPOSE[lang]['ask.needed']();
      answer = (await ask(`${why}\n${question}`)).trim();
    }
    if (answer !== '') known[key] = answer as T[typeof key];
  }
  return known as T;
}

function faultOf(check: () => void): Refusal | undefined {
  try {
    check();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return undefined;
}

/** A terminal, or what stands for one. */
type Terminal = { input: Readable & { isTTY?: boolean }; output: Writable & { isTTY?: boolean } };

/** Asks at the terminal, where input and output are one; undefined elsewhere. `close` gives the terminal back. A question that gets no answer, as at Ctrl+C or Ctrl+D, is refused. */
export function terminal(
  { input, output }: Terminal = { input: process.stdin, output: process.stdout },
): { ask: Ask; close: () => void } | undefined {
  if (!input.isTTY || !output.isTTY) return undefined;
  const lines = createInterface({ input, output });
  const ended = new Promise<never>((_, reject) => {
    lines.once('close', () => reject(refusal((say) => say['ask.ended']())));
  });
  // It is closed after the last answer too, when nobody waits for it.
  ended.catch(() => undefined);
  return { ask: (question) => Promise.race([lines.question(question), ended]), close: () => lines.close() };
}
