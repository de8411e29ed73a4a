/** What to write in the place of a keyword that a schema of the référentiel may not have, or not beside another one. */
import type { ErrorObject } from 'ajv/dist/2020.js';
import { nearest } from '../../messages/nearest.ts';
import type { Texts } from '../../../packages/base/src/language.ts';

const RULE: Texts = {
  fr: 'retirez-le : ce que le dialecte ne sait pas dire est une règle de contenu (« npm run new-rule -- <id> »)',
  en: 'remove it: what the dialect cannot say is a rule of content (“npm run new-rule -- <id>”)',
};
const CODELIST: Texts = {
  fr: 'nommez une liste de codes par « x-codelist », et mettez les valeurs dans schema/next/codelists/<liste>.csv',
  en: 'name a codelist by “x-codelist”, and put the values in schema/next/codelists/<list>.csv',
};
const FIELD: Texts = {
  fr: "les textes et les exemples d'un champ vont dans schema/fields/<x-field>.yaml",
  en: 'the texts and examples of a field go to schema/fields/<x-field>.yaml',
};
const OPTIONAL: Texts = {
  fr: "aucune valeur n'est nulle : ce qui peut manquer n'est pas dans « required » de son objet",
  en: 'no value is null: what may be missing is not in “required” of its object',
};
const NAMED: Texts = {
  fr: 'nommez chaque propriété dans « properties »',
  en: 'name each property in “properties”',
};
const inclusive = (name: string): Texts => ({
  fr: `écrivez « ${name} », borne comprise`,
  en: `write “${name}”, bound included`,
});

/** Keywords of JSON Schema that the dialect does not have. */
const INSTEAD: ReadonlyMap<string, Texts> = new Map([
  ...['enum', 'const'].map((name) => [name, CODELIST] as const),
  ...['title', 'description', 'examples', 'default', '$comment'].map((name) => [name, FIELD] as const),
  ...['patternProperties', 'additionalItems', 'unevaluatedProperties', 'propertyNames'].map((name) => [name, NAMED] as const),
  ...['oneOf', 'allOf', 'not', 'if', 'then', 'else', 'dependentRequired', 'dependentSchemas', 'dependencies'].map(
    (name) => [name, RULE] as const,
  ),
  ...['multipleOf', 'maxItems', 'contains', 'minContains', 'maxContains', 'minProperties', 'maxProperties'].map(
    (name) => [name, RULE] as const,
  ),
  ['nullable', OPTIONAL],
  ['exclusiveMinimum', inclusive('minimum')],
  ['exclusiveMaximum', inclusive('maximum')],
]);

/** A keyword, or the name of a property, that is not one: what was meant, or what says the same here. `allowed`: the keywords of the place. */
export function unknownKeyword(name: string, { enum: allowed, pattern }: { enum?: string[]; pattern?: string }): Texts {
  if (pattern !== undefined)
    return {
      fr: `« ${name} » n'est pas un nom de propriété ; écrivez des lettres sans accents, la première en minuscule, p. ex. « clauseReexamen »`,
      en: `“${name}” is not the name of a property; write letters without accents, the first in lower case, e.g. “clauseReexamen”`,
    };
  const instead = INSTEAD.get(name);
  const [meant] = instead ? [] : nearest(name, allowed ?? [], 1);
  if (meant !== undefined)
    return {
      fr: `« ${name} » n'est pas connu ici ; peut-être « ${meant} » ?`,
      en: `“${name}” is not known here; perhaps “${meant}”?`,
    };
  return {
    fr: `« ${name} » n'est pas connu ici ; ${instead?.fr ?? 'retirez-le'}`,
    en: `“${name}” is not known here; ${instead?.en ?? 'remove it'}`,
  };
}

type Node = Record<string, unknown>;

/** Which keyword is one too many beside another one. */
export function keywordTooMany({ schemaPath, schema, data }: ErrorObject): Texts {
  const node = (data ?? {}) as Node;
  const beside = decodeURIComponent(/\/dependentSchemas\/([^/]+)\/not$/.exec(schemaPath)?.[1] ?? '');
  const choices = ((schema ?? {}) as { anyOf?: { required?: string[] }[] }).anyOf ?? [];
  const extra = choices.flatMap(({ required = [] }) => required).find((name) => name in node);
  if (extra === undefined) return OTHERWISE;
  if (beside === '') return OF_NEXT[extra] ?? OTHERWISE;
  const quoted = { fr: `« ${extra} » est de trop à côté de « ${beside} »`, en: `“${extra}” does not go beside “${beside}”` };
  const why = reason(beside, extra, node);
  return { fr: `${quoted.fr} : ${why.fr}`, en: `${quoted.en}: ${why.en}` };
}

function reason(beside: string, extra: string, node: Node): Texts {
  if (beside === 'x-codelist' && node['type'] === 'array')
    return {
      fr: 'pour plusieurs codes, mettez « x-codelist » dans « items », et la liste dans une enveloppe, un objet dont elle est la propriété, comme « technique » dans « techniques »',
      en: 'for several codes, put “x-codelist” in “items”, and the list in an envelope, an object whose property it is, as “technique” in “techniques”',
    };
  if (beside === 'x-codelist')
    return {
      fr: `la liste dit déjà ce que vaut le champ ; retirez « ${extra} »`,
      en: `the list says already what the field may be; remove “${extra}”`,
    };
  if (beside === '$ref' && extra === 'x-codelist')
    return { fr: 'une liste de codes se nomme seule ; retirez « $ref »', en: 'a codelist is named alone; remove “$ref”' };
  if (beside === '$ref')
    return {
      fr: `la forme citée le dit déjà ; retirez « ${extra} »`,
      en: `the form that is referred to says it already; remove “${extra}”`,
    };
  if (extra === 'items')
    return {
      fr: "un objet n'a pas d'éléments ; pour une liste d'objets, mettez « properties » dans « items », sous « type »: « array »",
      en: 'an object has no items; for a list of objects, put “properties” in “items”, under “type”: “array”',
    };
  return { fr: `un objet n'est pas un texte ; retirez « ${extra} »`, en: `an object is no text; remove “${extra}”` };
}

/** What versions published elsewhere may have, and `next` may not. */
const OF_NEXT: Readonly<Record<string, Texts>> = {
  'x-nullable': {
    fr: `« x-nullable » est réservé aux versions publiées ; ${OPTIONAL.fr}`,
    en: `“x-nullable” is for the published versions; ${OPTIONAL.en}`,
  },
  prefixItems: {
    fr: '« prefixItems » est réservé aux versions publiées ; écrivez « items »',
    en: '“prefixItems” is for the published versions; write “items”',
  },
  type: {
    fr: `« type » en a plusieurs ; écrivez-en un seul : ${OPTIONAL.fr}`,
    en: `“type” has several; write one of them: ${OPTIONAL.en}`,
  },
};

const OTHERWISE: Texts = {
  fr: 'un mot-clé est de trop à côté des autres ; voyez un champ voisin',
  en: 'one keyword too many beside the others; look at a field next to it',
};
