/** What Ajv says of an instance, under the dialect of the schema: the judge before whom every witness is shown. */
import { Ajv, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Ajv04Module from 'ajv-draft-04';
import { twins } from '../validate/unique.ts';
import { cannotTell } from './reasons.ts';
import { dialectOf, isObject, toAjv, within } from './dialect.ts';
import { FORMATS } from './formats.ts';
import { withoutUnicode } from './patterns.ts';
import { patternTest } from './pattern-test.ts';
import type { Dialect, DiffOptions, JsonSchema } from './types.ts';

/** Schemas within a schema beyond which Ajv is not asked. */
const GREATEST = 20_000;

export type Judge = (instance: unknown) => boolean;
export type Judges = { previous: Judge; next: Judge };

/** `ajv-draft-04` is CommonJS: seen from ESM its default export is one level deeper, save where a loader lifts it. */
const Ajv04 = (Ajv04Module as unknown as { default?: typeof Ajv04Module }).default ?? Ajv04Module;

/** What is asked of an Ajv of any dialect; their classes are not those of one family. */
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

/** Throws CannotTell for a schema that Ajv would take too long, or too much memory, to compile. */
function refuseGreat(schema: JsonSchema): void {
  const open: JsonSchema[] = [schema];
  for (let count = 0; open.length > 0; count++) {
    if (count > GREATEST) throw cannotTell('too-large', String(GREATEST));
    const one = open.pop();
    if (isObject(one)) for (const { schema: below } of within(one)) open.push(below);
  }
}

/** An Ajv of its own, for each schema may bring an `$id`; without the meta-schemas, which would take longer than the schema. */
function compile(schema: JsonSchema, { dialect, formatAssertion = false, resources }: DiffOptions, unicode: boolean): Judge {
  refuseGreat(schema);
  const spoken = dialectOf(schema, dialect);
  const ajv = new AJV[spoken](optionsOf(formatAssertion, unicode));
  withStrictUniqueItems(ajv);
  for (const [address, resource] of resources ?? [])
    if (dialectOf(resource, spoken) === spoken) ajv.addSchema(toAjv(resource, spoken), address);
  return ajv.compile(toAjv(schema, spoken)) as Judge;
}

const optionsOf = (formatAssertion: boolean, unicode: boolean): Options => ({
  strict: false,
  logger: false,
  meta: false,
  validateSchema: false,
  validateFormats: formatAssertion,
  formats: Object.fromEntries(FORMATS),
  unicodeRegExp: unicode,
  ownProperties: true,
  code: { regExp: Object.assign(patternTest, { code: 'patternTest' }) },
});

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

/** What the meta-schema of its dialect finds wrong with a schema: the first fault, or undefined. */
export function faultOf(schema: JsonSchema, options: DiffOptions): { at: string; message: string } | undefined {
  const dialect = dialectOf(schema, options.dialect);
  const meta = METAS.get(dialect) ?? new AJV[dialect]({ strict: false, logger: false });
  METAS.set(dialect, meta);
  if (meta.validateSchema(toAjv(schema, dialect)) === true) return undefined;
  const [first] = meta.errors ?? [];
  return { at: first?.instancePath ?? '', message: first?.message ?? '' };
}
