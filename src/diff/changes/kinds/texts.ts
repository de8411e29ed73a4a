import type { Kinds } from './types.ts';

export const TEXTS: Kinds = {
  'text-changed': { fr: 'Texte changé : {parts}.', en: 'Text changed: {parts}.', may: ['none'] },
  'label-changed': {
    fr: 'Libellé changé pour le code {code} de la liste « {=codelist} » : {parts}.',
    en: 'Label changed for the code {code} of the list “{=codelist}”: {parts}.',
    may: ['none'],
  },
  'codelist-code-deprecated': {
    fr: 'Code déconseillé dans la liste « {=codelist} » : {code}.',
    en: 'Code deprecated in the list “{=codelist}”: {code}.',
    may: ['none'],
  },
  'codelist-code-restored': {
    fr: "Code qui n'est plus déconseillé dans la liste « {=codelist} » : {code}.",
    en: 'Code no longer deprecated in the list “{=codelist}”: {code}.',
    may: ['none'],
  },
};
