/** What CEL has and the portable subset has not, each with what to write instead. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Texts } from '../../model/types.ts';
import { TERNARY } from './slips.ts';

const OTHERS: Readonly<Record<string, Texts>> = {
  '?:': TERNARY,
  '[]': {
    fr: 'un élément ne se prend pas par sa place dans la liste ; passez par « each », ou par exists : titulaires.exists(t, …)',
    en: 'an item is not taken by its place in the list; use “each”, or exists: titulaires.exists(t, …)',
  },
  null: {
    fr: 'on ne compare pas à null ; pour savoir si un champ est là, écrivez has(…) ou !has(…)',
    en: 'nothing is compared with null; to know whether a field is there, write has(…) or !has(…)',
  },
};

/** The sentence for an operator, a value or a function outside of the subset. */
export const notPortable = (what: string): Texts =>
  (Object.hasOwn(OTHERS, what) ? OTHERS[what] : undefined) ?? {
    fr: `« ${what} » n'est pas dans le sous-ensemble portable de CEL ; écrivez-le avec && || ! == != < <= > >= + - * /, has, size, in, all, exists, exists_one, filter, map, matches ou nos fonctions`,
    en: `“${what}” is not in the portable subset of CEL; write it with && || ! == != < <= > >= + - * /, has, size, in, all, exists, exists_one, filter, map, matches or our functions`,
  };

/** The regular expression that does what a method of texts does, around what it is given. */
const SEARCHES: Readonly<Record<string, (text: string) => string>> = {
  startsWith: (text) => `^${text}`,
  endsWith: (text) => `${text}$`,
  contains: (text) => text,
};

/** The sentence for a method that is not one of ours. */
export function notAMethod(name: string, [arg]: readonly ASTNode[]): Texts {
  const search = Object.hasOwn(SEARCHES, name) ? SEARCHES[name] : undefined;
  if (search) {
    const text = arg?.op === 'value' && typeof arg.args === 'string' ? literally(arg.args) : '…';
    const instead = `matches(${quoted(search(text))})`;
    return { fr: `« .${name}() » n'est pas permis ; écrivez ${instead}`, en: `“.${name}()” is not allowed; write ${instead}` };
  }
  if (name === 'size')
    return { fr: "« .size() » n'est pas permis ; écrivez size(…)", en: '“.size()” is not allowed; write size(…)' };
  return notPortable(`.${name}()`);
}

/** A text as a regular expression that finds it, as CEL writes it: a backslash is doubled there. */
const literally = (text: string): string =>
  text.replace(/[.*+?()[\]{}|$^\\]/g, (sign) => ('[]^\\'.includes(sign) ? `\\\\${sign === '\\' ? '\\\\' : sign}` : `[${sign}]`));

const quoted = (text: string): string => (text.includes("'") ? `"${text}"` : `'${text}'`);
