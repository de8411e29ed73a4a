/** What is said of a change to people who read no schema. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import { type Lang, KITS, typeNoun, type Texts } from '../../../../packages/base/src/language.ts';
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
    const types = after.map((type) => typeNoun(String(type), lang));
    return TYPES[lang].replace('{types}', KITS[lang].or(types));
  }
  const plain = boundSentence(change, lang) ?? fieldSentence(change)?.[lang] ?? PLAIN[kind]?.[lang];
  return plain ?? sentence[lang].replace(/ (Cela vaut à|This holds at) [^.]*\.$/, '');
}

/** Words that no title ends with. */
const ENDS = /(?:[\s,:;«“(]|(?<=^|[\s'])(?:à|au|aux|dans|de|des|du|d'|en|et|la|le|les|l'|un|une|a|an|at|in|of|on|the|to))+$/;

/** A word or two after a colon or a comma begin something that is not reported. */
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

/** Limits, as people speak of them. */
const NOUNS: Readonly<Record<string, Texts>> = {
  minimum: { fr: 'La plus petite valeur acceptée', en: 'The least value that is accepted' },
  maximum: { fr: 'La plus grande valeur acceptée', en: 'The greatest value that is accepted' },
  'min-length': { fr: 'La longueur minimale', en: 'The minimum length' },
  'max-length': { fr: 'La longueur maximale', en: 'The maximum length' },
  'min-items': { fr: "Le nombre minimal d'éléments de la liste", en: 'The minimum number of items of the list' },
  'max-items': { fr: "Le nombre maximal d'éléments de la liste", en: 'The maximum number of items of the list' },
};

const EVENTS: Readonly<Record<string, Texts>> = {
  added: { fr: '{noun} est maintenant {after}.', en: '{noun} is now {after}.' },
  removed: { fr: "{noun}, qui était {before}, n'est plus fixée.", en: '{noun}, which was {before}, is no longer set.' },
  increased: { fr: '{noun} passe de {before} à {after}.', en: '{noun} goes from {before} to {after}.' },
  decreased: { fr: '{noun} passe de {before} à {after}.', en: '{noun} goes from {before} to {after}.' },
};

/** The sentence of a limit that moved; undefined for any other change. */
function boundSentence({ kind, params }: Change, lang: Lang): string | undefined {
  const [, name = '', event = ''] = /^(.*)-(added|removed|increased|decreased)$/.exec(kind) ?? [];
  const [noun, sentence] = [NOUNS[name], EVENTS[event]];
  if (!noun || !sentence) return undefined;
  const number = (value: unknown): string => (typeof value === 'number' ? KITS[lang].number(value) : String(value));
  return sentence[lang]
    .replace('{noun}', noun[lang])
    .replace('{before}', number(params['before']))
    .replace('{after}', number(params['after']));
}

/** Fields that come, go and are asked for: « champ » is what people call a property. */
const REQUIRED: Texts = { fr: 'Ce champ est maintenant obligatoire.', en: 'This field is now required.' };
const GONE: Texts = { fr: "Ce champ n'existe plus.", en: 'This field no longer exists.' };
const REFUSED: Texts = { fr: "Ce champ n'existe plus : il est refusé.", en: 'This field no longer exists: it is refused.' };
const NEW: Texts = { fr: 'Ce champ est nouveau.', en: 'This field is new.' };
const NEW_REQUIRED: Texts = { fr: 'Ce champ est nouveau et obligatoire.', en: 'This field is new and required.' };
const CHECKED: Texts = {
  fr: "Ce nom était libre. Il désigne maintenant un champ, et n'importe quelle valeur n'y est plus acceptée.",
  en: 'This name was free. It is now that of a field, and not any value is accepted there.',
};
const OPTIONAL: Texts = { fr: "Ce champ n'est plus obligatoire.", en: 'This field is no longer required.' };
const RENAMED: Texts = {
  fr: 'Ce champ se nomme maintenant {to} (avant : {from}).',
  en: 'This field is now called {to} (before: {from}).',
};

/** The sentence of a field; undefined for any other change. */
function fieldSentence({ kind, params, direction }: Change): Texts | undefined {
  switch (kind) {
    case 'property-now-required':
      return REQUIRED;
    case 'property-no-longer-required':
      return OPTIONAL;
    case 'property-forbidden':
      return REFUSED;
    case 'property-allowed':
      return NEW;
    case 'property-removed':
      return params['refused'] === true ? REFUSED : GONE;
    case 'property-added':
      if (params['required'] === true) return NEW_REQUIRED;
      return direction === 'narrowed' ? CHECKED : NEW;
    case 'property-renamed':
      return renamed(params);
    default:
      return undefined;
  }
}

const renamed = ({ from, to }: Change['params']): Texts => ({
  fr: RENAMED.fr.replace('{to}', `« ${String(to)} »`).replace('{from}', `« ${String(from)} »`),
  en: RENAMED.en.replace('{to}', `“${String(to)}”`).replace('{from}', `“${String(from)}”`),
});
