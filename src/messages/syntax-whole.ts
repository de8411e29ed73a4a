/** syntax.*: what is wrong with the file as a whole. */
import { en, fr, type Lang, KITS } from '../../packages/base/src/language.ts';
import type { SyntaxParams } from './params.ts';
import type { Catalogue } from './types.ts';
import { codePoint } from '../../packages/base/src/visible.ts';

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

/** syntax.*: values that are badly written. */
type LiteralCodes = 'syntax.not-a-number' | 'syntax.bad-number' | 'syntax.bad-escape' | 'syntax.control-character';

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

export const LITERALS: Catalogue<Pick<SyntaxParams, LiteralCodes>> = {
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

type PunctuationCodes =
  | 'syntax.trailing-comma'
  | 'syntax.missing-comma'
  | 'syntax.single-quotes'
  | 'syntax.comment'
  | 'syntax.unquoted-key'
  | 'syntax.duplicate-key'
  | 'syntax.unexpected';

export const PUNCTUATION: Catalogue<Pick<SyntaxParams, PunctuationCodes>> = {
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

/** Words for what the grammar of JSON allows at a place. */
const TOKENS: Record<string, Record<Lang, string>> = {
  value: { fr: 'une valeur', en: 'a value' },
  key: { fr: 'un nom de champ entre guillemets droits (")', en: 'a field name in double quotes (")' },
  end: { fr: 'la fin du fichier', en: 'the end of the file' },
  ':': { fr: 'deux-points (:) entre le nom du champ et sa valeur', en: 'a colon (:) between the field name and its value' },
  ',': { fr: 'une virgule', en: 'a comma' },
  '}': { fr: 'une accolade fermante (})', en: 'a closing brace (})' },
  ']': { fr: 'un crochet fermant (])', en: 'a closing bracket (])' },
};

/** Words for the tokens; a token that is none of the known ones stands as it is, quoted. */
const expectedTokens = (tokens: readonly string[], lang: Lang): string =>
  KITS[lang].or(tokens.map((token) => TOKENS[token]?.[lang] ?? KITS[lang].quote(token)));
