/** Words for JSON values and types that a reader who never saw a JSON grammar understands. */
import type { Lang } from '../finding.ts';
import type { Kit } from './types.ts';

type Nouns = {
  text: string;
  number: string;
  literal: string;
  emptyText: string;
  emptyList: string;
  emptyBlock: string;
  list(count: string): string;
  element: [one: string, many: string];
  block(names: string): string;
  types: Record<string, string>;
};

const FR: Nouns = {
  text: 'le texte',
  number: 'le nombre',
  literal: 'la valeur',
  emptyText: 'un texte vide',
  emptyList: 'une liste vide',
  emptyBlock: 'un bloc de champs vide',
  list: (count) => `une liste de ${count}`,
  element: ['élément', 'éléments'],
  block: (names) => `un bloc de champs (${names})`,
  types: {
    string: 'un texte entre guillemets',
    number: 'un nombre sans guillemets',
    integer: 'un nombre entier sans guillemets',
    boolean: '« true » (oui) ou « false » (non) sans guillemets',
    object: 'un bloc de champs entre accolades { }',
    array: 'une liste entre crochets [ ]',
    null: '« null »',
  },
};

const EN: Nouns = {
  text: 'the text',
  number: 'the number',
  literal: 'the value',
  emptyText: 'an empty text',
  emptyList: 'an empty list',
  emptyBlock: 'an empty block of fields',
  list: (count) => `a list of ${count}`,
  element: ['item', 'items'],
  block: (names) => `a block of fields (${names})`,
  types: {
    string: 'a text in quotes',
    number: 'a number without quotes',
    integer: 'a whole number without quotes',
    boolean: '“true” or “false” without quotes',
    object: 'a block of fields in braces { }',
    array: 'a list in brackets [ ]',
    null: '“null”',
  },
};

const NOUNS: Record<Lang, Nouns> = { fr: FR, en: EN };

/** Names of an object, few enough to read; keys are data, so they are quoted and shortened too. */
function names(value: object, say: Kit): string {
  const keys = Object.keys(value);
  const shown = keys.slice(0, 4).map((key) => say.quote(key, 30));
  return keys.length > 4 ? `${shown.join(', ')}, …` : shown.join(', ');
}

function structureNoun(value: object, say: Kit, nouns: Nouns): string {
  if (Array.isArray(value)) return value.length === 0 ? nouns.emptyList : nouns.list(say.count(value.length, ...nouns.element));
  return Object.keys(value).length === 0 ? nouns.emptyBlock : nouns.block(names(value, say));
}

/** Numbers stand as in the file (no separators), so that they can be searched for. */
export function valueNoun(value: unknown, say: Kit, lang: Lang): string {
  const nouns = NOUNS[lang];
  if (typeof value === 'string') return value === '' ? nouns.emptyText : `${nouns.text} ${say.quote(value)}`;
  if (typeof value === 'number') return `${nouns.number} ${String(value)}`;
  if (typeof value === 'object' && value !== null) return structureNoun(value, say, nouns);
  return `${nouns.literal} ${say.quote(String(value))}`;
}

/** Words for the name of a JSON type; any other word stands as it is, quoted. */
export const typeNoun = (type: string, say: Kit, lang: Lang): string => NOUNS[lang].types[type] ?? say.quote(type);
