/** The sentence of a change, its params written as people read them. */
import { type Lang, FORMATTERS, type Texts } from '../../../base/src/language.ts';
import { isObject } from '../../../base/src/json.ts';
import { textsOf } from '../../../base/src/texts.ts';
import { CHANGES } from '../compiled/changes.ts';
import type { Direction } from '../types.ts';
import { TYPE_NAMES } from '../keywords.ts';
import { KINDS } from './kinds.ts';

type Params = Readonly<Record<string, unknown>>;

/** The values of the placeholders of a message: the params of the change by name, in words, and values derived from them. */
export type Values = Readonly<Record<string, string>>;

type Message = (values: Values) => string;

/** The sentence of a change in both languages. */
export function sentenceOf(kind: string, params: Params, direction: Direction): Texts {
  const { message = kind, noun, instead } = KINDS[kind] ?? missing(kind);
  const key = (instead?.(params, direction) ?? message) as keyof typeof CHANGES.fr;
  return saidOf(params, (lang) => CHANGES[lang][key] as unknown as Message, noun === undefined ? {} : { noun });
}

function missing(kind: string): never {
  throw new Error(`There is no sentence for the kind of change ${kind}.`);
}

/** The sentence in each language for some params and a number of places. */
export const saidOf = (params: Params, messageIn: (lang: Lang) => Message, more: Values = {}): Texts =>
  textsOf(CHANGES, ({ places: said }, lang) => {
    const sentence = messageIn(lang)({ ...valuesOf(params, lang), ...more });
    const { places } = params;
    if (!Array.isArray(places) || places.length < 2) return sentence;
    return said({ sentence, atLeast: params['more'] === true, count: places.length });
  });

/** A value is `undefined` for a message that has a case for its absence, and a flag where the message chooses by it. */
function valuesOf(params: Params, lang: Lang): Values {
  const formatters = FORMATTERS[lang];
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, WORDS[name]?.(params, lang) ?? shown(value, lang)]),
  );
  const { required, values: all, keyword, index, branches, parts, codelist } = params;
  return {
    ...values,
    required: required === true,
    keyword: typeof keyword === 'string' ? keyword : undefined,
    index: typeof index === 'number' ? index + 1 : undefined,
    codelist: String(codelist),
    ...(Array.isArray(all) && { examples: shown(all.slice(0, 5), lang) }),
    ...(Array.isArray(branches) && {
      asked: formatters.or((branches as string[][]).map((names) => formatters.and(names.map((name) => shown(name, lang))))),
    }),
    ...(Array.isArray(parts) && {
      parts: formatters.and((parts as string[]).map((part) => CHANGES[lang].part({ part: part.replace('.', '-') }))),
    }),
  } as unknown as Values;
}

/** Params that read otherwise than as a value. */
const WORDS: Readonly<Record<string, (params: Params, lang: Lang) => string | undefined>> = {
  before: (params, lang) => bound(params, 'before', lang) ?? typesOf(params, 'before', lang),
  after: (params, lang) => bound(params, 'after', lang) ?? typesOf(params, 'after', lang),
};

function bound(params: Params, side: string, lang: Lang): string | undefined {
  return params[`${side}Exclusive`] === true ? CHANGES[lang].exclusive({ value: shown(params[side], lang) }) : undefined;
}

/** A list of names of JSON types, where the params are those of a type. */
function typesOf(params: Params, side: string, lang: Lang): string | undefined {
  const [names, others] = [params[side], params[side === 'before' ? 'after' : 'before']];
  if (![names, others].every((list) => Array.isArray(list) && list.every((name) => TYPE_NAMES.has(String(name)))))
    return undefined;
  if ((names as string[]).length === 0) return CHANGES[lang]['any-value']();
  return FORMATTERS[lang].or((names as string[]).map((type) => CHANGES[lang].type({ type })));
}

function shown(value: unknown, lang: Lang): string {
  const formatters = FORMATTERS[lang];
  if (typeof value === 'string') return formatters.quote(value, 120);
  if (typeof value === 'number') return formatters.number(value);
  if (Array.isArray(value) && value.every((one) => !isObject(one) && !Array.isArray(one)))
    return formatters.and(value.map((one) => shown(one, lang)));
  return isObject(value) || Array.isArray(value) ? formatters.quote(JSON.stringify(value), 120) : JSON.stringify(value);
}
