/** Validates instances with Ajv under the dialect of the schema. Every witness is checked here. */
import { _, Ajv, type Options, type SchemaObject } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Ajv04Module from 'ajv-draft-04';
import { isObject, sizeOf, twins } from '../../base/src/json.ts';
import { bounded, Budget, STEPS, undecidable } from './automata/unknown.ts';
import { dialectOf, everySchema, isOfOfficialHost, mayReferToOfficial, toAjv } from './dialect.ts';
import { formatOf } from './formats.ts';
import { unsettledIn } from './keywords.ts';
import { metaSchemas } from './meta-schemas.ts';
import { withoutUnicode, patternTest } from './patterns.ts';
import type { Dialect, DiffOptions, JsonSchema } from './types.ts';

/** Schemas within a schema beyond which Ajv is not asked. */
const GREATEST = 20_000;

/** Whether an instance is accepted. Throws Undecidable where that takes more steps than the budget has; without one, than a question may take. */
export type Judge = (instance: unknown, budget?: Budget) => boolean;
export type Judges = { previous: Judge; next: Judge };

/** `ajv-draft-04` is CommonJS: seen from ESM its default export is one level deeper, save where a loader lifts it. */
const Ajv04 = (Ajv04Module as unknown as { default?: typeof Ajv04Module }).default ?? Ajv04Module;

/** The interface common to the Ajv classes of all dialects, which have no common base class. */
type Validator = Pick<Ajv, 'compile' | 'addSchema' | 'addKeyword' | 'removeKeyword' | 'validateSchema' | 'errors' | 'RULES'>;

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
  return (instance, budget) => (compiled ??= compile(schema, options, unicode))(instance, budget);
}

/** Every schema object within some schemas. Throws Undecidable for more than Ajv could compile in reasonable time and memory. */
function allWithin(schemas: readonly JsonSchema[]): { [keyword: string]: unknown }[] {
  const all: { [keyword: string]: unknown }[] = [];
  for (const one of everySchema(schemas)) {
    if (all.length > GREATEST) throw undecidable('too-large', String(GREATEST));
    all.push(one);
  }
  return all;
}

/** An Ajv of its own, for each schema may bring an `$id`; with the meta-schemas only where one is referred to, since they take longer than most schemas. */
function compile(schema: JsonSchema, options: DiffOptions, unicode: boolean): Judge {
  const { formatAssertion = false, resources = new Map<string, JsonSchema>() } = options;
  const dialect = dialectOf(schema, options);
  const beside = [...resources].filter(([, resource]) => isOfDialect(resource, dialect, options));
  const all = allWithin([schema, ...beside.map(([, resource]) => resource)]);
  const budgetOf = (): Budget => new Budget(options.budget ?? STEPS);
  let budget = budgetOf();
  const spend: Spend = (once, each = 0, value) => {
    budget.spend(each === 0 ? once : once + each * breadthOf(value), 'not-checked');
  };
  const ajv = new AJV[dialect](optionsOf(unicode, () => budget));
  withStrictUniqueItems(ajv, spend);
  withFormats(ajv, formatAssertion ? dialect : undefined, spend);
  withoutAnswer(ajv, unsettledIn(dialect));
  withSteps(ajv, spend);
  for (const [address, resource] of beside) ajv.addSchema(written(resource, dialect), address);
  const addresses = beside.map(([address]) => address);
  if (addresses.some(isOfOfficialHost) || all.some(mayReferToOfficial))
    addOfficial(ajv, dialect, [...addresses, ...all.flatMap(idsOf)]);
  const validate = ajv.compile(written(schema, dialect));
  return (instance, given = budgetOf()) => {
    budget = given;
    return validate(instance);
  };
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
const isOfDialect = (resource: JsonSchema, dialect: Dialect, options: DiffOptions): boolean =>
  bounded(0, () => dialectOf(resource, { ...options, dialect })) === dialect;

/** References are never written out in place: a program that says each of them in full may be as long as the square of the schema. */
const optionsOf = (unicode: boolean, budget: () => Budget): Options => ({
  strict: false,
  logger: false,
  meta: false,
  validateSchema: false,
  inlineRefs: false,
  unicodeRegExp: unicode,
  ownProperties: true,
  code: {
    // What is compiled judges a few instances: to make its code shorter takes a third of the time, and pays off in none of it.
    optimize: false,
    regExp: Object.assign((pattern: string, flags: string) => patternTest(pattern, flags, budget), { code: 'patternTest' }),
  },
});

/** Takes steps, and so many more for each item, property or character of a value. Throws Undecidable where the budget has not as many left. */
type Spend = (once: number, each?: number, value?: unknown) => void;

/** Steps for a keyword that Ajv reads: where it refuses, some 250 bytes say so. */
const KEYWORD = 16;

/** Listed values and names, or characters, that are looked at in one step. */
const A_STEP = 16;

/** Keywords that look at each item or property of an instance. What applies to one of them has keywords of its own. */
const OF_PARTS = new Set([
  ...['items', 'additionalItems', 'unevaluatedItems', 'contains', 'additionalProperties', 'unevaluatedProperties'],
  ...['propertyNames', 'minProperties', 'maxProperties'],
]);

const OF_CHARACTERS = new Set(['pattern', 'minLength', 'maxLength']);

/** The steps that a keyword with a value takes for each item, property or character of an instance. */
function eachOf(keyword: string, value: unknown): number {
  if (keyword === 'patternProperties') return breadthOf(value);
  return OF_PARTS.has(keyword) ? 1 : OF_CHARACTERS.has(keyword) ? 1 / A_STEP : 0;
}

/** Ajv has no budget, and may go through a schema in ways without number: each keyword takes steps before it is read. */
function withSteps(ajv: Validator, spend: Spend): void {
  for (const rule of Object.values(ajv.RULES.all)) {
    if (typeof rule !== 'object') continue;
    const { definition } = rule;
    if (!('code' in definition)) continue;
    const { code } = definition;
    definition.code = (context, type) => {
      const { gen, keyword, data } = context;
      const value: unknown = context.schema;
      const listed = keyword === 'enum' || keyword === 'const' ? sizeOf(value) : breadthOf(value);
      const take = gen.scopeValue('func', { ref: spend });
      gen.code(_`${take}(${KEYWORD + listed / A_STEP}, ${eachOf(keyword, value)}, ${data})`);
      code(context, type);
    };
  }
}

/** How many parts a value has at once: items, properties or characters. */
function breadthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

/** Formats are asserted as they are known here, where they are; what is not known of a text is no answer (Ajv takes it for one of the format). */
function withFormats(ajv: Validator, asserted: Dialect | undefined, spend: Spend): void {
  ajv.removeKeyword('format');
  ajv.addKeyword({
    keyword: 'format',
    validate: (name: string, instance: unknown) => {
      if (asserted === undefined) return true;
      spend(KEYWORD, 1, typeof instance === 'string' ? instance : '');
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
function withStrictUniqueItems(ajv: Validator, spend: Spend = () => undefined): void {
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    validate: (wanted: boolean, list: unknown[]) => {
      if (wanted) spend(KEYWORD + sizeOf(list));
      return !wanted || twins(list) === undefined;
    },
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
  const [[address, schema] = ['', true]] = metaSchemas(dialect);
  const own = dialect === 'draft-06' && { meta: schema as SchemaObject, defaultMeta: address };
  const meta = new AJV[dialect]({ strict: false, logger: false, ...own });
  withStrictUniqueItems(meta);
  return meta;
}
