import type { RecordKind } from '../../model/kinds.ts';
import { type Branch, fileTree, type Member, type Node, treesOf } from '../../model/tree.ts';
import type { Field, Model } from '../../model/types.ts';

/**
 * A field of a version, or an item of a list in an envelope. `path`: from its record, as rules write it
 * (`titulaires[].titulaire.id`); `json` and `xml`: from the root of a file (XPath in XML). `required`: undefined for an item.
 */
export type Entry = {
  path: string;
  json: string;
  xml: string;
  node: Node;
  field: Field;
  required: boolean | undefined;
  /** The name of the surrounding object or list; `''` in the record itself. */
  parent: string;
};

type At = Pick<Entry, 'path' | 'json' | 'xml'>;

/** The fields of a kind of record, each before what it holds. */
export function recordEntries(model: Model, kind: RecordKind): Entry[] {
  const list =
    model.lists
      .find(({ kinds }) => kinds.includes(kind))
      ?.path.slice(1)
      .replaceAll('/', '.') ?? '';
  // Where a list mixes both kinds (before 2.0.1), XML has one element per kind.
  return [...within(model, treesOf(model)[kind], { path: '', json: `${list}[]`, xml: `/marches/${kind}` })];
}

/** The fields of the file around its records. In XML the root is `marches`, and the version an attribute of it. */
export function fileEntries(model: Model): Entry[] {
  return [...around(model, fileTree(model), { path: '', json: '', xml: '' })];
}

function* around(model: Model, branch: Branch, above: At): Generator<Entry> {
  for (const { node, ...member } of branch.members) {
    // A list that mixes both kinds has no single type of item: they are objects all the same.
    const known: Node = node.kind === 'list' ? { ...node, item: treesOf(model).marche } : node;
    const entry = entryOf({ ...member, node: known }, above, xmlOfFile({ ...member, node }, above));
    if (entry) yield entry;
    if (entry && node.kind === 'object') yield* around(model, node, entry);
  }
}

function xmlOfFile({ name, node }: Member, { xml }: At): string {
  if (xml === '') return node.kind === 'leaf' ? `/marches/@${name}` : `/${name}`;
  return `${xml}/${name}`;
}

function* within(model: Model, branch: Branch, above: At): Generator<Entry> {
  for (const member of branch.members) {
    const entry = entryOf(member, above, xmlOf(member, above));
    if (!entry) continue;
    yield entry;
    yield* inside(model, member.node, entry);
  }
}

function* inside(model: Model, node: Node, at: At): Generator<Entry> {
  if (node.kind === 'object') yield* within(model, node, at);
  if (node.kind !== 'list' || node.item.kind !== 'object') return;
  const { envelope, item, xml } = node;
  const end = envelope === undefined ? '[]' : `[].${envelope}`;
  const place = { path: at.path + end, json: at.json + end, xml: xml.wrapped ? `${at.xml}/${xml.element}` : at.xml };
  // The texts of an item are those of the field that its envelope names.
  const field = envelope === undefined ? undefined : model.fields[item.schema['x-field'] ?? ''];
  if (field) yield { ...place, node: item, field, required: undefined, parent: at.path };
  yield* within(model, item, place);
}

/** A list of values is one field: its path in XML is that of its items. */
const xmlOf = ({ name, node }: Member, { xml }: At): string =>
  node.kind === 'list' && node.item.kind === 'leaf' && node.xml.wrapped ? `${xml}/${name}/${node.xml.element}` : `${xml}/${name}`;

function entryOf({ name, node, field, required }: Member, above: At, xml: string): Entry | undefined {
  if (!field) return undefined;
  const join = (start: string) => (start === '' ? name : `${start}.${name}`);
  return { path: join(above.path), json: join(above.json), xml, node, field, required, parent: above.path };
}
