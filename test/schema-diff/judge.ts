/** What Ajv says of an instance, under the dialect of the schema. */
import { Ajv, type ErrorObject, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Ajv04Module from 'ajv-draft-04';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { metaSchemas } from '../../packages/schema-diff/src/meta-schemas.ts';
import { withStrictUniqueItems } from '../fidelity/unique-items.ts';
import { asRead, type Dialect, dialectOf, type Schema, subschemas } from './dialect.ts';
import type { Question } from './cases.ts';

type Accepts = (instance: unknown) => boolean;

/** `ajv-draft-04` is CommonJS: seen from ESM its default export is one level deeper, save where a loader lifts it. */
const Ajv04 = (Ajv04Module as unknown as { default?: typeof Ajv04Module }).default ?? Ajv04Module;

const AJV = { 'draft-04': Ajv04, 'draft-06': Ajv, 'draft-07': Ajv, '2019-09': Ajv2019, '2020-12': Ajv2020 };

/** The formats that cases assert: written here again where the engine has a pattern for them. */
const FORMATS = {
  ...fullFormats,
  date: isDate,
  duration:
    /^P(?!$)(?:\d+W|(?:(?:\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D)?(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?))$/,
  ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/,
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
};

function isDate(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

type Sides = Omit<Question, 'title' | 'verdict'>;

/** A pattern that does not compile with the u flag takes the flag from both sides. */
export function judgesOf(sides: Sides): [Accepts, Accepts] {
  const options = optionsOf(sides);
  return [judgeOf(sides.from, sides.dialect, options), judgeOf(sides.to, sides.dialect, options)];
}

const optionsOf = ({ from, to, formatAssertion }: Sides): Options => ({
  strict: false,
  logger: false,
  validateFormats: formatAssertion,
  formats: FORMATS,
  unicodeRegExp: [from, to].flatMap(patternsOf).every(isUnicode),
});

/** Something that Ajv finds wrong with an instance: where, by which keyword; `key`: the property that is missing, or too much. */
export type Refusal = { instancePath: string; keyword: string; key?: string };

/** Tells all that Ajv finds wrong with an instance, before the schema that is to refuse it; undefined where what Ajv made of the schema fails by itself. */
export function refusalsBy(sides: Sides): (instance: unknown) => Refusal[] | undefined {
  const judge: Accepts & { errors?: ErrorObject[] | null } = judgeOf(sides.to, sides.dialect, {
    ...optionsOf(sides),
    allErrors: true,
  });
  return (instance) => {
    try {
      judge(instance);
    } catch (cause) {
      if (cause instanceof TypeError) return undefined;
      throw cause;
    }
    return (judge.errors ?? []).map(refusalOf);
  };
}

function refusalOf({ instancePath, keyword, params }: ErrorObject): Refusal {
  const { missingProperty, additionalProperty, unevaluatedProperty, propertyName } = params as Record<string, string | undefined>;
  const key = missingProperty ?? additionalProperty ?? unevaluatedProperty ?? propertyName;
  return { instancePath, keyword, ...(key !== undefined && { key }) };
}

/** An Ajv of its own, for each schema may bring an `$id`; without the meta-schemas, which would take longer than the schema. */
function judgeOf(schema: Schema, otherwise: Dialect, options: Options): Accepts {
  const dialect = dialectOf(schema, otherwise);
  const ajv = withStrictUniqueItems(
    new AJV[dialect]({ ...options, meta: false, validateSchema: false, code: { optimize: false } }),
  );
  const meta = JSON.stringify(schema).includes('//json-schema.org/') ? metaSchemas(dialect) : [];
  for (const [address, one] of meta) ajv.addSchema(asRead(one, dialect), address);
  return ajv.compile(asRead(schema, dialect)) as Accepts;
}

const META = new Map<Dialect, { validateSchema: (schema: Schema) => unknown; errorsText: () => string }>();

/** What the meta-schema of its dialect finds wrong with a schema; empty when nothing. */
export function faultsOf(schema: Schema, otherwise: Dialect): string {
  const dialect = dialectOf(schema, otherwise);
  const meta = META.get(dialect) ?? new AJV[dialect]({ strict: false, logger: false });
  META.set(dialect, meta);
  return meta.validateSchema(asRead(schema, dialect)) === true ? '' : meta.errorsText();
}

export const patternsOf = (schema: Schema): string[] =>
  subschemas(schema).flatMap(({ pattern, patternProperties }) => [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...Object.keys(patternProperties ?? {}),
  ]);

function isUnicode(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u').source !== '';
  } catch {
    return false;
  }
}
