/** Names of the types: one a structure, the same in every place that has it. */
import { pascal } from '../pascal.ts';
import type { RecordKind } from '../../finding.ts';
import { type Leaf, type Node, treesOf } from '../../model/tree.ts';
import type { Model, Schema } from '../../model/types.ts';
import { subschemas } from '../../model/walk.ts';
import { decimalText } from '../../model/xml-text.ts';
import { content } from './complex.ts';
import { restriction } from './simple.ts';

/** A type to write: the first node that has it stands for all. Simple types are those of leaves. */
export type NamedType = { name: string; node: Node };
export type TypeNames = { nameOf: (node: Node) => string; types: NamedType[] };

type Found = { node: Node; kind: RecordKind; wanted: string; structure: string };

/** The names of all types of a version, from the outside in. Throws an Error where two structures of one kind of record want one name. */
export function typeNames(model: Model): TypeNames {
  const found = KINDS.flatMap((kind) => [...within(treesOf(model)[kind], kind, pascal(kind), model)]);
  const structures = groupBy(found, ({ wanted }) => wanted);
  const names = new Map<Node, string>();
  const types = new Map<string, Found>();
  for (const one of found) {
    const alone = new Set(structures.get(one.wanted)?.map(({ structure }) => structure)).size === 1;
    const name = alone ? one.wanted : pascal(one.kind) + one.wanted;
    const first = types.get(name) ?? one;
    if (first.structure !== one.structure) throw new Error(`XSD: two structures want the name ${name}.`);
    types.set(name, first);
    names.set(one.node, name);
  }
  return {
    nameOf: (node) => names.get(node) ?? builtIn(node, model),
    types: [...types].map(([name, { node }]) => ({ name, node })),
  };
}

const KINDS: readonly RecordKind[] = ['marche', 'contrat-concession'];

/** A leaf without facets is what its base is. */
function builtIn(node: Node, model: Model): string {
  if (node.kind !== 'leaf') throw new Error('XSD: a block of no record was asked for its type.');
  return restriction(node, model).base;
}

function* within(node: Node, kind: RecordKind, wanted: string, model: Model): Generator<Found> {
  if (node.kind === 'leaf') {
    if (restriction(node, model).facets.length > 0)
      yield { node, kind, wanted: leafName(node, wanted, model), structure: structureOf(node, model) };
    return;
  }
  if (node.kind === 'object' || node.xml.wrapped) yield { node, kind, wanted, structure: structureOf(node, model) };
  if (node.kind === 'list') yield* within(node.item, kind, pascal(node.xml.element), model);
  else for (const member of node.members) yield* within(member.node, kind, pascal(member.name), model);
}

/** All that a node accepts, as text: alike for two nodes that one type can serve. */
const structureOf = (node: Node, model: Model): string =>
  JSON.stringify(
    node.kind === 'leaf' ? restriction(node, model) : content(node, model, (inner) => structureOf(inner, model), ''),
  );

/** A codelist, its bounds or a shared definition of the schema name a leaf; otherwise its field does. */
function leafName(leaf: Leaf, wanted: string, model: Model): string {
  if (leaf.codelist !== undefined) return pascal(leaf.codelist);
  if (leaf.type === 'boolean') return 'Booleen';
  if (leaf.type !== 'string') return numberName(leaf);
  const own = constraints(leaf.schema);
  for (const [pointer, schema] of subschemas(model.schema)) {
    const [, name] = /\/\$defs\/([^/]+)$/.exec(pointer) ?? [];
    if (name !== undefined && !schema.properties && constraints(schema) === own) return pascal(name);
  }
  return wanted;
}

/** Amounts, durations and numbers of offers share their bounds, but no word: `EntierMin1`, `NombreMin0Max1`. */
const numberName = ({ type, schema: { minimum, maximum } }: Leaf): string =>
  (type === 'integer' ? 'Entier' : 'Nombre') + bound('Min', minimum) + bound('Max', maximum);

const bound = (word: string, value: number | undefined): string =>
  value === undefined ? '' : word + decimalText(value).replace('-', 'Moins').replace('.', '_');

/** What a schema asks for, apart from its texts. */
const constraints = (schema: Schema): string =>
  JSON.stringify(
    Object.entries(schema)
      .filter(([key]) => !['title', 'description'].includes(key) && !key.startsWith('x-'))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
