/** schema.type: what the value is, what it should be, and how to turn one into the other. */
import type { Lang } from '../../packages/base/src/language.ts';
import { en, fr, KITS } from '../../packages/base/src/language.ts';
import { typeNoun } from '../../packages/base/src/language.ts';
import type { SchemaParams } from './params.ts';
import { isItem } from './paths.ts';
import type { TypeAdvice } from './type-advice.ts';
import { typeAdvice } from './type-advice.ts';
import type { Entry, Site, Writer } from './types.ts';

type Phrases = { [K in TypeAdvice['kind']]: (advice: Extract<TypeAdvice, { kind: K }>) => string };

const FR: Phrases = {
  null: () => "Donnez la valeur ; si l'information n'existe pas et que le champ est facultatif, retirez le champ entier.",
  blank: () => "Donnez la valeur ; si l'information n'existe pas et que le champ est facultatif, retirez le champ entier.",
  unquote: ({ json }) => `Écrivez ${json}, sans guillemets.`,
  decimal: ({ json }) => `Écrivez ${json}, sans guillemets, sans espaces ni unité, avec un point pour les décimales.`,
  boolean: ({ json }) => `Écrivez ${fr.quote(json)}, sans guillemets.`,
  whole: () => 'Donnez un nombre sans décimales.',
  quote: ({ json }) => `Mettez la valeur entre guillemets : ${json}.`,
  bracket: ({ wrapper }) =>
    wrapper === undefined
      ? "Écrivez une liste, même pour une seule valeur ; s'il n'y a rien à dire et que le champ est facultatif, retirez le champ."
      : `Écrivez une liste, même pour un seul élément : [{${json(wrapper)}: { … }}].`,
  unbracket: () => 'Écrivez la valeur seule, sans crochets.',
  'wrap-item': ({ name }) => `Écrivez chaque élément de la liste ainsi : {${json(name)}: { … }}.`,
  'wrap-list': ({ name }) => `Placez la liste dans un bloc : {${json(name)}: [ … ]}.`,
  'wrap-value': ({ name }) => `Placez la valeur dans un bloc : {${json(name)}: … }.`,
  none: () => "Remplacez la valeur ; si l'information n'existe pas et que le champ est facultatif, retirez le champ.",
};

const EN: Phrases = {
  null: () => 'Give the value; if there is none and the field is optional, remove the whole field.',
  blank: () => 'Give the value; if there is none and the field is optional, remove the whole field.',
  unquote: ({ json }) => `Write ${json}, without quotes.`,
  decimal: ({ json }) => `Write ${json}, without quotes, spaces or unit, with a dot before the decimals.`,
  boolean: ({ json }) => `Write ${en.quote(json)}, without quotes.`,
  whole: () => 'Give a number without decimals.',
  quote: ({ json }) => `Put the value in quotes: ${json}.`,
  bracket: ({ wrapper }) =>
    wrapper === undefined
      ? 'Write a list, even for one value; if there is nothing to say and the field is optional, remove the field.'
      : `Write a list, even for one item: [{${json(wrapper)}: { … }}].`,
  unbracket: () => 'Write the value alone, without brackets.',
  'wrap-item': ({ name }) => `Write each item of the list like this: {${json(name)}: { … }}.`,
  'wrap-list': ({ name }) => `Put the list in a block: {${json(name)}: [ … ]}.`,
  'wrap-value': ({ name }) => `Put the value in a block: {${json(name)}: … }.`,
  none: () => 'Replace the value; if there is none and the field is optional, remove the field.',
};

const PHRASES: Record<Lang, Phrases> = { fr: FR, en: EN };

const json = (name: string): string => JSON.stringify(name);

/** The one name that the object at this path (or the items of the list at this path) may hold. */
function wrapperAt({ context, path }: Site, expected: readonly string[]): string | undefined {
  const names = context.children?.(expected.includes('array') ? `${path}/0` : path) ?? [];
  return names.length === 1 ? names[0] : undefined;
}

const writer =
  (lang: Lang): Writer<SchemaParams['schema.type']> =>
  ({ expected, value }, site) => {
    const say = KITS[lang];
    const advice = typeAdvice({ expected, value, item: isItem(site.path), wrapper: wrapperAt(site, expected) });
    return {
      found: say.value(value),
      expected: say.or(expected.map((type) => typeNoun(type, say, lang))),
      remedy: (PHRASES[lang][advice.kind] as (advice: TypeAdvice) => string)(advice),
    };
  };

export const type: Entry<SchemaParams['schema.type']> = {
  severity: 'error',
  title: { fr: 'valeur de mauvaise nature', en: 'wrong kind of value' },
  fr: writer('fr'),
  en: writer('en'),
};
