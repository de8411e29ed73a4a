/** Blocks and lists as complex types. */
import type { Branch, List, Member, Node } from '../../model/tree.ts';
import type { Model, Schema } from '../../model/types.ts';
import { documentation } from './documentation.ts';
import { presence, unique } from './unique.ts';
import { xml, type Xml } from './xml.ts';

/** The name of the type of a node. */
export type NameOf = (node: Node) => string;

const BLOCK = new Set(['type', 'required', 'properties', 'additionalProperties', 'anyOf', '$defs', 'title', 'description']);
const LIST = new Set(['type', 'items', 'minItems', 'uniqueItems', 'title', 'description']);

/** The content of the complex type of a block or of a list in an element of its own. `owner` begins the names of its constraints. */
export function content(node: Branch | List, model: Model, nameOf: NameOf, owner: string): Xml {
  return node.kind === 'list'
    ? xml('sequence', {}, [itemElement(node, model, nameOf, `${owner}.`, true)])
    : blockContent(node, model, nameOf, owner);
}

/** A keyword that stands neither here nor among the limits would be lost in silence. */
function requireKnown(schema: Schema, known: ReadonlySet<string>): void {
  const stranger = Object.keys(schema).find((keyword) => !known.has(keyword) && !keyword.startsWith('x-'));
  if (stranger !== undefined)
    throw new Error(`XSD: « ${stranger} » has no counterpart. Say it in src/generate/xsd/complex.ts, or among the limits.`);
}

/**
 * Children in any order, each at most once, and no others. `xs:all` of XSD 1.0 holds no child twice: a list that is repeated alone in its block is a
 * sequence, and beside other children a choice, repeated, with constraints of identity that say what the choice does not (see `presence`).
 */
function blockContent(block: Branch, model: Model, nameOf: NameOf, owner: string): Xml {
  requireKnown(block.schema, BLOCK);
  if (!block.closed) throw new Error(`XSD: ${owner} is open, and XSD 1.0 cannot say so beside children in any order.`);
  const lists = repeatedIn(block);
  const [only] = lists;
  if (only && block.members.length === 1) {
    // A list that may be absent has no items, or as many as it asks for.
    const isAbsent = block.members[0]?.required !== true && (only.schema.minItems ?? 0) > 0;
    return xml('sequence', { minOccurs: isAbsent ? '0' : undefined }, [itemElement(only, model, nameOf, `${owner}.`, true)]);
  }
  const elements = block.members.map((member) => memberElement(member, model, nameOf, owner, lists.length === 0));
  if (lists.length === 0) return xml('all', {}, elements);
  const minOccurs = block.members.some(({ required }) => required) ? undefined : '0';
  return xml('choice', { minOccurs, maxOccurs: 'unbounded' }, elements);
}

/** The lists that are repeated in a block without an element of their own. */
const repeatedIn = ({ members }: Branch): List[] =>
  members.flatMap(({ node }) => (node.kind === 'list' && !node.xml.wrapped ? [node] : []));

/** Whether the children of a block stand in a repeated choice. */
export const isChoice = (node: Node): node is Branch =>
  node.kind === 'object' && node.members.length > 1 && repeatedIn(node).length > 0;

/** `counted`: the element itself says how often it may stand there, which it cannot in a choice. */
function memberElement(member: Member, model: Model, nameOf: NameOf, owner: string, counted: boolean): Xml {
  const { name, node, required, id } = member;
  if (node.kind === 'list' && !node.xml.wrapped) return itemElement(node, model, nameOf, `${owner}.`, counted);
  const minOccurs = required || !counted ? undefined : '0';
  const content = [...documentation(model, id), ...constraintsOn(node, `${owner}.${name}`)];
  return xml('element', { name, type: nameOf(node), minOccurs }, content);
}

function itemElement(list: List, model: Model, nameOf: NameOf, owner: string, counted: boolean): Xml {
  requireKnown(list.schema, LIST);
  const { item, schema } = list;
  const { element } = list.xml;
  const minOccurs = schema.minItems === 1 ? undefined : String(schema.minItems ?? 0);
  const id = item.kind === 'leaf' ? list.schema['x-field'] : (item.schema['x-field'] ?? list.schema['x-field']);
  return xml('element', { name: element, type: nameOf(item), ...(counted && { minOccurs, maxOccurs: 'unbounded' }) }, [
    ...documentation(model, id),
    ...constraintsOn(item, owner + element),
  ]);
}

/** The constraints of identity on the element of a node: that its lists have no twins, and which children of a choice stand there once. */
export function constraintsOn(node: Node, name: string): Xml[] {
  if (node.kind === 'leaf') return [];
  if (node.kind === 'list') return unique(node, name);
  const lists = repeatedIn(node);
  if (!isChoice(node)) return lists.flatMap((list) => unique(list, name));
  return [...presence(node, name), ...lists.flatMap((list) => unique(list, `${name}.${list.xml.element}`))];
}
