import type { Model, Schema } from '../model/types.ts';
import type { GeneratedFile } from './types.ts';
import { content } from './xsd/complex.ts';
import { limitsPage } from './xsd/limits.ts';
import { root } from './xsd/root.ts';
import { restriction } from './xsd/simple.ts';
import { printed, xml, type Xml } from './xsd/xml.ts';
import { pascal } from './components.ts';
import { RECORD_KINDS, type RecordKind } from '../model/kinds.ts';
import { type Leaf, type Node, treesOf, subschemas } from '../model/tree.ts';
import { decimalText } from '../model/xml-text.ts';
import { groupBy } from '../../packages/base/src/lists.ts';

const HEADER = `<?xml version="1.0" encoding="UTF-8"?>
<!-- Généré à partir du modèle de données : ne pas modifier. / Generated from the data model. DO NOT EDIT. -->
`;

/**
 * Generates the schema of the XML files of a version (XSD 1.0, no target namespace, like the published ones), and a page per
 * language about what XSD cannot express. Only for versions since 2.0.1, because earlier lists mix record kinds. Throws an Error
 * for anything outside the dialect of `next` that XSD 1.0 cannot express.
 */
export function xsd(model: Model): GeneratedFile[] {
  const names = typeNames(model);
  const schema = xml('schema', { 'xmlns:xs': 'http://www.w3.org/2001/XMLSchema', 'xml:lang': 'fr' }, [
    root(model, names.nameOf),
    ...complexTypes(names, model),
    ...simpleTypes(names, model),
  ]);
  return [
    { path: 'decp.xsd', text: HEADER + printed(schema) },
    { path: 'limites-xsd.md', text: limitsPage(model, 'fr') },
    { path: 'limits-xsd.md', text: limitsPage(model, 'en') },
  ];
}

const complexTypes = ({ types, nameOf }: TypeNames, model: Model): Xml[] =>
  types.flatMap(({ name, node }: NamedType) =>
    node.kind === 'leaf' ? [] : [xml('complexType', { name }, [content(node, model, nameOf, name)])],
  );

function simpleTypes({ types }: TypeNames, model: Model): Xml[] {
  return types.flatMap(({ name, node }) => {
    if (node.kind !== 'leaf') return [];
    const { base, facets } = restriction(node, model);
    return [xml('simpleType', { name }, [xml('restriction', { base }, facets)])];
  });
}

// Names of types: one per structure, used at every place with that structure.

/** A type to write, represented by the first node with its structure. Leaves become simple types. */
type NamedType = { name: string; node: Node };
type TypeNames = { nameOf: (node: Node) => string; types: NamedType[] };

/**
 * A node that needs a type. `wanted`: the preferred name; `around`: the preferred names of the surrounding nodes, innermost
 * first.
 */
type Found = { node: Node; kind: RecordKind; wanted: string; around: readonly string[]; structure: string };

/** Assigns the names of all types of a version, outermost first. */
function typeNames(model: Model): TypeNames {
  const found = RECORD_KINDS.flatMap((kind) => [
    ...within(treesOf(model)[kind], { kind, wanted: pascal(kind), around: [] }, model),
  ]);
  const structures = groupBy(found, ({ wanted }) => wanted);
  const names = new Map<Node, string>();
  const types = new Map<string, Found>();
  for (const one of found) {
    // Records come first, so that they keep their names if a nested node wants the same one.
    const alone = one.around.length === 0 || new Set(structures.get(one.wanted)?.map(({ structure }) => structure)).size === 1;
    let name = '';
    for (name of candidates(one, alone)) if ((types.get(name) ?? one).structure === one.structure) break;
    if (!types.has(name)) types.set(name, one);
    names.set(one.node, name);
  }
  return {
    nameOf: (node) => names.get(node) ?? builtIn(node, model),
    types: [...types].map(([name, { node }]) => ({ name, node })),
  };
}

/**
 * Candidate names for a type, in order of preference: the wanted name unless other structures want it as well, then prefixed with
 * the record kind, then with the surrounding names, then numbered.
 */
function* candidates({ wanted, kind, around }: Found, alone: boolean): Generator<string> {
  if (alone) yield wanted;
  yield pascal(kind) + wanted;
  let whole = wanted;
  for (const outer of around) yield (whole = outer + whole);
  for (let number = 2; ; number++) yield `${whole}${number}`;
}

/** A leaf without facets uses its base type directly. */
function builtIn(node: Node, model: Model): string {
  if (node.kind !== 'leaf') throw new Error('XSD: a block of no record was asked for its type.');
  return restriction(node, model).base;
}

type Place = Pick<Found, 'kind' | 'wanted' | 'around'>;

function* within(node: Node, place: Place, model: Model): Generator<Found> {
  if (node.kind === 'leaf') {
    if (restriction(node, model).facets.length > 0)
      yield { node, ...place, wanted: leafName(node, place.wanted, model), structure: structureOf(node, model) };
    return;
  }
  const hasType = node.kind === 'object' || node.xml.wrapped;
  if (hasType) yield { node, ...place, structure: structureOf(node, model) };
  const inside = (name: string): Place => ({
    kind: place.kind,
    wanted: pascal(name),
    around: hasType ? [place.wanted, ...place.around] : place.around,
  });
  if (node.kind === 'list') yield* within(node.item, inside(node.xml.element), model);
  else for (const member of node.members) yield* within(member.node, inside(member.name), model);
}

/** A key of all that a node accepts. Nodes with the same key can share a type. */
const structureOf = (node: Node, model: Model): string =>
  JSON.stringify(
    node.kind === 'leaf' ? restriction(node, model) : content(node, model, (inner) => structureOf(inner, model), ''),
  );

/** A leaf is named after its codelist, its bounds or a shared definition of the schema, otherwise after its field. */
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

/** Numbers are named after their bounds (`EntierMin1`, `NombreMin0Max1`), since amounts and durations share them. */
const numberName = ({ type, schema: { minimum, maximum } }: Leaf): string =>
  (type === 'integer' ? 'Entier' : 'Nombre') + bound('Min', minimum) + bound('Max', maximum);

const bound = (word: string, value: number | undefined): string =>
  value === undefined ? '' : word + decimalText(value).replace('-', 'Moins').replace('.', '_');

/** A key of the constraints of a schema, without its texts. */
const constraints = (schema: Schema): string =>
  JSON.stringify(
    Object.entries(schema)
      .filter(([key]) => !['title', 'description'].includes(key) && !key.startsWith('x-'))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
