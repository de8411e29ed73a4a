import { GENERATE } from '../messages/compiled/generate.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import type { Model, Schema } from '../model/types.ts';
import type { GeneratedFile } from './types.ts';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { SourceError } from '../model/source-error.ts';

/**
 * The schema of a version in every form in which tools ask for it; each is one file, without outside reference, and accepts the same data.
 * - `decp.schema.json`: the bundle, JSON Schema 2020-12;
 * - `….no-id.json`: without `$id`, for tools that would look for the file at that address, or hold two forms at once;
 * - `….dereferenced.json`: each `$ref` replaced by what it names, for tools that follow none;
 * - `….min.json`: the bundle without white space. Nothing else is left out: titles and annotations are the documentation of the file.
 *
 * And the four again in draft-07 (`decp.schema.draft-07…`), for catalogues and tools that know no newer.
 * Throws a SourceError where the schema refers to itself, since it cannot be dereferenced.
 */
export function jsonSchema({ schema }: Model): GeneratedFile[] {
  const flat = dereference(schema);
  return [...forms('decp.schema', schema, flat), ...forms('decp.schema.draft-07', toDraft07(schema), toDraft07(flat))];
}

function forms(name: string, bundle: Schema, flat: Schema): GeneratedFile[] {
  const { $id: _, ...withoutId } = bundle;
  return [
    { path: `${name}.json`, text: print(bundle) },
    { path: `${name}.no-id.json`, text: print(withoutId) },
    { path: `${name}.dereferenced.json`, text: print(flat) },
    { path: `${name}.min.json`, text: `${JSON.stringify(bundle)}\n` },
  ];
}

const print = (schema: Schema): string => `${JSON.stringify(schema, null, 2)}\n`;

/** Keywords that say nothing of what is accepted: those of the place of use win over those of the definition. */
const isText = (keyword: string): boolean => ['title', 'description'].includes(keyword) || keyword.startsWith('x-');

/** Keywords that read one another: of two schemas that both have one of them, neither can be poured into the other. */
const TIED = new Set(['properties', 'additionalProperties', 'items', 'prefixItems']);

/**
 * The same schema with each `$ref` replaced by what it names, and without `$defs`. Throws a SourceError that names the definition where
 * one leads back to itself: written out, it would have no end.
 */
function dereference(schema: Schema): Schema {
  const write = (node: Schema, trail: readonly string[]): Schema => {
    const { $ref, $defs: _, ...own } = node;
    const written = mapChildren(own, (child) => write(child, trail));
    if ($ref === undefined) return written;
    if (trail.includes($ref)) throw recursive([...trail.slice(trail.indexOf($ref)), $ref]);
    return joined(write(named(schema, $ref), [...trail, $ref]), written);
  };
  return write(schema, []);
}

function named(root: Schema, $ref: string): Schema {
  const target = valueAt(root, $ref.replace(/^#/, '')) as Schema | undefined;
  if (!target) throw new Error(`$ref ${$ref}: there is no such definition`);
  return target;
}

/**
 * Combines a schema with the siblings of its `$ref`, as 2020-12 does: in one schema unless a keyword of one would hide one of the
 * other.
 */
function joined(target: Schema, own: Schema): Schema {
  const hides = Object.keys(own).some((keyword) => !isText(keyword) && Object.hasOwn(target, keyword));
  const tied = [target, own].every((schema) => Object.keys(schema).some((keyword) => TIED.has(keyword)));
  return hides || tied ? { ...own, allOf: [target] } : { ...target, ...own };
}

function recursive(circle: readonly string[]): SourceError {
  const way = circle.join(' → ');
  return new SourceError(
    'decp.schema.json',
    textsOf(GENERATE, (say) => say.circular({ way })),
  );
}

type Change = (child: Schema) => Schema;

/** Returns a copy of a schema with each direct subschema transformed. Keywords keep their order. */
function mapChildren(schema: Schema, change: Change): Schema {
  const copy = { ...schema };
  for (const key of ['properties', '$defs'] as const) if (copy[key]) copy[key] = mapValues(copy[key], change);
  for (const key of ['prefixItems', 'anyOf', 'oneOf'] as const) if (copy[key]) copy[key] = copy[key].map(change);
  if (copy.items) copy.items = change(copy.items);
  return copy;
}

const mapValues = (map: Record<string, Schema>, change: Change): Record<string, Schema> =>
  Object.fromEntries(Object.entries(map).map(([name, child]) => [name, change(child)]));

/** The same schema in draft-07: `definitions`, tuples as `items`, and the siblings of `$ref` (ignored there) moved beside it into `allOf`. */
export function toDraft07(schema: Schema): Schema {
  return { ...(convert(schema) as Schema), $schema: 'http://json-schema.org/draft-07/schema#' };
}

function convert(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(convert);
  if (typeof node !== 'object' || node === null) return node;
  const { $ref, $defs, prefixItems, properties, ...rest } = node as Schema;
  const converted: Schema = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, KEEPS_SCHEMAS.has(key) ? convert(value) : value]),
  );
  if (properties) converted.properties = convertMap(properties);
  if (prefixItems) converted['items'] = convert(prefixItems) as Schema;
  if ($defs) converted['definitions'] = convertMap($defs);
  if ($ref === undefined) return converted;
  const reference = { $ref: $ref.replaceAll('/$defs/', '/definitions/') };
  return Object.keys(converted).length === 0 ? reference : { ...converted, allOf: [reference] };
}

const KEEPS_SCHEMAS = new Set(['items', 'allOf', 'anyOf', 'oneOf']);

const convertMap = (map: Record<string, Schema>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(map).map(([name, child]) => [name, convert(child) as Schema]));
