/** schema.minLength, maxLength, minimum, maximum, minItems: too short, too long, too small, too large, too few. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { SchemaParams } from './params.ts';
import type { Catalogue } from './types.ts';

type Codes = 'schema.minLength' | 'schema.maxLength' | 'schema.minimum' | 'schema.maximum' | 'schema.minItems';

const caracteres = (n: number): string => fr.count(n, 'caractère', 'caractères');
const characters = (n: number): string => en.count(n, 'character', 'characters');

/** A share above 1 is a percentage to nearly everybody who writes it. `toPrecision` drops the noise of the division. */
const asShare = (limit: number, value: number): string | undefined =>
  limit === 1 && value > 1 && value <= 100 ? String(Number((value / 100).toPrecision(12))) : undefined;

export const BOUNDS: Catalogue<Pick<SchemaParams, Codes>> = {
  'schema.minLength': {
    severity: 'error',
    title: { fr: 'texte trop court', en: 'text too short' },
    fr: ({ limit, length, value }) => ({
      found: length === 0 ? 'un texte vide' : `${fr.value(value)} (${caracteres(length)})`,
      expected: `au moins ${caracteres(limit)}`,
      remedy:
        length === 0
          ? "Écrivez la valeur ; si l'information n'existe pas et que le champ est facultatif, retirez le champ."
          : 'Complétez la valeur.',
    }),
    en: ({ limit, length, value }) => ({
      found: length === 0 ? 'an empty text' : `${en.value(value)} (${characters(length)})`,
      expected: `at least ${characters(limit)}`,
      remedy:
        length === 0 ? 'Write the value; if there is none and the field is optional, remove the field.' : 'Complete the value.',
    }),
  },
  'schema.maxLength': {
    severity: 'error',
    title: { fr: 'texte trop long', en: 'text too long' },
    fr: ({ limit, length, value }) => ({
      found: `${fr.value(value)} (${caracteres(length)})`,
      expected: `au plus ${caracteres(limit)}`,
      remedy: `Raccourcissez le texte de ${caracteres(length - limit)}.`,
    }),
    en: ({ limit, length, value }) => ({
      found: `${en.value(value)} (${characters(length)})`,
      expected: `at most ${characters(limit)}`,
      remedy: `Shorten the text by ${characters(length - limit)}.`,
    }),
  },
  'schema.minimum': {
    severity: 'error',
    title: { fr: 'nombre trop petit', en: 'number too small' },
    fr: ({ limit, value }) => ({
      found: `le nombre ${fr.number(value)}`,
      expected: `un nombre égal ou supérieur à ${fr.number(limit)}`,
      remedy: "Corrigez le nombre ; si l'information n'existe pas et que le champ est facultatif, retirez le champ.",
    }),
    en: ({ limit, value }) => ({
      found: `the number ${en.number(value)}`,
      expected: `a number equal to or above ${en.number(limit)}`,
      remedy: 'Correct the number; if there is none and the field is optional, remove the field.',
    }),
  },
  'schema.maximum': {
    severity: 'error',
    title: { fr: 'nombre trop grand', en: 'number too large' },
    fr: ({ limit, value }) => ({
      found: `le nombre ${fr.number(value)}`,
      expected: `un nombre égal ou inférieur à ${fr.number(limit)}`,
      remedy: shareFr(asShare(limit, value), value),
    }),
    en: ({ limit, value }) => ({
      found: `the number ${en.number(value)}`,
      expected: `a number equal to or below ${en.number(limit)}`,
      remedy: shareEn(asShare(limit, value), value),
    }),
  },
  'schema.minItems': {
    severity: 'error',
    title: { fr: 'liste trop courte', en: 'list too short' },
    fr: ({ limit, count }) => ({
      found: count === 0 ? 'une liste vide' : `une liste de ${fr.count(count, 'élément', 'éléments')}`,
      expected: `au moins ${fr.count(limit, 'élément', 'éléments')}`,
      remedy: "Complétez la liste ; s'il n'y a rien à dire et que le champ est facultatif, retirez le champ entier.",
    }),
    en: ({ limit, count }) => ({
      found: count === 0 ? 'an empty list' : `a list of ${en.count(count, 'item', 'items')}`,
      expected: `at least ${en.count(limit, 'item', 'items')}`,
      remedy: 'Complete the list; if there is nothing to say and the field is optional, remove the whole field.',
    }),
  },
};

const shareFr = (share: string | undefined, value: number): string =>
  share === undefined ? 'Corrigez le nombre.' : `Une part s'écrit entre 0 et 1 : pour ${fr.number(value)} %, écrivez ${share}.`;

const shareEn = (share: string | undefined, value: number): string =>
  share === undefined ? 'Correct the number.' : `A share is written between 0 and 1: for ${en.number(value)}%, write ${share}.`;
