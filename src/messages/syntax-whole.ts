/** syntax.*: what is wrong with the file as a whole. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { SyntaxParams } from './params.ts';
import type { Catalogue } from './types.ts';

type Codes = 'syntax.empty' | 'syntax.not-json' | 'syntax.truncated' | 'syntax.rest-not-read' | 'syntax.several-texts';

/** More brackets than a file of contracts can have open: nobody would add them by hand. */
const FEW = 20;
const few = (closers = ''): boolean => closers !== '' && closers.length <= FEW;

export const WHOLE: Catalogue<Pick<SyntaxParams, Codes>> = {
  'syntax.empty': {
    severity: 'error',
    title: { fr: 'fichier vide', en: 'empty file' },
    fr: () => ({
      found: 'un fichier vide',
      expected: 'un fichier de marchés ou de contrats de concession',
      remedy: "Exportez ou téléchargez à nouveau le fichier : l'opération a sans doute échoué.",
    }),
    en: () => ({
      found: 'an empty file',
      expected: 'a file of marchés or contrats de concession',
      remedy: 'Export or download the file again: that probably failed.',
    }),
  },
  'syntax.not-json': {
    severity: 'error',
    title: { fr: "le fichier n'est pas du JSON", en: 'the file is not JSON' },
    fr: () => ({
      found: "un contenu qui n'est pas du JSON",
      expected: 'un fichier JSON, qui commence par une accolade « { »',
      remedy: "Vérifiez que c'est le bon fichier (et non une page web) ; un tableau en texte doit porter un nom en « .csv ».",
    }),
    en: () => ({
      found: 'something other than JSON',
      expected: 'a JSON file, which starts with a brace “{”',
      remedy: 'Check that it is the right file (not a web page); a table in text must have a name that ends with “.csv”.',
    }),
  },
  'syntax.truncated': {
    severity: 'error',
    title: { fr: 'fichier coupé avant la fin', en: 'file cut before its end' },
    fr: ({ closers }) => ({
      found: "un fichier qui s'arrête avant d'être terminé",
      expected: 'un fichier complet, dont chaque accolade et chaque crochet est refermé',
      remedy: `Téléchargez ou exportez à nouveau le fichier : l'opération a sans doute été interrompue.${
        closers?.startsWith('"')
          ? " Si le fichier est entier, un texte n'a pas de guillemet à sa fin : ajoutez-le après la valeur de ce champ."
          : few(closers)
            ? ` S'il ne manque que la fin, ajoutez ${fr.quote(closers ?? '')}.`
            : ''
      }`,
    }),
    en: ({ closers }) => ({
      found: 'a file that stops before it is complete',
      expected: 'a complete file, where each brace and each bracket is closed',
      remedy: `Download or export the file again: that was probably interrupted.${
        closers?.startsWith('"')
          ? ' If the file is whole, a text has no quotation mark at its end: add it after the value of this field.'
          : few(closers)
            ? ` If only the end is missing, add ${en.quote(closers ?? '')}.`
            : ''
      }`,
    }),
  },
  'syntax.rest-not-read': {
    severity: 'error',
    title: { fr: 'suite du fichier non lue', en: 'rest of the file not read' },
    fr: () => ({
      found: "la suite du fichier, que l'erreur précédente empêche de lire",
      expected: "un fichier lisible jusqu'à sa fin",
      remedy: "Corrigez l'erreur précédente, puis relancez le contrôle : la suite peut en contenir d'autres.",
    }),
    en: () => ({
      found: 'the rest of the file, which the error before it keeps from being read',
      expected: 'a file that can be read to its end',
      remedy: 'Correct the error before, then run the check again: the rest may hold others.',
    }),
  },
  'syntax.several-texts': {
    severity: 'error',
    title: { fr: 'plusieurs fichiers mis bout à bout', en: 'several files put end to end' },
    fr: () => ({
      found: 'un deuxième contenu après la fin du premier',
      expected: 'un seul bloc, de la première à la dernière accolade',
      remedy: 'Séparez les contenus en plusieurs fichiers, ou réunissez tous les contrats dans une seule liste.',
    }),
    en: () => ({
      found: 'a second content after the end of the first',
      expected: 'a single block, from the first brace to the last',
      remedy: 'Split the contents into several files, or gather all the contracts in one list.',
    }),
  },
};
