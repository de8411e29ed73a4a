import type { Kinds } from './types.ts';

export const ARRAYS: Kinds = {
  'items-constrained': {
    fr: "Les éléments de la liste{index} sont maintenant vérifiés ; ils ne l'étaient pas.",
    en: 'The items of the list{index} are now checked; they were not.',
    may: ['narrowed', 'both'],
  },
  'items-unconstrained': {
    fr: 'Les éléments de la liste{index} ne sont plus vérifiés.',
    en: 'The items of the list{index} are no longer checked.',
    may: ['widened', 'both'],
  },
  'list-closed': {
    fr: "La liste ne peut plus avoir autant d'éléments{index}.",
    en: 'The list may no longer have as many items{index}.',
    may: ['narrowed', 'both'],
  },
  'list-opened': {
    fr: "La liste peut maintenant avoir plus d'éléments{index}.",
    en: 'The list may now have more items{index}.',
    may: ['widened', 'both'],
  },
};
