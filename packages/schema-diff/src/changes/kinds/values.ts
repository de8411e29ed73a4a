import type { Kinds } from './types.ts';

export const VALUES: Kinds = {
  'type-narrowed': {
    fr: 'Type resserré : {before} avant, {after} maintenant.',
    en: 'Type narrowed: {before} before, {after} now.',
    may: ['narrowed'],
  },
  'type-widened': {
    fr: 'Type élargi : {before} avant, {after} maintenant.',
    en: 'Type widened: {before} before, {after} now.',
    may: ['widened'],
  },
  'type-changed': {
    fr: 'Type changé : {before} avant, {after} maintenant.',
    en: 'Type changed: {before} before, {after} now.',
    may: ['both'],
  },
  'enum-added': {
    fr: 'Seules ces valeurs sont maintenant acceptées : {values}.',
    en: 'Only these values are now accepted: {values}.',
    may: ['narrowed', 'both'],
  },
  'enum-removed': {
    fr: 'Les valeurs ne sont plus limitées à une liste ({values}).',
    en: 'Values are no longer limited to a list ({values}).',
    may: ['widened', 'both'],
  },
  'enum-value-added': {
    fr: 'Nouvelle valeur acceptée : {value}.',
    en: 'New value accepted: {value}.',
    may: ['widened'],
  },
  'enum-value-removed': {
    fr: "Valeur qui n'est plus acceptée : {value}.",
    en: 'Value no longer accepted: {value}.',
    may: ['narrowed'],
  },
  'enum-values-added': {
    fr: '{count} nouvelles valeurs acceptées, dont {examples}.',
    en: '{count} new values accepted, such as {examples}.',
    may: ['widened'],
  },
  'enum-values-removed': {
    fr: '{count} valeurs ne sont plus acceptées, dont {examples}.',
    en: '{count} values no longer accepted, such as {examples}.',
    may: ['narrowed'],
  },
  'codelist-code-added': {
    fr: 'Nouveau code dans la liste « {=codelist} » : {code}.',
    en: 'New code in the list “{=codelist}”: {code}.',
    may: ['widened'],
  },
  'codelist-code-removed': {
    fr: 'Code retiré de la liste « {=codelist} » : {code}.',
    en: 'Code removed from the list “{=codelist}”: {code}.',
    may: ['narrowed'],
  },
};

export const TEXTS: Kinds = {
  'text-changed': { fr: 'Texte changé : {parts}.', en: 'Text changed: {parts}.', may: ['none'] },
};
