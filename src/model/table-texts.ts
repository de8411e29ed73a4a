/** What is said of the columns that a table adds to the values of the standard. */
import type { RecordKind } from './kinds.ts';
import type { Texts } from '../../packages/base/src/language.ts';

export type Described = { title: Texts; description: Texts };

export const RECORD_NUMBER: Record<RecordKind, Described> = {
  marche: {
    title: { fr: 'Numéro du marché dans le fichier', en: 'Number of the marché in the file' },
    description: {
      fr: "Le rang du marché dans sa liste, à partir de 1. Il relie les tables entre elles et n'a pas de sens hors du fichier.",
      en: 'The rank of the marché in its list, from 1. It ties the tables together and means nothing outside of the file.',
    },
  },
  'contrat-concession': {
    title: { fr: 'Numéro du contrat de concession dans le fichier', en: 'Number of the concession contract in the file' },
    description: {
      fr: "Le rang du contrat de concession dans sa liste, à partir de 1. Il relie les tables entre elles et n'a pas de sens hors du fichier.",
      en: 'The rank of the concession contract in its list, from 1. It ties the tables together and means nothing outside of the file.',
    },
  },
};

export const RANK: Described = {
  title: { fr: 'Rang dans la liste', en: 'Rank in the list' },
  description: {
    fr: "Le rang de l'élément dans sa liste, à partir de 1 et sans trou.",
    en: 'The rank of the item in its list, from 1 and without a gap.',
  },
};

export const parentRank = (table: string): Described => ({
  title: { fr: `Rang dans la table ${table}`, en: `Rank in the table ${table}` },
  description: {
    fr: `Le rang (colonne « rang ») de la ligne de la table ${table} à laquelle cet élément appartient.`,
    en: `The rank (column “rang”) of the row of the table ${table} that this item belongs to.`,
  },
});

export const countOf = (table: string): Described => ({
  title: { fr: `Nombre de lignes dans la table ${table}`, en: `Number of rows in the table ${table}` },
  description: {
    fr: `Le nombre d'éléments de la liste : 0 pour une liste vide, rien pour une liste absente.`,
    en: 'The number of items of the list: 0 for an empty list, nothing for no list.',
  },
});

export const NO_TEXT: Described = { title: { fr: '', en: '' }, description: { fr: '', en: '' } };
