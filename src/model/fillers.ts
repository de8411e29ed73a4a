/** Words that people write where there is nothing to write. */
import { wordsPattern } from './word-pattern.ts';

/** Those of the rules on filler words, which have the same list. */
export const FILLERS: readonly string[] = [
  'néant',
  'sans objet',
  'sans',
  'aucun',
  'aucune',
  'rien',
  'vide',
  'inconnu',
  'inconnue',
  'non communiqué',
  'non connu',
  'non renseigné',
  'non défini',
  'non concerné',
  'non applicable',
  'non attribué',
  'non disponible',
  'à compléter',
  'à définir',
  'à préciser',
  'à renseigner',
  'nc',
  'n.c',
  'n/c',
  'na',
  'n.a',
  'n/a',
  'nd',
  'n/d',
  'nr',
  'n/r',
  'so',
  's.o',
  's/o',
  'null',
  'none',
  'nil',
  'tbd',
  'test',
  '#ref',
  '#nom',
  '#name',
  '#valeur',
  '#value',
  '#div/0',
  '#nul',
  '#null',
  '#nombre',
  '#num',
  'x',
  '0',
  '-',
];

const PATTERN = new RegExp(wordsPattern(FILLERS), 'u');

/** Longer texts are none: the longest word, with signs around. */
const LONGEST = 40;

/** Whether a text is one of these words, whatever its capitals, its accents and the signs around, or signs alone. */
export const isFiller = (text: string): boolean => text.length <= LONGEST && PATTERN.test(text);
