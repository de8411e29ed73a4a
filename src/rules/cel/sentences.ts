import type { Texts } from '../../model/types.ts';
import { en, fr } from '../../../packages/base/src/language.ts';
import { nearest } from '../../messages/nearest.ts';
/** What is wrong with an expression, for who wrote the rule: a lawyer as well as a developer. */
export const SAY = {
  unknownVariable: (name: string, known: readonly string[]): Texts => ({
    fr: `« ${name} » n'est pas connu ici ; au choix : ${fr.or(known)}`,
    en: `“${name}” is not known here; choose: ${en.or(known)}`,
  }),
  unknownField: (name: string, owner: string, known: readonly string[]): Texts => {
    const [proposal] = nearest(name, known);
    return {
      fr: `le champ « ${name} » n'existe pas dans ${owner === '' ? "l'enregistrement" : owner} ; ${proposal === undefined ? `au choix : ${fr.or(known)}` : `peut-être « ${proposal} » ?`}`,
      en: `there is no field “${name}” in ${owner === '' ? 'the record' : owner}; ${proposal === undefined ? `choose: ${en.or(known)}` : `perhaps “${proposal}”?`}`,
    };
  },
  noFields: (type: string, field: string): Texts => ({
    fr: `« ${field} » est demandé à ${typeWords(type).fr}, qui n'a pas de champs ; passez par all, exists ou each pour une liste`,
    en: `“${field}” is asked of ${typeWords(type).en}, which has no fields; use all, exists or each for a list`,
  }),
  unguarded: (key: string): Texts => ({
    fr: `${key} est facultatif ; écrivez « has(${key}) && … » ou « !has(${key}) || … », ou mettez has(${key}) dans « when »`,
    en: `${key} is optional; write “has(${key}) && …” or “!has(${key}) || …”, or put has(${key}) in “when”`,
  }),
  notBool: (type: string): Texts => ({
    fr: `une condition (vrai ou faux) est attendue ici, et non ${typeWords(type).fr}`,
    en: `a condition (true or false) is expected here, not ${typeWords(type).en}`,
  }),
  mixed: (operator: string, left: string, right: string): Texts => ({
    fr: `« ${operator} » met ensemble ${typeWords(left).fr} et ${typeWords(right).fr} ; écrivez les deux côtés dans le même type (1.0 pour un nombre, 1 pour un entier, '1' pour un texte)`,
    en: `“${operator}” puts ${typeWords(left).en} and ${typeWords(right).en} together; write both sides in the same type (1.0 for a number, 1 for an integer, '1' for a text)`,
  }),
  notOrdered: (type: string): Texts => ({
    fr: `< et > comparent des nombres, et non ${typeWords(type).fr} ; pour des dates, écrivez jour(a) < jour(b)`,
    en: `< and > compare numbers, not ${typeWords(type).en}; for dates write jour(a) < jour(b)`,
  }),
  notCompared: (type: string): Texts => ({
    fr: `== et in comparent des valeurs simples, et non ${typeWords(type).fr} ; comparez leurs champs`,
    en: `== and in compare simple values, not ${typeWords(type).en}; compare their fields`,
  }),
  notNumbers: (type: string): Texts => ({
    fr: `un calcul se fait sur des nombres, et non sur ${typeWords(type).fr}`,
    en: `a computation takes numbers, not ${typeWords(type).en}`,
  }),
  divisor: (): Texts => ({
    fr: `on ne divise que par un nombre écrit en toutes lettres et non nul, p. ex. « / 2.0 »`,
    en: `only a number that is written out and not zero may divide, e.g. “/ 2.0”`,
  }),
  integerProduct: (): Texts => ({
    fr: 'on ne multiplie ni ne divise des entiers : les langages ne les calculent pas tous de même ; comparez autrement',
    en: 'integers are neither multiplied nor divided: languages do not all compute them alike; compare otherwise',
  }),
  integerField: (path: string): Texts => ({
    fr: `le champ entier ${path} ne peut entrer dans un calcul : il peut dépasser ce que certains langages calculent juste ; comparez-le directement`,
    en: `the integer field ${path} cannot enter a computation: it may be beyond what some languages compute exactly; compare it directly`,
  }),
  emptyList: (): Texts => ({ fr: 'cette liste est vide ; écrivez ses valeurs', en: 'this list is empty; write its values' }),
  shadowed: (name: string): Texts => ({
    fr: `« ${name} » désigne déjà autre chose ici ; choisissez un autre nom`,
    en: `“${name}” already names something else here; choose another name`,
  }),
  wants: (name: string, wanted: string, found: string): Texts => ({
    fr: `« ${name} » attend ${typeWords(wanted).fr}, et non ${typeWords(found).fr}`,
    en: `“${name}” takes ${typeWords(wanted).en}, not ${typeWords(found).en}`,
  }),
  unknownFunction: (name: string, known: readonly string[]): Texts => {
    const [near] = nearest(name, known);
    return {
      fr: `la fonction « ${name} » n'existe pas ; ${near === undefined ? `au choix : ${fr.or(known)}` : `peut-être « ${near} » ?`}`,
      en: `there is no function “${name}”; ${near === undefined ? `choose: ${en.or(known)}` : `perhaps “${near}”?`}`,
    };
  },
  arguments: (name: string, wanted: number, found: number): Texts => ({
    fr: `« ${name} » attend ${fr.count(wanted, 'valeur', 'valeurs')} entre parenthèses, et en a reçu ${fr.number(found)}`,
    en: `“${name}” takes ${en.count(wanted, 'value', 'values')} in parentheses and was given ${en.number(found)}`,
  }),
  notACode: (value: string, path: string, codes: readonly string[]): Texts => {
    const [proposal] = nearest(value, codes);
    return {
      fr: `« ${value} » n'est pas un code de ${path} ; ${proposal === undefined ? `au choix : ${fr.or(codes)}` : `peut-être « ${proposal} » ?`}`,
      en: `“${value}” is not a code of ${path}; ${proposal === undefined ? `choose: ${en.or(codes)}` : `perhaps “${proposal}”?`}`,
    };
  },
  nomenclature: (known: readonly string[]): Texts => ({
    fr: `la première valeur de « nomenclature » est l'un de ces noms, entre apostrophes : ${fr.or(known)}`,
    en: `the first value of “nomenclature” is one of these names, in quotes: ${en.or(known)}`,
  }),
};

/** What CEL's types are called in sentences for a person, CEL's own word beside. */
type Words = { one: Texts; many: Texts };

const WORDS: Readonly<Record<string, Words>> = {
  bool: {
    one: { fr: 'une valeur vrai ou faux (bool)', en: 'a true or false (bool)' },
    many: { fr: 'de valeurs vrai ou faux (bool)', en: 'true or false (bool)' },
  },
  int: { one: { fr: 'un entier (int)', en: 'an integer (int)' }, many: { fr: "d'entiers (int)", en: 'integers (int)' } },
  double: {
    one: { fr: 'un nombre (double)', en: 'a number (double)' },
    many: { fr: 'de nombres (double)', en: 'numbers (double)' },
  },
  string: { one: { fr: 'un texte (string)', en: 'a text (string)' }, many: { fr: 'de textes (string)', en: 'texts (string)' } },
  date: { one: { fr: 'une date', en: 'a date' }, many: { fr: 'de dates', en: 'dates' } },
  object: { one: { fr: 'un objet', en: 'an object' }, many: { fr: "d'objets", en: 'objects' } },
  list: { one: { fr: 'une liste', en: 'a list' }, many: { fr: 'de listes', en: 'lists' } },
};

/** A type by its CEL name (`double`, `list(string)`, or some of them joined by ` | `) as a noun with its article. */
function typeWords(name: string): Texts {
  const all = name.split(' | ').map(oneType);
  return { fr: all.map(({ fr }) => fr).join(' ou '), en: all.map(({ en }) => en).join(' or ') };
}

function oneType(name: string): Texts {
  const [, inner] = /^list\((.*)\)$/.exec(name) ?? [];
  if (inner === undefined) return WORDS[name]?.one ?? { fr: name, en: name };
  const of = WORDS[inner.replace(/\(.*/, '')]?.many ?? { fr: `de ${inner}`, en: inner };
  return { fr: `une liste ${of.fr}`, en: `a list of ${of.en}` };
}
