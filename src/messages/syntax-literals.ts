/** syntax.*: values that are badly written. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { SyntaxParams } from './params.ts';
import type { Catalogue } from './types.ts';

type Codes = 'syntax.not-a-number' | 'syntax.bad-number' | 'syntax.bad-escape' | 'syntax.control-character';

const NAMES_FR = new Map([
  [9, 'une tabulation'],
  [10, 'un retour à la ligne'],
  [13, 'un retour à la ligne'],
]);
const NAMES_EN = new Map([
  [9, 'a tab'],
  [10, 'a line break'],
  [13, 'a line break'],
]);

const escapeOf = (code: number): string =>
  code === 9 ? '\\t' : code === 10 ? '\\n' : code === 13 ? '\\r' : `\\u${code.toString(16).padStart(4, '0')}`;

const codePoint = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

export const LITERALS: Catalogue<Pick<SyntaxParams, Codes>> = {
  'syntax.not-a-number': {
    severity: 'error',
    title: { fr: 'valeur sans nombre', en: 'not a number' },
    fr: ({ value }) => ({
      found: `la valeur ${fr.quote(value)}, laissée par un calcul sans résultat`,
      expected: 'un nombre ordinaire',
      remedy: "Donnez le nombre ; si l'information n'existe pas et que le champ est facultatif, retirez le champ.",
    }),
    en: ({ value }) => ({
      found: `the value ${en.quote(value)}, left by a calculation without result`,
      expected: 'an ordinary number',
      remedy: 'Give the number; if there is none and the field is optional, remove the field.',
    }),
  },
  'syntax.bad-number': {
    severity: 'error',
    title: { fr: 'nombre mal écrit', en: 'badly written number' },
    fr: ({ found }) => ({
      found: `le nombre ${fr.quote(found)}`,
      expected: 'des chiffres, avec un point pour les décimales, comme « 12000.50 »',
      remedy: 'Retirez les espaces, le signe plus et les zéros du début ; remplacez la virgule par un point.',
    }),
    en: ({ found }) => ({
      found: `the number ${en.quote(found)}`,
      expected: 'digits, with a dot before the decimals, such as “12000.50”',
      remedy: 'Remove spaces, the plus sign and leading zeros; replace the comma with a dot.',
    }),
  },
  'syntax.bad-escape': {
    severity: 'error',
    title: { fr: 'barre oblique inverse mal employée', en: 'misused backslash' },
    fr: ({ found }) => ({
      found: `la suite ${fr.quote(found)} dans un texte`,
      expected: "après une barre oblique inverse (\\), l'un des signes prévus par le JSON",
      remedy: 'Doublez la barre (\\\\) si elle fait partie du texte, sinon supprimez-la.',
    }),
    en: ({ found }) => ({
      found: `the sequence ${en.quote(found)} in a text`,
      expected: 'after a backslash (\\), one of the signs that JSON provides for',
      remedy: 'Double the backslash (\\\\) if it is part of the text, otherwise delete it.',
    }),
  },
  'syntax.control-character': {
    severity: 'error',
    title: { fr: 'caractère de commande dans un texte', en: 'control character in a text' },
    fr: ({ code }) => ({
      found: `${NAMES_FR.get(code) ?? 'un caractère invisible'} (${codePoint(code)}) dans un texte`,
      expected: "un texte d'une seule ligne, sans caractère de commande",
      remedy: `Supprimez ce caractère, ou écrivez à sa place ${fr.quote(escapeOf(code))}.`,
    }),
    en: ({ code }) => ({
      found: `${NAMES_EN.get(code) ?? 'an invisible character'} (${codePoint(code)}) in a text`,
      expected: 'a text on a single line, without control characters',
      remedy: `Delete this character, or write ${en.quote(escapeOf(code))} instead.`,
    }),
  },
};
