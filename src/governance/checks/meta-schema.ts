import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { readSource, type SourceText } from '../../model/source-text.ts';
import { parseJson } from '../../read/json/parse.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { nearest } from '../../messages/nearest.ts';

export type MetaCheck = (file: string, text: string) => { source: SourceText; problems: Problem[] };

/** A check of source files (YAML or JSON) against one of the meta-schemas of `schema/dialect/`. */
export function metaCheck(files: SchemaFiles, metaSchema: string): MetaCheck {
  const text = files.get(`dialect/${metaSchema}`);
  if (text === undefined) throw new Error(`schema/dialect/${metaSchema} is missing`);
  const ajv = new Ajv2020({
    allErrors: true,
    // The schema beside an error: it names the keys that could have been meant.
    verbose: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
    formats: { regex: isRegex },
  });
  const validate = ajv.compile(parseJson(text) as object);
  return (file, content) => {
    const source = readSource(content);
    // One slip makes many errors after it: the first is the one to mend.
    const problems = source.errors.slice(0, 1).map(({ line, column, message }) => syntaxProblem(file, { line, column }, message));
    if (problems.length === 0 && !validate(source.value)) problems.push(...sentences(file, source, validate.errors ?? []));
    return { source, problems };
  };
}

/** Ajv explains a failed branch by all that it tried; only the deepest place is worth a sentence, said once. */
function sentences(file: string, source: SourceText, errors: ErrorObject[]): Problem[] {
  const deepest = Math.max(...errors.map(depth));
  const kept = errors.filter((error) => depth(error) === deepest && error.keyword !== 'if' && error.propertyName === undefined);
  const seen = new Map<string, Problem>();
  for (const { pointer, fr, en } of withoutMisspelt(withoutBranches(kept)).map(explain)) {
    seen.set(`${pointer} ${fr}`, {
      file,
      place: source.place(pointer),
      fr: `${pointer || 'la racine'} : ${fr}`,
      en: `${pointer || 'the root'}: ${en}`,
    });
  }
  return [...seen.values()];
}

const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;

function isRegex(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const syntaxProblem = (file: string, place: Problem['place'], message: string): Problem => ({
  file,
  place,
  fr: `le fichier ne se lit pas (${message})`,
  en: `the file cannot be read (${message})`,
});

/**
 * The errors without those of the branches of an `anyOf` that failed: they contradict each other. The `anyOf` keeps what its
 * branches miss (`params.missing`), the one thing they tell that a person can do.
 */
function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
  let kept: ErrorObject[] = [];
  for (const error of errors) {
    if (error.keyword !== 'anyOf') {
      kept.push(error);
      continue;
    }
    // Ajv tells of the branches just before it tells of their anyOf, at the same place.
    const branches = kept.filter(({ instancePath }) => instancePath === error.instancePath);
    const missing = branches.flatMap(({ params }) => (params as { missingProperty?: string }).missingProperty ?? []);
    kept = [...kept.filter((other) => !branches.includes(other)), { ...error, params: { missing } }];
  }
  return kept;
}

/** The errors without a missing key where a key that is not known is a slip for it: both are one fault. */
function withoutMisspelt(errors: readonly ErrorObject[]): ErrorObject[] {
  const extra = errors.flatMap((error) => meantBy(error).map((name) => `${error.instancePath}/${name}`));
  return errors.filter(({ instancePath, keyword, params }) => {
    const { missingProperty } = params as { missingProperty?: string };
    return keyword !== 'required' || !extra.includes(`${instancePath}/${missingProperty}`);
  });
}

/** The keys that one that is not known was probably meant to be, nearest first. */
function meantBy({ params, parentSchema, data }: ErrorObject): string[] {
  const { additionalProperty: extra } = params as { additionalProperty?: string };
  const { properties = {} } = (parentSchema ?? {}) as { properties?: object };
  const there = Object.keys(data ?? {});
  return extra === undefined
    ? []
    : nearest(
        extra,
        Object.keys(properties).filter((name) => !there.includes(name)),
        1,
      );
}

/** An error of a meta-schema for a person: the place, and one sentence in each language. */
function explain(error: ErrorObject): { pointer: string; fr: string; en: string } {
  const { keyword, instancePath, params, message = '' } = error;
  const p = params as Record<string, unknown>;
  if (keyword === 'required' || keyword === 'dependentRequired') {
    const name = String(p['missingProperty']);
    return { pointer: instancePath, fr: `il manque « ${name} » ; ajoutez-le`, en: `“${name}” is missing; add it` };
  }
  if (keyword === 'anyOf' && Array.isArray(p['missing']) && p['missing'].length > 0) {
    const one = p['missing'].length === 1;
    return {
      pointer: instancePath,
      fr: `il manque ${one ? '' : "l'un de "}${french(p['missing'])} ; ajoutez${one ? '-le' : ' celui qui convient'}`,
      en: `${one ? '' : 'one of '}${english(p['missing'])} is missing; add ${one ? 'it' : 'the one that fits'}`,
    };
  }
  const property = p['propertyName'] as string | undefined;
  if (property !== undefined)
    return {
      pointer: `${instancePath}/${property}`,
      ...unknownKeyword(property, error.schema as { enum?: string[]; pattern?: string }),
    };
  const extra = p['additionalProperty'] as string | undefined;
  if (extra !== undefined) {
    const [meant] = meantBy(error);
    if (meant !== undefined)
      return {
        pointer: `${instancePath}/${extra}`,
        fr: `« ${extra} » n'est pas connu ici ; peut-être « ${meant} » ?`,
        en: `“${extra}” is not known here; perhaps “${meant}”?`,
      };
    return {
      pointer: `${instancePath}/${extra}`,
      fr: `« ${extra} » n'est pas connu ici ; retirez-le`,
      en: `“${extra}” is not known here; remove it`,
    };
  }
  if (keyword === 'not') return { pointer: instancePath, ...keywordTooMany(error) };
  if (keyword === 'enum')
    return {
      pointer: instancePath,
      fr: `valeur inconnue ; au choix : ${french(p['allowedValues'])}`,
      en: `unknown value; choose one of ${english(p['allowedValues'])}`,
    };
  if (keyword === 'type')
    return {
      pointer: instancePath,
      fr: `cette valeur n'est pas de la bonne nature ; attendu : ${kinds(p['type'], 'fr')}`,
      en: `this value is of the wrong kind; expected: ${kinds(p['type'], 'en')}`,
    };
  return { pointer: instancePath, fr: refusal(keyword, p), en: `value refused: ${message}` };
}

/** The types of JSON Schema, as one calls what is written in a file. */
const KINDS: Readonly<Record<string, Texts>> = {
  object: { fr: 'des clés et leurs valeurs', en: 'keys and their values' },
  array: { fr: 'une liste', en: 'a list' },
  string: { fr: 'un texte', en: 'a text' },
  integer: { fr: 'un nombre entier', en: 'a whole number' },
  number: { fr: 'un nombre', en: 'a number' },
  boolean: { fr: '« true » ou « false »', en: '“true” or “false”' },
  null: { fr: '« null »', en: '“null”' },
};

const kinds = (types: unknown, lang: Lang): string =>
  [types]
    .flat()
    .map((type) => KINDS[String(type)]?.[lang] ?? String(type))
    .join(lang === 'fr' ? ' ou ' : ' or ');

/** Why a value is refused, in French; Ajv says it in English. */
function refusal(keyword: string, params: Record<string, unknown>): string {
  switch (keyword) {
    case 'pattern':
      return `cette valeur n'a pas la forme attendue (${String(params['pattern'])})`;
    case 'const':
      return `la seule valeur possible est ${french(params['allowedValue'])}`;
    case 'minLength':
      return 'ce texte est vide ; écrivez-le';
    case 'minItems':
      return `cette liste est trop courte ; au moins ${String(params['limit'])}`;
    default:
      return 'cette valeur est refusée ici ; voyez le fichier du dialecte (schema/dialect) et un fichier voisin';
  }
}

const listed = (values: unknown, quote: (value: string) => string): string =>
  [values]
    .flat()
    .map((value) => quote(String(value)))
    .join(', ');
const french = (values: unknown): string => listed(values, (value) => `« ${value} »`);
const english = (values: unknown): string => listed(values, (value) => `“${value}”`);

/** What to write in the place of a keyword that a schema of the référentiel may not have, or not beside another one. */
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
function unknownKeyword(name: string, { enum: allowed, pattern }: { enum?: string[]; pattern?: string }): Texts {
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
function keywordTooMany({ schemaPath, schema, data }: ErrorObject): Texts {
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
