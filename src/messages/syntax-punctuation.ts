/** syntax.*: commas, quotes and comments. */
import { expectedTokens } from './expected-tokens.ts';
import { en, fr } from '../../packages/base/src/language.ts';
import type { SyntaxParams } from './params.ts';
import type { Catalogue } from './types.ts';

type Codes =
  | 'syntax.trailing-comma'
  | 'syntax.missing-comma'
  | 'syntax.single-quotes'
  | 'syntax.comment'
  | 'syntax.unquoted-key'
  | 'syntax.duplicate-key'
  | 'syntax.unexpected';

export const PUNCTUATION: Catalogue<Pick<SyntaxParams, Codes>> = {
  'syntax.trailing-comma': {
    severity: 'error',
    title: { fr: 'virgule de trop', en: 'extra comma' },
    fr: () => ({
      found: 'une virgule que rien ne suit',
      expected: 'une accolade ou un crochet fermant juste après le dernier élément',
      remedy: 'Supprimez cette virgule.',
    }),
    en: () => ({
      found: 'a comma with nothing after it',
      expected: 'a closing brace or bracket right after the last item',
      remedy: 'Delete this comma.',
    }),
  },
  'syntax.missing-comma': {
    severity: 'error',
    title: { fr: 'virgule oubliée', en: 'missing comma' },
    fr: () => ({
      found: 'deux éléments qui se suivent sans virgule',
      expected: 'une virgule entre deux éléments',
      remedy: 'Ajoutez une virgule juste avant cet endroit.',
    }),
    en: () => ({
      found: 'two items that follow each other without a comma',
      expected: 'a comma between two items',
      remedy: 'Add a comma right before this place.',
    }),
  },
  'syntax.single-quotes': {
    severity: 'error',
    title: { fr: 'apostrophes au lieu de guillemets', en: 'single quotes' },
    fr: () => ({
      found: "un texte entre apostrophes (')",
      expected: 'un texte entre guillemets droits (")',
      remedy: 'Remplacez les deux apostrophes qui entourent le texte par des guillemets droits.',
    }),
    en: () => ({
      found: "a text in single quotes (')",
      expected: 'a text in double quotes (")',
      remedy: 'Replace the two single quotes around the text with double quotes.',
    }),
  },
  'syntax.comment': {
    severity: 'error',
    title: { fr: 'commentaire', en: 'comment' },
    fr: () => ({
      found: 'un commentaire',
      expected: 'des données seulement : le JSON ne permet pas de commentaire',
      remedy: 'Supprimez le commentaire.',
    }),
    en: () => ({ found: 'a comment', expected: 'data only: JSON allows no comment', remedy: 'Delete the comment.' }),
  },
  'syntax.unquoted-key': {
    severity: 'error',
    title: { fr: 'nom de champ sans guillemets', en: 'field name without quotes' },
    fr: ({ found }) => ({
      found: `le nom ${fr.quote(found)} sans guillemets`,
      expected: 'un nom de champ entre guillemets droits (")',
      remedy: `Entourez ce nom de guillemets droits : ${fr.quote(`"${found}"`)}.`,
    }),
    en: ({ found }) => ({
      found: `the name ${en.quote(found)} without quotes`,
      expected: 'a field name in double quotes (")',
      remedy: `Put this name in double quotes: ${en.quote(`"${found}"`)}.`,
    }),
  },
  'syntax.duplicate-key': {
    severity: 'error',
    title: { fr: 'champ écrit deux fois', en: 'field written twice' },
    fr: ({ key }) => ({
      found: `le champ ${fr.quote(key)}, déjà écrit dans le même bloc`,
      expected: 'chaque champ une seule fois',
      remedy: "Gardez la bonne valeur et supprimez l'autre : la plupart des logiciels en perdent une sans le dire.",
    }),
    en: ({ key }) => ({
      found: `the field ${en.quote(key)}, already written in the same block`,
      expected: 'each field only once',
      remedy: 'Keep the right value and delete the other: most programs lose one of them silently.',
    }),
  },
  'syntax.unexpected': {
    severity: 'error',
    title: { fr: 'écriture incompréhensible', en: 'unintelligible text' },
    fr: ({ found, expected }) => ({
      found: found === '' ? 'la fin du fichier' : `${found.length === 1 ? 'le signe' : 'la suite'} ${fr.quote(found)}`,
      expected: expectedTokens(expected, 'fr'),
      remedy: "Corrigez cet endroit ou celui qui le précède ; si le fichier vient d'un logiciel, exportez-le à nouveau.",
    }),
    en: ({ found, expected }) => ({
      found: found === '' ? 'the end of the file' : `the ${found.length === 1 ? 'sign' : 'sequence'} ${en.quote(found)}`,
      expected: expectedTokens(expected, 'en'),
      remedy: 'Correct this place or the one before it; if the file comes from a program, export it again.',
    }),
  },
};
