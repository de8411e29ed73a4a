import type { Kinds } from './types.ts';

export const TEXTS: Kinds = {
  'text-changed': { fr: 'Texte changé : {parts}.', en: 'Text changed: {parts}.', may: ['none'] },
};
