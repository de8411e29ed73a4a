/** Blocks and lists as complex types. */
import type { Branch, List, Member, Node } from '../../model/tree.ts';
import type { Model, Schema } from '../../model/types.ts';
import { documentation } from './documentation.ts';
import { unique } from './unique.ts';
import { xml, type Xml } from './xml.ts';

/** The name of the type of a node. */
export type NameOf = (node: Node) => string;

const BLOCK = new Set(['type', 'required', 'properties', 'additionalProperties', '$defs', 'title', 'description']);
const LIST = new Set(['type', 'items', 'minItems', 'uniqueItems', 'title', 'description']);

/** The content of the complex type of a block or of a list in an element of its own. `owner` begins the names of its constraints. */
export function content(node: Branch | List, model: Model, nameOf: NameOf, owner: string): Xml {
  return node.kind === 'list' ? listContent(node, model, nameOf, owner) : blockContent(node, model, nameOf, owner);
}

function told(schema: Schema, known: ReadonlySet<string>): void {
  const stranger = Object.keys(schema).find((keyword) => !known.has(keyword) && !keyword.startsWith('x-'));
  if (stranger !== undefined)
    throw new Error(`XSD: « ${stranger} » has no counterpart. Say it in src/generate/xsd/complex.ts, or among the limits.`);
}

/** Children in any order, each at most once, and no others; a list of codes is the only thing in its block. */
function blockContent(block: Branch, model: Model, nameOf: NameOf, owner: string): Xml {
  told(block.schema, BLOCK);
  if (!block.closed) throw new Error(`XSD: ${owner} is open, and XSD 1.0 cannot say so beside children in any order.`);
  const repeated = repeatedOf(block);
  if (repeated) return xml('sequence', {}, [itemElement(repeated, model, nameOf, `${owner}.`)]);
  return xml(
    'all',
    {},
    block.members.map((member) => memberElement(member, model, nameOf, owner)),
  );
}

/** The list that is repeated in its block without an element of its own. */
function repeatedOf({ members }: Branch): List | undefined {
  const lists = members.flatMap(({ node }) => (node.kind === 'list' && !node.xml.wrapped ? [node] : []));
  if (lists.length > 0 && members.length > 1)
    throw new Error(
      `XSD: « ${members.map(({ name }) => name).join(', ')} » cannot stand in any order, as one of them is repeated.`,
    );
  return lists[0];
}

function memberElement({ name, node, required, id }: Member, model: Model, nameOf: NameOf, owner: string): Xml {
  const minOccurs = required ? undefined : '0';
  const within = node.kind === 'object' ? repeatedOf(node) : node.kind === 'list' ? node : undefined;
  const constraints = within ? unique(within, `${owner}.${name}`) : [];
  return xml('element', { name, type: nameOf(node), minOccurs }, [...documentation(model, id), ...constraints]);
}

const listContent = (list: List, model: Model, nameOf: NameOf, owner: string): Xml =>
  xml('sequence', {}, [itemElement(list, model, nameOf, `${owner}.`)]);

function itemElement(list: List, model: Model, nameOf: NameOf, owner: string): Xml {
  told(list.schema, LIST);
  const { item, schema } = list;
  const { element } = list.xml;
  const minOccurs = schema.minItems === 1 ? undefined : String(schema.minItems ?? 0);
  const within = item.kind === 'object' ? repeatedOf(item) : item.kind === 'list' ? item : undefined;
  const constraints = within ? unique(within, owner + element) : [];
  const id = item.kind === 'leaf' ? list.schema['x-field'] : item.schema['x-field'];
  return xml('element', { name: element, type: nameOf(item), minOccurs, maxOccurs: 'unbounded' }, [
    ...documentation(model, id),
    ...constraints,
  ]);
}
