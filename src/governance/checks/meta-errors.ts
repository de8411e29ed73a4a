import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { nearest } from '../../messages/nearest.ts';
import { keywordTooMany, unknownKeyword } from './keywords.ts';

/**
 * The errors without those of the branches of an `anyOf` that failed: they contradict each other. The `anyOf` keeps what its
 * branches miss (`params.missing`), the one thing they tell that a person can do.
 */
export function withoutBranches(errors: readonly ErrorObject[]): ErrorObject[] {
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
export function withoutMisspelt(errors: readonly ErrorObject[]): ErrorObject[] {
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
export function explain(error: ErrorObject): { pointer: string; fr: string; en: string } {
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
