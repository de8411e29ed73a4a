/**
 * What programs may give to a library: every call is looked at before any work, since JavaScript lets a wrong value through that types would
 * refuse. Each fault is a sentence that names the call, the option, the value and what it must be.
 */
import { OPTIONS } from './compiled/options.ts';
import { isObject } from './json.ts';
import type { Lang, Texts } from './language.ts';
import { textsOf } from './texts.ts';

/** What a value must be. `type` is the type that a right value has, so that a wrong one of that type is a RangeError and any other a TypeError. */
export type Expectation = Texts & { accepts: (value: unknown) => boolean; type?: 'string' | 'number' };

/** The options of a call, by name. */
export type Options = Readonly<Record<string, Expectation>>;

export const isText = (value: unknown): value is string => typeof value === 'string';

export const TEXT: Expectation = { ...textsOf(OPTIONS, (say) => say['expected.text']()), accepts: isText };
export const FLAG: Expectation = {
  ...textsOf(OPTIONS, (say) => say['expected.flag']()),
  accepts: (value) => typeof value === 'boolean',
};
export const FUNCTION: Expectation = {
  ...textsOf(OPTIONS, (say) => say['expected.function']()),
  accepts: (value) => typeof value === 'function',
};
export const LIST: Expectation = { ...textsOf(OPTIONS, (say) => say['expected.list']()), accepts: Array.isArray };

/** One of some texts. */
export function oneOf(texts: readonly string[]): Expectation {
  const quoted = texts.map((text) => JSON.stringify(text));
  return {
    ...textsOf(OPTIONS, (say) => say['expected.one-of']({ texts: quoted })),
    type: 'string',
    accepts: (value) => isText(value) && texts.includes(value),
  };
}

export const LANG: Expectation = oneOf(['fr', 'en']);

/** A count that may be without limit. */
export const COUNT: Expectation = {
  ...textsOf(OPTIONS, (say) => say['expected.count']()),
  type: 'number',
  accepts: (value) => value === Infinity || (Number.isInteger(value) && (value as number) >= 0),
};

export const STEPS: Expectation = {
  ...textsOf(OPTIONS, (say) => say['expected.steps']()),
  type: 'number',
  accepts: (value) => typeof value === 'number' && value > 0,
};

/** Throws a TypeError, or a RangeError, where an argument of a call is not what it must be. The sentence is in `lang`. */
export function refuseArgument(call: string, name: string, value: unknown, expected: Expectation, lang: Lang = 'fr'): void {
  if (!expected.accepts(value))
    throw wrong(value, expected, OPTIONS[lang].argument({ call, name, value: shown(value), expected }));
}

/** Throws a TypeError, or a RangeError, where an option of a call is not known, or is not what it must be. The sentence is in the language of the options, or `otherwise`. */
export function refuseOptions(call: string, given: unknown, options: Options, otherwise: Lang = 'fr'): void {
  const asked = isObject(given) ? given['lang'] : undefined;
  const say = OPTIONS[asked === 'fr' || asked === 'en' ? asked : otherwise];
  if (!isObject(given)) throw new TypeError(say.options({ call, value: shown(given) }));
  for (const [name, value] of Object.entries(given)) {
    const expected = Object.hasOwn(options, name) ? options[name] : undefined;
    if (expected === undefined) throw new TypeError(say.unknown({ call, name, known: Object.keys(options) }));
    if (value !== undefined && !expected.accepts(value))
      throw wrong(value, expected, say.option({ call, name, value: shown(value), expected }));
  }
}

const wrong = (value: unknown, { type }: Expectation, sentence: string): Error =>
  typeof value === type ? new RangeError(sentence) : new TypeError(sentence);

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
