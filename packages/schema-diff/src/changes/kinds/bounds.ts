import type { Texts } from '../../../../base/src/language.ts';
import type { Kind, Kinds } from './types.ts';

/** Each bound: how it is called, and whether it gets tighter as it grows. */
const NOUNS: Readonly<Record<string, Texts & { tightens: 'increased' | 'decreased' }>> = {
  'min-length': { fr: 'longueur minimale', en: 'minimum length', tightens: 'increased' },
  'max-length': { fr: 'longueur maximale', en: 'maximum length', tightens: 'decreased' },
  minimum: { fr: 'minimum', en: 'minimum', tightens: 'increased' },
  maximum: { fr: 'maximum', en: 'maximum', tightens: 'decreased' },
  'min-items': { fr: "nombre minimal d'éléments", en: 'minimum number of items', tightens: 'increased' },
  'max-items': { fr: "nombre maximal d'éléments", en: 'maximum number of items', tightens: 'decreased' },
  'min-properties': { fr: 'nombre minimal de propriétés', en: 'minimum number of properties', tightens: 'increased' },
  'max-properties': { fr: 'nombre maximal de propriétés', en: 'maximum number of properties', tightens: 'decreased' },
};

const SENTENCES: Readonly<Record<string, Texts>> = {
  added: { fr: 'Nouvelle limite ({noun}) : {after}.', en: 'New limit ({noun}): {after}.' },
  removed: { fr: 'Limite levée ({noun}) : {before}.', en: 'Limit lifted ({noun}): {before}.' },
  increased: { fr: 'Limite relevée ({noun}) : de {before} à {after}.', en: 'Limit raised ({noun}): from {before} to {after}.' },
  decreased: { fr: 'Limite abaissée ({noun}) : de {before} à {after}.', en: 'Limit lowered ({noun}): from {before} to {after}.' },
};

export const BOUNDS: Kinds = Object.fromEntries(
  Object.entries(NOUNS).flatMap(([word, noun]) =>
    Object.entries(SENTENCES).map(([event, { fr, en }]): [string, Kind] => {
      const sentences = { fr: fr.replace('{noun}', noun.fr), en: en.replace('{noun}', noun.en) };
      return [
        `${word}-${event}`,
        { ...sentences, may: event === 'added' || event === noun.tightens ? ['narrowed'] : ['widened'] },
      ];
    }),
  ),
);
