/** The tree of a version: the structure of its records, with references resolved. Every form that is not JSON (XML, tables, code) is made from it. */
import type { RecordKind } from './kinds.ts';
import type { Field, Model, Schema } from './types.ts';
import { isOwn } from './releases.ts';
import { escape, valueAt } from '../../packages/base/src/pointer.ts';

export type LeafType = 'string' | 'number' | 'integer' | 'boolean';

/** A scalar. `schema` holds its keywords, merged with those of its `$ref`. */
export type Leaf = { kind: 'leaf'; type: LeafType; nullable: boolean; isDate: boolean; codelist?: string; schema: Schema };

/** An object. `closed`: no other name is accepted. Members are in the order of the schema. */
export type Branch = { kind: 'object'; closed: boolean; members: Member[]; schema: Schema };

/**
 * A list. Since 2.0.1 each object of a list is wrapped in an object with one member (`{"titulaire": {…}}`): `envelope` is the name of that
 * member and `item` its value. In XML an item is an element `xml.element`, inside an element with the name of the list where `xml.wrapped`.
 * `field`: the texts of one item, where it has some.
 */
export type List = {
  kind: 'list';
  item: Node;
  envelope?: string;
  field?: Field | undefined;
  xml: { element: string; wrapped: boolean };
  schema: Schema;
};

export type Node = Leaf | Branch | List;

/** A member of an object. `id` is its `x-field`; `field` the texts of that field, where it has some. */
export type Member = { name: string; required: boolean; node: Node; id: string | undefined; field: Field | undefined };

export type RecordTrees = Record<RecordKind, Branch>;

const cache = new WeakMap<Model, RecordTrees>();

/** The trees of both kinds of record, cached for each model. */
export function treesOf(model: Model): RecordTrees {
  let trees = cache.get(model);
  if (!trees) {
    trees = { marche: treeOf(model, 'marche'), 'contrat-concession': treeOf(model, 'contrat-concession') };
    cache.set(model, trees);
  }
  return trees;
}

/** The tree of a whole file, from its root. */
export const fileTree = (model: Model): Branch => branch(model, model.schema);

const treeOf = (model: Model, kind: RecordKind): Branch => branch(model, recordSchema(model, kind));

function nodeOf(model: Model, schema: Schema, name: string, field: Field | undefined): Node {
  const resolved = resolve(model.schema, schema);
  const item = resolved.items ?? resolved.prefixItems?.[0];
  if (item) return list(model, resolved, item, name, field);
  return resolved.properties ? branch(model, resolved) : leaf(model, resolved, name);
}

function branch(model: Model, schema: Schema): Branch {
  const required = new Set(schema.required);
  const members = Object.entries(schema.properties ?? {}).map(([name, property]): Member => {
    const id = resolve(model.schema, property)['x-field'];
    const field = id === undefined ? undefined : model.fields[id];
    return { name, required: required.has(name), node: nodeOf(model, property, name, field), id, field };
  });
  return { kind: 'object', closed: schema.additionalProperties === false, members, schema };
}

function list(model: Model, schema: Schema, items: Schema, name: string, field: Field | undefined): List {
  const item = nodeOf(model, items, name, undefined);
  const inside = item.kind === 'object' && item.members.length === 1 ? item.members[0] : undefined;
  if (inside?.node.kind === 'object')
    return {
      ...{ kind: 'list', item: inside.node, envelope: inside.name, field: inside.field },
      ...{ xml: { element: inside.name, wrapped: true }, schema },
    };
  // Before 2.0.1 the schema does not define the name of an element in a list: the field does.
  const element = field?.['x-xml']?.element;
  const id = resolve(model.schema, items)['x-field'];
  const own = id === undefined ? undefined : model.fields[id];
  return { kind: 'list', item, field: own, xml: { element: element ?? name, wrapped: element !== undefined }, schema };
}

function leaf({ version }: Model, schema: Schema, name: string): Leaf {
  const types = [schema.type ?? []].flat();
  const type = types.find((candidate) => candidate !== 'null') ?? 'string';
  const codelist = schema['x-codelist'];
  return {
    kind: 'leaf',
    type: type as LeafType,
    nullable: types.includes('null') || schema['x-nullable'] === true,
    // Versions published before the référentiel have no `format`: their dates are recognised by name.
    isDate: type === 'string' && (isOwn(version) ? schema.format === 'date' : name.startsWith('date')),
    ...(codelist !== undefined && { codelist }),
    schema,
  };
}

/** Every subschema with its JSON Pointer in the schema (`''` is the root), parents before children. */
export function* subschemas(schema: Schema, pointer = ''): Generator<[pointer: string, schema: Schema]> {
  yield [pointer, schema];
  for (const key of ['properties', '$defs'] as const) {
    for (const [name, child] of Object.entries(schema[key] ?? {})) yield* subschemas(child, `${pointer}/${key}/${escape(name)}`);
  }
  if (schema.items) yield* subschemas(schema.items, `${pointer}/items`);
  for (const key of ['prefixItems', 'anyOf', 'oneOf'] as const) {
    for (const [i, child] of (schema[key] ?? []).entries()) yield* subschemas(child, `${pointer}/${key}/${String(i)}`);
  }
}

/** The schema with its `$ref` into the bundle followed. Keywords beside `$ref` (which count in 2020-12) override those of the target. */
export function resolve(root: Schema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...own } = schema;
  const target = valueAt(root, $ref.slice(1)) as Schema | undefined;
  if (!target) throw new Error(`$ref ${$ref}: there is no such definition`);
  return { ...resolve(root, target), ...own };
}

/** The schema of one kind of record, its `$ref` resolved. */
export const recordSchema = (model: Model, kind: RecordKind): Schema => resolve(model.schema, { $ref: `#/$defs/${kind}` });
