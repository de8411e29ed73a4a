/** schema.uniqueItems and schema.anyOf: what is wrong with a whole list. */
import type { SchemaParams } from './params.ts';
import { isRecord, rank } from './paths.ts';
import type { Catalogue } from './types.ts';

export const LISTS: Catalogue<Pick<SchemaParams, 'schema.uniqueItems' | 'schema.anyOf'>> = {
  'schema.uniqueItems': {
    severity: 'error',
    title: { fr: 'élément en double', en: 'item given twice' },
    fr: ({ first }, { path }) => {
      const noun = isRecord(path) ? 'contrat' : 'élément';
      return {
        found: `le n° ${String(rank(path))} de la liste répète le n° ${String(rank(first))}`,
        expected: `une liste où chaque ${noun} ne figure qu'une fois`,
        remedy: "Retirez l'un des deux, ou corrigez celui qui devait être différent.",
      };
    },
    en: ({ first }, { path }) => ({
      found: `number ${String(rank(path))} of the list repeats number ${String(rank(first))}`,
      expected: `a list that holds each ${isRecord(path) ? 'contract' : 'item'} only once`,
      remedy: 'Remove one of the two, or correct the one that should differ.',
    }),
  },
  'schema.anyOf': {
    severity: 'error',
    title: { fr: 'aucun contrat dans le fichier', en: 'no contract in the file' },
    fr: () => ({
      found: 'ni marché ni contrat de concession',
      expected: 'dans « marches », une liste « marche » ou une liste « contrat-concession » qui contient au moins un contrat',
      remedy: 'Ajoutez la liste qui manque, avec ses contrats.',
    }),
    en: () => ({
      found: 'neither a marché nor a contrat de concession',
      expected: 'in “marches”, a list “marche” or a list “contrat-concession” that holds at least one contract',
      remedy: 'Add the missing list, with its contracts.',
    }),
  },
};
