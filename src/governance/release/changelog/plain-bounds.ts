/** Limits, as people speak of them. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { KITS } from '../../../../packages/base/src/language.ts';
import type { Texts } from '../../../../packages/base/src/language.ts';

const NOUNS: Readonly<Record<string, Texts>> = {
  minimum: { fr: 'La plus petite valeur acceptée', en: 'The least value that is accepted' },
  maximum: { fr: 'La plus grande valeur acceptée', en: 'The greatest value that is accepted' },
  'min-length': { fr: 'La longueur minimale', en: 'The minimum length' },
  'max-length': { fr: 'La longueur maximale', en: 'The maximum length' },
  'min-items': { fr: "Le nombre minimal d'éléments de la liste", en: 'The minimum number of items of the list' },
  'max-items': { fr: "Le nombre maximal d'éléments de la liste", en: 'The maximum number of items of the list' },
};

const EVENTS: Readonly<Record<string, Texts>> = {
  added: { fr: '{noun} est maintenant {after}.', en: '{noun} is now {after}.' },
  removed: { fr: "{noun}, qui était {before}, n'est plus fixée.", en: '{noun}, which was {before}, is no longer set.' },
  increased: { fr: '{noun} passe de {before} à {after}.', en: '{noun} goes from {before} to {after}.' },
  decreased: { fr: '{noun} passe de {before} à {after}.', en: '{noun} goes from {before} to {after}.' },
};

/** The sentence of a limit that moved; undefined for any other change. */
export function boundSentence({ kind, params }: Change, lang: Lang): string | undefined {
  const [, name = '', event = ''] = /^(.*)-(added|removed|increased|decreased)$/.exec(kind) ?? [];
  const [noun, sentence] = [NOUNS[name], EVENTS[event]];
  if (!noun || !sentence) return undefined;
  const number = (value: unknown): string => (typeof value === 'number' ? KITS[lang].number(value) : String(value));
  return sentence[lang]
    .replace('{noun}', noun[lang])
    .replace('{before}', number(params['before']))
    .replace('{after}', number(params['after']));
}
