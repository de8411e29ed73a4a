/**
 * What programs may give to a library: every call is looked at before any work, since JavaScript lets a wrong value through that types would
 * refuse. Each fault is a sentence that names the call, the option, the value and what it must be.
 */
import { isObject } from './json.ts';
import type { Lang, Texts } from './language.ts';

/** What a value must be. `type` is the type that a right value has, so that a wrong one of that type is a RangeError and any other a TypeError. */
export type Expectation = Texts & { accepts: (value: unknown) => boolean; type?: 'string' | 'number' };

/** The options of a call, by name. */
export type Options = Readonly<Record<string, Expectation>>;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const TEXT: Expectation = { fr: 'un texte', en: 'a string', accepts: isText };
export const FLAG: Expectation = { fr: 'true ou false', en: 'true or false', accepts: (value) => typeof value === 'boolean' };
export const FUNCTION: Expectation = { fr: 'une fonction', en: 'a function', accepts: (value) => typeof value === 'function' };
export const LIST: Expectation = { fr: 'une liste', en: 'an array', accepts: Array.isArray };

/** One of some texts. */
export function oneOf(texts: readonly string[]): Expectation {
  const quoted = texts.map((text) => JSON.stringify(text));
  const all = (or: string): string => `${quoted.slice(0, -1).join(', ')} ${or} ${quoted.at(-1) ?? ''}`;
  return { fr: all('ou'), en: all('or'), type: 'string', accepts: (value) => isText(value) && texts.includes(value) };
}

export const LANG: Expectation = oneOf(['fr', 'en']);

/** A count that may be without limit. */
export const COUNT: Expectation = {
  fr: 'un nombre entier, zéro ou plus',
  en: 'a whole number, zero or more',
  type: 'number',
  accepts: (value) => value === Infinity || (Number.isInteger(value) && (value as number) >= 0),
};

export const STEPS: Expectation = {
  fr: 'un nombre plus grand que zéro',
  en: 'a number greater than zero',
  type: 'number',
  accepts: (value) => typeof value === 'number' && value > 0,
};

/** Throws a TypeError, or a RangeError, where an argument of a call is not what it must be. The sentence is in `lang`. */
export function refuseArgument(call: string, name: string, value: unknown, expected: Expectation, lang: Lang = 'fr'): void {
  if (!expected.accepts(value)) throw wrong(value, expected, SENTENCES.argument(call, name, shown(value), expected)[lang]);
}

/** Throws a TypeError, or a RangeError, where an option of a call is not known, or is not what it must be. The sentence is in the language of the options, or `otherwise`. */
export function refuseOptions(call: string, given: unknown, options: Options, otherwise: Lang = 'fr'): void {
  const asked = isObject(given) ? given['lang'] : undefined;
  const lang: Lang = asked === 'fr' || asked === 'en' ? asked : otherwise;
  if (!isObject(given)) throw new TypeError(SENTENCES.options(call, shown(given))[lang]);
  for (const [name, value] of Object.entries(given)) {
    const expected = Object.hasOwn(options, name) ? options[name] : undefined;
    if (expected === undefined) throw new TypeError(SENTENCES.unknown(call, name, Object.keys(options))[lang]);
    if (value !== undefined && !expected.accepts(value))
      throw wrong(value, expected, SENTENCES.option(call, name, shown(value), expected)[lang]);
  }
}

const wrong = (value: unknown, { type }: Expectation, sentence: string): Error =>
  typeof value === type ? new RangeError(sentence) : new TypeError(sentence);

const SENTENCES = {
  argument: (call: string, name: string, value: string, expected: Texts): Texts => ({
    fr: `${call} : l'argument « ${name} » vaut ${value} ; il faut ${expected.fr}.`,
    en: `${call}: the argument “${name}” is ${value}; it must be ${expected.en}.`,
  }),
  option: (call: string, name: string, value: string, expected: Texts): Texts => ({
    fr: `${call} : l'option « ${name} » vaut ${value} ; il faut ${expected.fr}.`,
    en: `${call}: the option “${name}” is ${value}; it must be ${expected.en}.`,
  }),
  options: (call: string, value: string): Texts => ({
    fr: `${call} : les options valent ${value} ; il faut un objet.`,
    en: `${call}: the options are ${value}; they must be an object.`,
  }),
  unknown: (call: string, name: string, known: readonly string[]): Texts => ({
    fr: `${call} : l'option « ${name} » n'existe pas ; les options sont ${known.join(', ')}.`,
    en: `${call}: there is no option “${name}”; the options are ${known.join(', ')}.`,
  }),
};

/** A value as a sentence names it: what JSON would write, cut short; what JSON has no text for, by its sort. */
function shown(value: unknown): string {
  if (typeof value === 'function') return 'function';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  return cut(written(value) ?? String(value));
}

function written(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
