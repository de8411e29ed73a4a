/** What CEL's types are called in sentences for a person, CEL's own word beside. */
import type { Texts } from '../../model/types.ts';

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
export function typeWords(name: string): Texts {
  const all = name.split(' | ').map(oneType);
  return { fr: all.map(({ fr }) => fr).join(' ou '), en: all.map(({ en }) => en).join(' or ') };
}

function oneType(name: string): Texts {
  const [, inner] = /^list\((.*)\)$/.exec(name) ?? [];
  if (inner === undefined) return WORDS[name]?.one ?? { fr: name, en: name };
  const of = WORDS[inner.replace(/\(.*/, '')]?.many ?? { fr: `de ${inner}`, en: inner };
  return { fr: `une liste ${of.fr}`, en: `a list of ${of.en}` };
}
