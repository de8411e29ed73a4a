import type { Kind, Kinds } from './types.ts';

/** Where the branches ask for nothing but properties. */
const asks =
  (name: string): NonNullable<Kind['cases']>[number]['when'] =>
  ({ keyword, branches }) =>
    keyword === name && branches !== undefined;

export const COMBINATIONS: Kinds = {
  'alternative-added': {
    fr: 'Nouvelle forme acceptée : {alternative}.',
    en: 'New form accepted: {alternative}.',
    may: ['widened'],
  },
  'alternative-removed': {
    fr: "Forme qui n'est plus acceptée : {alternative}.",
    en: 'Form no longer accepted: {alternative}.',
    may: ['narrowed'],
  },
  'constraint-added': {
    fr: 'Nouvelle contrainte{keyword}.',
    en: 'New constraint{keyword}.',
    may: ['narrowed', 'both'],
    cases: [
      {
        when: asks('anyOf'),
        fr: 'Une au moins de ces propriétés est maintenant exigée : {asked}.',
        en: 'At least one of these properties is now required: {asked}.',
      },
      {
        when: asks('oneOf'),
        fr: 'Une seule de ces propriétés est maintenant exigée, sans les autres : {asked}.',
        en: 'Exactly one of these properties is now required, without the others: {asked}.',
      },
    ],
  },
  'constraint-removed': {
    fr: 'Contrainte levée{keyword}.',
    en: 'Constraint lifted{keyword}.',
    may: ['widened', 'both'],
    cases: [
      {
        when: asks('anyOf'),
        fr: "Une au moins de ces propriétés était exigée et ne l'est plus : {asked}.",
        en: 'At least one of these properties was required and no longer is: {asked}.',
      },
      {
        when: asks('oneOf'),
        fr: "Une seule de ces propriétés était exigée, sans les autres, et ce n'est plus le cas : {asked}.",
        en: 'Exactly one of these properties was required, without the others, and that is no longer so: {asked}.',
      },
    ],
  },
  'constraint-narrowed': { fr: 'Contrainte resserrée{keyword}.', en: 'Constraint tightened{keyword}.', may: ['narrowed'] },
  'constraint-widened': { fr: 'Contrainte desserrée{keyword}.', en: 'Constraint loosened{keyword}.', may: ['widened'] },
  'constraint-changed': {
    fr: 'Contrainte changée{keyword}.',
    en: 'Constraint changed{keyword}.',
    may: ['narrowed', 'widened', 'both'],
  },
};
