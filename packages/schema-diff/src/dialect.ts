import { isObject } from '../../base/src/json.ts';
import { doesOf, holdsOf, DIALECTS, isForeign, isOlder } from './keywords.ts';
import { metaSchemas } from './meta-schemas.ts';
import { undecidable } from './automata/unknown.ts';
import type { Dialect, DiffOptions, JsonSchema } from './types.ts';

export { isOlder };

type Keywords = { [keyword: string]: unknown };

/** The options that affect how a schema is read. */
type Reading = Pick<DiffOptions, 'dialect' | 'formatAssertion' | 'resources'>;

/** The addresses that `$schema` has for the official dialects, hyper-schemas among them: these add annotations alone. */
const OFFICIAL = /^https?:\/\/json-schema\.org\/(?:(draft-0[467])|draft\/(2019-09|2020-12))\/(?:hyper-)?schema#?$/;

/**
 * The dialect of a schema: what `$schema` says, else that of the options, else 2020-12. Throws Undecidable for a dialect that is neither an
 * official one nor made of vocabularies that are known, for then some keyword may say what is not read.
 */
export function dialectOf(schema: JsonSchema, options: Reading = {}): Dialect {
  const address = isObject(schema) ? schema['$schema'] : undefined;
  return address === undefined ? (options.dialect ?? '2020-12') : dialectAt(address, options, new Set());
}

/** The official dialect of a name, or of an address. */
export function dialectNamed(name: string): Dialect | undefined {
  const [, old, recent] = OFFICIAL.exec(name) ?? [];
  return DIALECTS.find((dialect) => dialect === (old ?? recent ?? name));
}

function dialectAt(address: unknown, options: Reading, seen: Set<unknown>): Dialect {
  const official = typeof address === 'string' ? dialectNamed(address) : undefined;
  if (official !== undefined) return official;
  const meta = typeof address === 'string' ? resourceAt(address, options) : undefined;
  if (!isObject(meta) || seen.has(meta)) throw undecidable('dialect-not-known', JSON.stringify(address));
  const dialect = dialectAt(meta['$schema'], options, seen.add(meta));
  if (!isOlder(dialect, '2019-09')) refuseVocabularies(meta['$vocabulary'], dialect, String(address), options);
  return dialect;
}

const resourceAt = (address: string, { resources }: Reading): JsonSchema | undefined =>
  resources?.get(address) ?? [...(resources ?? [])].find(([key]) => withoutFragment(key) === withoutFragment(address))?.[1];

const withoutFragment = (address: string): string => address.replace(/#.*$/, '');

/** Vocabularies whose keywords refuse instances, or say what others look at. A dialect without one of them reads less than is read here. */
const NEEDED = new Set(['core', 'applicator', 'unevaluated', 'validation']);

/** Throws Undecidable where a dialect is not made of the vocabularies that are read here. */
function refuseVocabularies(declared: unknown, dialect: Dialect, address: string, { formatAssertion }: Reading): void {
  // Without the keyword, the specification leaves it to validators that know the dialect by its address.
  if (!isObject(declared)) throw undecidable('dialect-not-known', address);
  const known = vocabulariesOf(dialect);
  const base = `https://json-schema.org/draft/${dialect}/vocab/`;
  for (const [vocabulary, required] of Object.entries(declared))
    if (required !== false && !known.has(vocabulary)) throw undecidable('vocabulary-not-known', vocabulary);
  for (const vocabulary of known)
    if (NEEDED.has(vocabulary.slice(base.length)) && declared[vocabulary] === undefined)
      throw undecidable('vocabulary-left-out', vocabulary);
  const asserting = dialect === '2019-09' ? declared[`${base}format`] === true : `${base}format-assertion` in declared;
  if (asserting && formatAssertion !== true) throw undecidable('vocabulary-asserts-format', address);
}

/** The vocabularies of a dialect, as its meta-schemas name them. */
function vocabulariesOf(dialect: Dialect): Set<string> {
  const declared = [...metaSchemas(dialect).values()].map((meta) => (isObject(meta) ? meta['$vocabulary'] : undefined));
  return new Set(declared.filter(isObject).flatMap(Object.keys));
}

/**
 * The schema as its dialect reads it: without keywords that the dialect does not have but Ajv 8 would apply, and in draft-07 and
 * before without the siblings of `$ref` (core 8.3). Definitions are kept, since pointers lead there.
 */
export function toAjv(schema: JsonSchema, dialect: Dialect): JsonSchema {
  return typeof schema === 'object' ? reading(dialect)(schema) : schema;
}

function reading(dialect: Dialect): (schema: Keywords) => Keywords {
  const read = (schema: Keywords): Keywords => {
    const alone = typeof schema['$ref'] === 'string' && isOlder(dialect, '2019-09');
    const kept = Object.entries(schema).filter(
      ([keyword]) =>
        keyword !== '$schema' && !isForeign(keyword, dialect) && (!alone || ['$ref', '$defs', 'definitions'].includes(keyword)),
    );
    return Object.fromEntries(kept.map(([keyword, value]) => [keyword, inside(keyword, value)]));
  };
  const one = (value: unknown): unknown => (isObject(value) ? read(value) : value);
  const inside = (keyword: string, value: unknown): unknown => {
    const holds = holdsOf(keyword);
    if (holds === undefined) return value;
    if (holds === 'map') return isObject(value) ? mapped(value, one) : value;
    return Array.isArray(value) ? value.map(one) : one(value);
  };
  return read;
}

const mapped = (map: Keywords, change: (value: unknown) => unknown): Keywords =>
  Object.fromEntries(Object.entries(map).map(([name, below]) => [name, change(below)]));

/** The keywords of a schema whose meaning its dialect leaves open. */
export const unsettled = (schema: Keywords, dialect: Dialect): string[] =>
  Object.keys(schema).filter((keyword) => doesOf(keyword, dialect) === 'makes unknown');

/** The direct subschemas of a schema, with the keyword and the rest of the pointer of each. */
export function* within(schema: Keywords): Generator<{ keyword: string; pointer: readonly string[]; schema: JsonSchema }> {
  for (const [keyword, value] of Object.entries(schema)) {
    for (const [steps, below] of valuesOf(keyword, value)) {
      if (isSchema(below)) yield { keyword, pointer: [keyword, ...steps], schema: below };
    }
  }
}

function valuesOf(keyword: string, value: unknown): [steps: string[], below: unknown][] {
  const holds = holdsOf(keyword);
  if (holds === undefined) return [];
  if (holds === 'map') return isObject(value) ? Object.entries(value).map(([name, below]) => [[name], below]) : [];
  return Array.isArray(value) ? value.map((below: unknown, i) => [[String(i)], below]) : [[[], value]];
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'boolean' || isObject(value);

/** Every schema object within some schemas, themselves first. */
export function* everySchema(schemas: Iterable<JsonSchema>): Generator<Keywords> {
  const open = [...schemas];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    if (!isObject(schema)) continue;
    yield schema;
    for (const { schema: below } of within(schema)) open.push(below);
  }
}

/** Whether a schema may refer to an official meta-schema: a reference names it, or an address that a relative reference may start from does. */
export const mayReferToOfficial = (schema: Keywords): boolean =>
  ['$ref', '$dynamicRef', '$id', 'id'].some((keyword) => isOfOfficialHost(schema[keyword]));

export const isOfOfficialHost = (address: unknown): boolean =>
  typeof address === 'string' && /\/\/json-schema\.org(?:[/:]|$)/i.test(address);
