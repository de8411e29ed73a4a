import { type Lang, KITS, type Texts } from '../../../base/src/language.ts';
import { isObject } from '../../../base/src/json.ts';
import type { Direction } from '../types.ts';
import type { Kinds } from './kinds/types.ts';
import { ARRAYS } from './kinds/arrays.ts';
import { ASSERTIONS } from './kinds/assertions.ts';
import { BOUNDS } from './kinds/bounds.ts';
import { COMBINATIONS } from './kinds/combinations.ts';
import { OBJECTS } from './kinds/objects.ts';
import { VALUES, TEXTS } from './kinds/values.ts';

type Params = Readonly<Record<string, unknown>>;

/** The sentence of a change in both languages, its params put in. */
export function sentenceOf(kind: string, params: Params, direction: Direction): Texts {
  const reported = KINDS[kind] ?? missing(kind);
  return filledIn(reported.cases?.find(({ when }) => when(params, direction)) ?? reported, params);
}

/** Sentences with params put in: `{name}` as a value, `{=name}` as it is. */
export const filledIn = ({ fr, en }: Texts, params: Params): Texts => ({
  fr: filled(fr, params, 'fr'),
  en: filled(en, params, 'en'),
});

function missing(kind: string): never {
  throw new Error(`There is no sentence for the kind of change ${kind}.`);
}

function filled(template: string, params: Params, lang: Lang): string {
  const sentence = template.replace(/\{(=?)(\w+)\}/g, (_, bare: string, name: string) =>
    bare ? String(params[name]) : (WORDS[name]?.(params, lang) ?? shown(params[name], lang)),
  );
  const { places } = params;
  if (!Array.isArray(places) || places.length < 2) return sentence;
  const count = String(places.length);
  const [fr, en] = params['more'] === true ? ['au moins ', 'at least '] : ['', ''];
  return `${sentence} ${lang === 'fr' ? `Cela vaut à ${fr}${count} endroits.` : `This holds at ${en}${count} places.`}`;
}

/** Params that read otherwise than as a value. */
const WORDS: Readonly<Record<string, (params: Params, lang: Lang) => string | undefined>> = {
  before: (params, lang) => bound(params, 'before', lang) ?? typesOf(params, 'before', lang),
  after: (params, lang) => bound(params, 'after', lang) ?? typesOf(params, 'after', lang),
  required: ({ required }, lang) => (required === true ? ({ fr: ' (obligatoire)', en: ' (required)' } as const)[lang] : ''),
  examples: ({ values }, lang) => shown((values as unknown[]).slice(0, 5), lang),
  keyword: ({ keyword }) => (typeof keyword === 'string' ? ` (${keyword})` : ''),
  index: ({ index }, lang) => {
    if (typeof index !== 'number') return '';
    return lang === 'fr' ? ` (le n° ${String(index + 1)})` : ` (number ${String(index + 1)})`;
  },
  asked: ({ branches }, lang) => {
    const kit = KITS[lang];
    return kit.or((branches as string[][]).map((names) => kit.and(names.map((name) => shown(name, lang)))));
  },
  parts: ({ parts }, lang) => KITS[lang].and((parts as string[]).map((part) => PARTS[part]?.[lang] ?? part)),
};

const PARTS: Readonly<Record<string, Texts>> = {
  title: { fr: 'titre', en: 'title' },
  'title.fr': { fr: 'titre français', en: 'French title' },
  'title.en': { fr: 'titre anglais', en: 'English title' },
  description: { fr: 'description', en: 'description' },
  'description.fr': { fr: 'description française', en: 'French description' },
  'description.en': { fr: 'description anglaise', en: 'English description' },
  libelle: { fr: 'libellé français', en: 'French label' },
  label_en: { fr: 'libellé anglais', en: 'English label' },
};

function bound(params: Params, side: string, lang: Lang): string | undefined {
  if (params[`${side}Exclusive`] !== true) return undefined;
  return `${shown(params[side], lang)} (${lang === 'fr' ? 'exclu' : 'exclusive'})`;
}

const TYPES: Readonly<Record<string, Texts>> = {
  string: { fr: 'un texte', en: 'a text' },
  number: { fr: 'un nombre', en: 'a number' },
  integer: { fr: 'un nombre entier', en: 'a whole number' },
  boolean: { fr: 'vrai ou faux', en: 'true or false' },
  object: { fr: 'un objet', en: 'an object' },
  array: { fr: 'une liste', en: 'a list' },
  null: { fr: 'null', en: 'null' },
};

const ANY: Texts = { fr: "n'importe quelle valeur", en: 'any value' };

/** A list of names of JSON types, where the params are those of a type. */
function typesOf(params: Params, side: string, lang: Lang): string | undefined {
  const [names, others] = [params[side], params[side === 'before' ? 'after' : 'before']];
  if (![names, others].every((list) => Array.isArray(list) && list.every((name) => Object.hasOwn(TYPES, String(name)))))
    return undefined;
  if ((names as string[]).length === 0) return ANY[lang];
  return KITS[lang].or((names as string[]).map((name) => TYPES[name]?.[lang] ?? name));
}

function shown(value: unknown, lang: Lang): string {
  const kit = KITS[lang];
  if (typeof value === 'string') return kit.quote(value, 120);
  if (typeof value === 'number') return kit.number(value);
  if (Array.isArray(value) && value.every((one) => !isObject(one) && !Array.isArray(one)))
    return kit.and(value.map((one) => shown(one, lang)));
  return isObject(value) || Array.isArray(value) ? kit.quote(JSON.stringify(value), 120) : JSON.stringify(value);
}

/** Every kind of change of a schema. */
export const KINDS: Kinds = { ...VALUES, ...BOUNDS, ...ASSERTIONS, ...OBJECTS, ...ARRAYS, ...COMBINATIONS, ...TEXTS };
