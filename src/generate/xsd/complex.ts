/** Blocks and lists as complex types. */
import type { Branch, List, Member, Node } from '../../model/tree.ts';
import type { Model, Schema } from '../../model/types.ts';
import { xml, type Xml, documentation } from './xml.ts';

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

/** A keyword missing both here and in the limits would be lost silently. */
function requireKnown(schema: Schema, known: ReadonlySet<string>): void {
  const stranger = Object.keys(schema).find((keyword) => !known.has(keyword) && !keyword.startsWith('x-'));
  if (stranger !== undefined)
    throw new Error(`XSD: « ${stranger} » has no counterpart. Say it in src/generate/xsd/complex.ts, or among the limits.`);
}

/**
 * Children in any order, each at most once, and no others, even where the block is open (see the limits). `xs:all` of XSD 1.0 holds no child twice: a list that is repeated alone in its block is a
 * sequence, and beside other children a choice, repeated, with constraints of identity that say what the choice does not (see `presence`).
 */
function blockContent(block: Branch, model: Model, nameOf: NameOf, owner: string): Xml {
  requireKnown(block.schema, BLOCK);
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

/** Whether the children of a block are in a repeated choice. */
export const isChoice = (node: Node): node is Branch =>
  node.kind === 'object' && node.members.length > 1 && repeatedIn(node).length > 0;

/** `counted`: the element has occurrence bounds of its own, which is impossible in a choice. */
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

/**
 * The identity constraints on the element of a node: distinct items of its lists, and single occurrence of some children of a
 * choice.
 */
export function constraintsOn(node: Node, name: string): Xml[] {
  if (node.kind === 'leaf') return [];
  if (node.kind === 'list') return unique(node, name);
  const lists = repeatedIn(node);
  if (!isChoice(node)) return lists.flatMap((list) => unique(list, name));
  return [...presence(node, name), ...lists.flatMap((list) => unique(list, `${name}.${list.xml.element}`))];
}

// Constraints of identity: what `xs:unique` and `xs:key` say of the items of a list, and of the children of a choice.

/**
 * The paths of all values of an item. Undefined where an item may leave one out or holds a list: `xs:unique` passes over what
 * lacks a field, and a list is no field. A boolean has several spellings, which it would take for different values.
 */
export function keyOf(item: Node): string[] | undefined {
  if (item.kind === 'leaf') return item.type === 'boolean' ? undefined : ['.'];
  return item.kind === 'object' ? keyOfBlock(item) : undefined;
}

function keyOfBlock({ members }: Branch): string[] | undefined {
  const parts = members.map(({ name, required, node }) => {
    if (!required) return undefined;
    return keyOf(node)?.map((path) => (path === '.' ? name : `${name}/${path}`));
  });
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/**
 * The identity constraint on the element that contains the items of a list; none if duplicates are allowed or XSD cannot express
 * the constraint.
 */
function unique({ schema, item, xml: { element } }: List, name: string): Xml[] {
  const key = schema.uniqueItems === true ? keyOf(item) : undefined;
  if (!key) return [];
  const fields = key.map((xpath) => xml('field', { xpath }));
  return [xml('unique', { name }, [xml('selector', { xpath: element }), ...fields])];
}

/**
 * The path from a block to a value that occurs in `member` exactly once whenever the member occurs once. Undefined if there is
 * none: the member is a list, or a block of lists and optional parts.
 */
function soleValue({ name, node }: Member): string | undefined {
  if (node.kind === 'leaf') return name;
  if (node.kind === 'list') return undefined;
  for (const member of node.members) {
    const path = member.required ? soleValue(member) : undefined;
    if (path !== undefined) return `${name}/${path}`;
  }
  return undefined;
}

/**
 * Occurrence constraints on the children of a choice: a field of `xs:key` must occur exactly once, one of `xs:unique` at most
 * once (XSD 1.0, part 1, 3.11.4). Both select the block itself, so that no values are compared.
 */
function presence({ members }: Branch, name: string): Xml[] {
  const fields = (isRequired: boolean): Xml[] =>
    members.flatMap((member) => {
      const xpath = member.required === isRequired ? soleValue(member) : undefined;
      return xpath === undefined ? [] : [xml('field', { xpath })];
    });
  const constraint = (kind: 'key' | 'unique', suffix: string, found: Xml[]): Xml[] =>
    found.length === 0 ? [] : [xml(kind, { name: `${name}-${suffix}` }, [xml('selector', { xpath: '.' }), ...found])];
  return [...constraint('key', 'obligatoires', fields(true)), ...constraint('unique', 'facultatifs', fields(false))];
}

/** The children of a choice whose occurrence XSD cannot constrain, because no value identifies them. */
export const unsaidPresence = ({ members }: Branch): Member[] =>
  members.filter((member) => {
    if (member.node.kind === 'list' && !member.node.xml.wrapped) return (member.node.schema.minItems ?? 0) > 0;
    return soleValue(member) === undefined;
  });
