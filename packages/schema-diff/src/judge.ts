/** Validates instances with Ajv under the dialect of the schema. Every witness is checked here. */
import { Ajv, type Options, type SchemaObject } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Ajv04Module from 'ajv-draft-04';
import { twins } from '../../base/src/json.ts';
import { Undecidable, undecidable } from './automata/unknown.ts';
import { dialectOf, everySchema, isOfOfficialHost, mayReferToOfficial, toAjv } from './dialect.ts';
import { formatOf } from './formats.ts';
import { unsettledIn } from './keywords.ts';
import { metaSchemas } from './meta-schemas.ts';
import { withoutUnicode, patternTest } from './patterns.ts';
import type { Dialect, DiffOptions, JsonSchema } from './types.ts';

/** Schemas within a schema beyond which Ajv is not asked. */
const GREATEST = 20_000;

export type Judge = (instance: unknown) => boolean;
export type Judges = { previous: Judge; next: Judge };

/** `ajv-draft-04` is CommonJS: seen from ESM its default export is one level deeper, save where a loader lifts it. */
const Ajv04 = (Ajv04Module as unknown as { default?: typeof Ajv04Module }).default ?? Ajv04Module;

/** The interface common to the Ajv classes of all dialects, which have no common base class. */
type Validator = Pick<Ajv, 'compile' | 'addSchema' | 'addKeyword' | 'removeKeyword' | 'validateSchema' | 'errors'>;

const AJV: Record<Dialect, new (options: Options) => Validator> = {
  'draft-04': Ajv04,
  'draft-06': Ajv,
  'draft-07': Ajv,
  '2019-09': Ajv2019,
  '2020-12': Ajv2020,
};

/** The judges of both sides; each compiles its schema when it is first asked. */
export function judgesOf(previous: JsonSchema, next: JsonSchema, options: DiffOptions = {}): Judges {
  const unicode = withoutUnicode([previous, next, ...(options.resources?.values() ?? [])]) === undefined;
  return { previous: judgeOf(previous, options, unicode), next: judgeOf(next, options, unicode) };
}

function judgeOf(schema: JsonSchema, options: DiffOptions, unicode: boolean): Judge {
  let compiled: Judge | undefined;
  return (instance) => (compiled ??= compile(schema, options, unicode))(instance);
}

/** Throws Undecidable for a schema that Ajv would take too long, or too much memory, to compile. */
function refuseGreat(schema: JsonSchema): void {
  let count = 0;
  for (const _ of everySchema([schema])) if (count++ > GREATEST) throw undecidable('too-large', String(GREATEST));
}

/** An Ajv of its own, for each schema may bring an `$id`; with the meta-schemas only where one is referred to, since they take longer than most schemas. */
function compile(schema: JsonSchema, options: DiffOptions, unicode: boolean): Judge {
  refuseGreat(schema);
  const { formatAssertion = false, resources = new Map<string, JsonSchema>() } = options;
  const dialect = dialectOf(schema, options);
  const ajv = new AJV[dialect](optionsOf(unicode));
  withStrictUniqueItems(ajv);
  withFormats(ajv, formatAssertion ? dialect : undefined);
  withoutAnswer(ajv, unsettledIn(dialect));
  const beside = [...resources].filter(([, resource]) => isOfDialect(resource, dialect, options));
  for (const [address, resource] of beside) ajv.addSchema(written(resource, dialect), address);
  const all = [...everySchema([schema, ...beside.map(([, resource]) => resource)])];
  const addresses = beside.map(([address]) => address);
  if (addresses.some(isOfOfficialHost) || all.some(mayReferToOfficial))
    addOfficial(ajv, dialect, [...addresses, ...all.flatMap(idsOf)]);
  return ajv.compile(written(schema, dialect)) as Judge;
}

/** The meta-schemas, but for those whose address one of the schemas takes for itself. */
function addOfficial(ajv: Validator, dialect: Dialect, addresses: readonly string[]): void {
  const taken = new Set(addresses.map((address) => address.replace(/#$/, '')));
  for (const [address, meta] of metaSchemas(dialect)) if (!taken.has(address)) ajv.addSchema(toAjv(meta, dialect), address);
}

const idsOf = ({ id, $id }: { [keyword: string]: unknown }): string[] => [id, $id].filter((value) => typeof value === 'string');

/**
 * The schema as its dialect reads it, with two things written so that Ajv reads them, which say the same in `allOf`: a reference beside an address,
 * for it takes a pointer from there to go through that reference, and follows it without end; an `enum` of nothing, for it wants a value.
 */
function written(schema: JsonSchema, dialect: Dialect): JsonSchema {
  const read = toAjv(schema, dialect);
  for (const one of everySchema([read])) {
    const { $id, $ref, enum: values, allOf } = one;
    const moved: JsonSchema[] = [];
    if (typeof $id === 'string' && typeof $ref === 'string') {
      delete one['$ref'];
      moved.push({ $ref });
    }
    if (Array.isArray(values) && values.length === 0) {
      delete one['enum'];
      moved.push(false);
    }
    if (moved.length > 0) one['allOf'] = [...(Array.isArray(allOf) ? (allOf as unknown[]) : []), ...moved];
  }
  return read;
}

/** A resource in another dialect does not matter unless something refers to it, which the engine has reported. */
function isOfDialect(resource: JsonSchema, dialect: Dialect, options: DiffOptions): boolean {
  try {
    return dialectOf(resource, { ...options, dialect }) === dialect;
  } catch (error) {
    if (error instanceof Undecidable) return false;
    throw error;
  }
}

const optionsOf = (unicode: boolean): Options => ({
  strict: false,
  logger: false,
  meta: false,
  validateSchema: false,
  unicodeRegExp: unicode,
  ownProperties: true,
  code: { regExp: Object.assign(patternTest, { code: 'patternTest' }) },
});

/** Formats are asserted as they are known here, where they are; what is not known of a text is no answer (Ajv takes it for one of the format). */
function withFormats(ajv: Validator, asserted: Dialect | undefined): void {
  ajv.removeKeyword('format');
  ajv.addKeyword({
    keyword: 'format',
    validate: (name: string, instance: unknown) => {
      if (asserted === undefined) return true;
      const format = formatOf(name, asserted);
      if (format === undefined) throw undecidable('format-not-known', name);
      const answer = typeof instance === 'string' ? format.is(instance) : true;
      if (answer === undefined) throw undecidable('format-not-read', name);
      return answer;
    },
  });
}

/** Keywords whose effect is not defined: an instance that meets one is not validated. */
function withoutAnswer(ajv: Validator, keywords: readonly string[]): void {
  for (const keyword of keywords) {
    ajv.removeKeyword(keyword);
    ajv.addKeyword({
      keyword,
      validate: () => {
        throw undecidable('keyword-not-settled', keyword);
      },
    });
  }
}

/** Ajv's own is quadratic, and takes a key that is named `constructor` or `toString` for a method; JSON Schema says that it is like any other. */
function withStrictUniqueItems(ajv: Validator): void {
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    validate: (wanted: boolean, list: unknown[]) => !wanted || twins(list) === undefined,
  });
}

const METAS = new Map<Dialect, Validator>();

/**
 * The first error that the meta-schema of its dialect finds in a schema, or undefined. Throws Undecidable for an unknown dialect.
 */
export function faultOf(schema: JsonSchema, options: DiffOptions): { at: string; message: string } | undefined {
  const dialect = dialectOf(schema, options);
  const meta = METAS.get(dialect) ?? metaOf(dialect);
  METAS.set(dialect, meta);
  if (meta.validateSchema(toAjv(schema, dialect)) === true) return undefined;
  const [first] = meta.errors ?? [];
  return { at: first?.instancePath ?? '', message: first?.message ?? '' };
}

/** The Ajv of draft-06 is that of draft-07, whose meta-schema asks something of keywords that draft-06 does not know. */
function metaOf(dialect: Dialect): Validator {
  if (dialect !== 'draft-06') return new AJV[dialect]({ strict: false, logger: false });
  const [[address, schema] = ['', true]] = metaSchemas(dialect);
  return new Ajv({ strict: false, logger: false, meta: schema as SchemaObject, defaultMeta: address });
}
