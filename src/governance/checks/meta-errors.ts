import type { ErrorObject } from 'ajv/dist/2020.js';

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

/** An error of a meta-schema for a person: the place, and one sentence in each language. */
export function explain({ keyword, instancePath, params, message = '' }: ErrorObject): {
  pointer: string;
  fr: string;
  en: string;
} {
  const p = params as Record<string, unknown>;
  if (keyword === 'required' || keyword === 'dependentRequired') {
    const name = String(p['missingProperty']);
    return { pointer: instancePath, fr: `il manque « ${name} » ; ajoutez-le`, en: `“${name}” is missing; add it` };
  }
  if (keyword === 'anyOf' && Array.isArray(p['missing']) && p['missing'].length > 0) {
    const one = p['missing'].length === 1;
    const names = p['missing'].map((name) => `« ${String(name)} »`).join(', ');
    return {
      pointer: instancePath,
      fr: one ? `il manque ${names} ; ajoutez-le` : `il manque l'un de ${names} ; ajoutez celui qui convient`,
      en: one ? `${names} is missing; add it` : `one of ${names} is missing; add the one that fits`,
    };
  }
  const extra = (p['propertyName'] ?? p['additionalProperty']) as string | undefined;
  if (extra !== undefined) {
    return {
      pointer: `${instancePath}/${extra}`,
      fr: `« ${extra} » n'est pas connu ici ; retirez-le`,
      en: `“${extra}” is not known here; remove it`,
    };
  }
  if (keyword === 'not')
    return {
      pointer: instancePath,
      fr: 'un mot-clé est de trop à côté des autres (type avec $ref, par exemple)',
      en: 'one keyword too many beside the others (type with $ref, say)',
    };
  return { pointer: instancePath, fr: refusal(keyword, p), en: `value refused: ${message}` };
}

/** Why a value is refused, in French; Ajv says it in English. */
function refusal(keyword: string, params: Record<string, unknown>): string {
  const list = (values: unknown): string =>
    [values]
      .flat()
      .map((value) => `« ${String(value)} »`)
      .join(', ');
  switch (keyword) {
    case 'pattern':
      return `cette valeur n'a pas la forme attendue (${String(params['pattern'])})`;
    case 'enum':
      return `valeur inconnue ; au choix : ${list(params['allowedValues'])}`;
    case 'const':
      return `la seule valeur possible est ${list(params['allowedValue'])}`;
    case 'type':
      return `cette valeur n'est pas de la bonne nature ; attendu : ${list(params['type'])}`;
    case 'minLength':
      return 'ce texte est vide ; écrivez-le';
    case 'minItems':
      return `cette liste est trop courte ; au moins ${String(params['limit'])}`;
    default:
      return 'cette valeur est refusée ici ; voyez le fichier du dialecte (schema/dialect) et un fichier voisin';
  }
}
