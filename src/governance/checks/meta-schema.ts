import { Ajv2020, type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject } from '../../../packages/base/src/json.ts';
import { once } from '../../host/once.ts';
import { readSource, type SourceText } from '../../model/source-text.ts';
import { unreadTexts } from '../../model/source-error.ts';
import { parseJson } from '../../read/json/parse.ts';
import type { Problem, SchemaFiles, Subject } from '../problem.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { nearest } from '../../messages/nearest.ts';
import type { Messages } from '../../messages/compiled/checks.types.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

export type MetaCheck = (file: string, text: string) => { source: SourceText; problems: Problem[] };

/** A check of source files (YAML or JSON) against one of the meta-schemas of `schema/dialect/`. */
export function metaCheck(files: SchemaFiles, metaSchema: string): MetaCheck {
  const text = files.get(`dialect/${metaSchema}`);
  if (text === undefined) throw new Error(`schema/dialect/${metaSchema} is missing`);
  const validate = validatorOf(metaSchema, text);
  return (file, content) => {
    const source = readSource(content);
    // One slip makes many errors after it: the first is the one to fix.
    const problems: Problem[] = source.errors
      .slice(0, 1)
      .map((error) => ({ file, place: { line: error.line, column: error.column }, ...unreadTexts(error) }));
    if (problems.length > 0) return { source, problems };
    try {
      if (!validate(source.value)) problems.push(...sentences(file, source, validate.errors ?? []));
    } catch (error) {
      // A meta-schema that refers to itself without end.
      problems.push(faultOf(metaSchema, error));
    }
    return { source, problems };
  };
}

/** Reports a meta-schema that is none: it cannot be compiled. Expects that the file is there and holds JSON. */
export function metaFault(files: SchemaFiles, metaSchema: string): Problem | undefined {
  try {
    metaCheck(files, metaSchema);
    return undefined;
  } catch (error) {
    return faultOf(metaSchema, error);
  }
}

const faultOf = (metaSchema: string, error: unknown): Problem => ({
  file: `schema/dialect/${metaSchema}`,
  ...textsOf(CHECKS, (say) => say['meta.schema']({ message: error instanceof Error ? error.message : String(error) })),
});

/** The meta-schemas as they were compiled last, which takes longer than to check all files against them. */
const compiled = new Map<string, { text: string; validate: ValidateFunction }>();

const OPTIONS: Options = {
  allErrors: true,
  // The schema beside an error: it names the keys that could have been meant.
  verbose: true,
  strict: true,
  strictRequired: false,
  strictTypes: false,
  formats: { regex: isRegex },
  // It takes a third of the time to compile, and files are small.
  code: { optimize: false },
};

/** Checks meta-schemas, by the one of JSON Schema: to compile that takes longer than to compile any of them. */
const metaSchemas = once(() => new Ajv2020(OPTIONS));

function validatorOf(metaSchema: string, text: string): ValidateFunction {
  const known = compiled.get(metaSchema);
  if (known?.text === text) return known.validate;
  const schema = parseJson(text) as object;
  if (isObject(schema)) void metaSchemas().validateSchema(schema, true);
  const validate = new Ajv2020({ ...OPTIONS, meta: false, validateSchema: false }).compile(schema);
  compiled.set(metaSchema, { text, validate });
  return validate;
}

/** Ajv explains a failed branch by all that it tried; only the deepest place is worth a sentence, said once. */
function sentences(file: string, source: SourceText, errors: ErrorObject[]): Problem[] {
  const deepest = Math.max(...errors.map(depth));
  const kept = errors.filter((error) => depth(error) === deepest && error.keyword !== 'if' && error.propertyName === undefined);
  const seen = new Map<string, Problem>();
  for (const { pointer, about, ...said } of withoutMisspelt(withoutBranches(kept)).map(explain)) {
    seen.set(`${pointer} ${said.fr}`, {
      file,
      place: source.place(pointer),
      about: { ...about, at: pointer },
      ...textsOf(CHECKS, (say) => say['meta.at']({ pointer, said })),
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

const missing = (name: string): Subject => ({ message: 'meta.required', name });

/** An error of a meta-schema for a person: the place, and one sentence in each language. */
function explain(error: ErrorObject): Texts & { pointer: string; about?: Subject } {
  const { keyword, instancePath, params } = error;
  const p = params as Record<string, unknown>;
  if (keyword === 'required' || keyword === 'dependentRequired') {
    const name = String(p['missingProperty']);
    return { pointer: instancePath, about: missing(name), ...textsOf(CHECKS, (say) => say['meta.required']({ name })) };
  }
  if (keyword === 'anyOf' && Array.isArray(p['missing']) && p['missing'].length > 0) {
    const names = p['missing'].map(String);
    const [only = ''] = names;
    return {
      pointer: instancePath,
      ...(names.length === 1 && { about: missing(only) }),
      ...textsOf(CHECKS, (say) => say['meta.any-of']({ isOne: names.length === 1, names })),
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
        ...textsOf(CHECKS, (say) => say['meta.unknown-perhaps']({ extra, meant })),
      };
    const isCut = isObject(error.data) && error.data[extra] === null && /\s/.test(extra);
    return {
      pointer: `${instancePath}/${extra}`,
      ...textsOf(CHECKS, (say) => (isCut ? say['meta.unknown-cut']({ extra }) : say['meta.unknown']({ extra }))),
    };
  }
  if (keyword === 'not') return { pointer: instancePath, ...keywordTooMany(error) };
  if (keyword === 'enum')
    return {
      pointer: instancePath,
      ...textsOf(CHECKS, (say) => say['meta.enum']({ values: [p['allowedValues']].flat().map(String) })),
    };
  if (keyword === 'type')
    return {
      pointer: instancePath,
      ...textsOf(CHECKS, (say) => say['meta.type']({ types: kindsOf(p['type'], say) })),
    };
  return {
    pointer: instancePath,
    ...(keyword === 'pattern' && { about: { message: 'meta.pattern', name: String(p['pattern']) } }),
    ...textsOf(CHECKS, (say) => refusal(error, say)),
  };
}

/** The types of JSON Schema, as one calls what is written in a file. */
const KINDS = ['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'] as const;

const kindsOf = (types: unknown, say: Messages): string[] =>
  [types].flat().map((type) => {
    const kind = KINDS.find((known) => known === type);
    return kind ? say[`meta.kind.${kind}`]() : String(type);
  });

/** The example that a meta-schema gives of a value, which says more than its pattern. */
function exampleOf(schema: object | undefined): string | undefined {
  const { examples = [] } = (schema ?? {}) as { examples?: readonly string[] };
  return examples[0];
}

/** The patterns of texts in the meta-schemas: what they refuse has a sentence of its own. */
const NOT_BLANK = String.raw`\S`;
const STRAIGHT = '^[^\u2019]*$';

/** Why a value is refused, where no other sentence says it better. */
function refusal({ keyword, params, parentSchema, message = '' }: ErrorObject, say: Messages): string {
  const { pattern, allowedValue, limit } = params as Record<string, unknown>;
  switch (keyword) {
    case 'pattern':
      if (pattern === NOT_BLANK) return say['meta.min-length']();
      if (pattern === STRAIGHT) return say['text.apostrophe']();
      return say['meta.pattern']({ pattern: String(pattern), example: exampleOf(parentSchema) });
    case 'const':
      return say['meta.const']({ values: [allowedValue].flat().map(String) });
    case 'minLength':
      return say['meta.min-length']();
    case 'minItems':
      return say['meta.min-items']({ limit: String(limit) });
    default:
      return say['meta.refused']({ message });
  }
}

/** What to write in the place of a keyword that a schema of the référentiel may not have, or not beside another one. */
const RULE: Texts = textsOf(CHECKS, (say) => say['instead.rule']());
const CODELIST: Texts = textsOf(CHECKS, (say) => say['instead.codelist']());
const FIELD: Texts = textsOf(CHECKS, (say) => say['instead.field']());
const OPTIONAL: Texts = textsOf(CHECKS, (say) => say['instead.null']());
const NAMED: Texts = textsOf(CHECKS, (say) => say['instead.properties']());
const inclusive = (name: string): Texts => textsOf(CHECKS, (say) => say['instead.inclusive-bound']({ name }));

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
  if (pattern !== undefined) return textsOf(CHECKS, (say) => say['meta.property-name']({ name }));
  const instead = INSTEAD.get(name);
  const [meant] = instead ? [] : nearest(name, allowed ?? [], 1);
  if (meant !== undefined) return textsOf(CHECKS, (say) => say['meta.unknown-perhaps']({ extra: name, meant }));
  return textsOf(CHECKS, (say) =>
    instead ? say['meta.unknown-instead']({ name, instead }) : say['meta.unknown']({ extra: name }),
  );
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
  const quoted = textsOf(CHECKS, (say) => say['meta.beside']({ extra, beside }));
  const why = reason(beside, extra, node);
  return textsOf(CHECKS, (say) => say['meta.quoted']({ quoted, why }));
}

function reason(beside: string, extra: string, node: Node): Texts {
  if (beside === 'x-codelist' && node['type'] === 'array') return textsOf(CHECKS, (say) => say['beside.several-codes']());
  if (beside === 'x-codelist') return textsOf(CHECKS, (say) => say['beside.codelist']({ extra }));
  if (beside === '$ref' && extra === 'x-codelist') return textsOf(CHECKS, (say) => say['beside.codelist-reference']());
  if (beside === '$ref') return textsOf(CHECKS, (say) => say['beside.reference']({ extra }));
  if (extra === 'items') return textsOf(CHECKS, (say) => say['beside.object-items']());
  return textsOf(CHECKS, (say) => say['beside.object-text']({ extra }));
}

/** What versions published elsewhere may have, and `next` may not. */
const OF_NEXT: Readonly<Record<string, Texts>> = {
  'x-nullable': textsOf(CHECKS, (say) => say['beside.nullable']({ optional: OPTIONAL })),
  prefixItems: textsOf(CHECKS, (say) => say['beside.prefix-items']()),
  type: textsOf(CHECKS, (say) => say['beside.several-types']({ optional: OPTIONAL })),
};

const OTHERWISE: Texts = textsOf(CHECKS, (say) => say['beside.other']());
