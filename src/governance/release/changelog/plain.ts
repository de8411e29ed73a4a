/** What is said of a change to people who read no schema. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import type { Lang } from '../../../../packages/base/src/language.ts';
import { KITS } from '../../../../packages/base/src/language.ts';
import { typeNoun } from '../../../../packages/base/src/language.ts';
import type { Texts } from '../../../../packages/base/src/language.ts';
import { boundSentence } from './plain-bounds.ts';
import { fieldSentence } from './plain-fields.ts';

const STRICTER: Texts = { fr: 'La forme de la valeur est plus stricte.', en: 'The form of the value is stricter.' };
const LOOSER: Texts = { fr: 'La forme de la valeur est moins stricte.', en: 'The form of the value is less strict.' };

/** Instead of the sentences that tell a regular expression, a type or a keyword. */
const PLAIN: Readonly<Record<string, Texts>> = {
  'object-closed': {
    fr: 'Un nom de champ que le format ne définit pas est refusé.',
    en: 'A field name that the format does not define is refused.',
  },
  'object-opened': {
    fr: 'Un nom de champ que le format ne définit pas est accepté.',
    en: 'A field name that the format does not define is accepted.',
  },
  'pattern-added': STRICTER,
  'pattern-narrowed': STRICTER,
  'pattern-changed': { fr: 'La forme de la valeur change.', en: 'The form of the value changes.' },
  'pattern-removed': LOOSER,
  'pattern-widened': LOOSER,
};

const TYPES: Texts = { fr: 'La valeur est maintenant {types}.', en: 'The value is now {types}.' };

/** One sentence, which does not say where. */
export function plainSentence(change: Change, lang: Lang): string {
  const { kind, params, sentence } = change;
  const { after } = params;
  if (kind.startsWith('type-') && Array.isArray(after) && after.length > 0) {
    const types = after.map((type) => typeNoun(String(type), KITS[lang], lang));
    return TYPES[lang].replace('{types}', KITS[lang].or(types));
  }
  const plain = boundSentence(change, lang) ?? fieldSentence(change)?.[lang] ?? PLAIN[kind]?.[lang];
  return plain ?? sentence[lang].replace(/ (Cela vaut à|This holds at) [^.]*\.$/, '');
}

/** Words that no title ends with. */
const ENDS = /(?:[\s,:;«“(]|(?<=^|[\s'])(?:à|au|aux|dans|de|des|du|d'|en|et|la|le|les|l'|un|une|a|an|at|in|of|on|the|to))+$/;

/** A word or two after a colon or a comma begin something that is not told. */
const DANGLING = /\s?[:,]\s+\S+(\s\S+)?$/;

/** What titles begin with alike, if it says something; the only title whole. */
export function sharedStart(titles: readonly string[]): string | undefined {
  const [first = '', ...others] = titles;
  if (others.every((title) => title === first)) return first === '' ? undefined : first;
  let length = 0;
  while (length < first.length && others.every((title) => title[length] === first[length])) length++;
  const said = first.slice(0, length).replace(/[\p{L}\p{N}]*$/u, '');
  const cut = said.replace(ENDS, '').replace(DANGLING, '');
  return cut.split(' ').length < 3 ? undefined : cut;
}
