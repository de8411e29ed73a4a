/** Constraints of identity: what `xs:unique` and `xs:key` say of the items of a list, and of the children of a choice. */
import type { Branch, List, Member, Node } from '../../model/tree.ts';
import { xml, type Xml } from './xml.ts';

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

/** The constraint on the element in which the items of a list stand; none where the list may have twins, or XSD cannot tell them. */
export function unique({ schema, item, xml: { element } }: List, name: string): Xml[] {
  const key = schema.uniqueItems === true ? keyOf(item) : undefined;
  if (!key) return [];
  const fields = key.map((xpath) => xml('field', { xpath }));
  return [xml('unique', { name }, [xml('selector', { xpath: element }), ...fields])];
}

/**
 * The path from a block to a value that stands in `member` exactly once wherever the member stands there once. Undefined where it has none: it is a list,
 * or a block of lists and optional parts.
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
 * What a choice does not say of its children: a field of `xs:key` must be there, exactly once; one of `xs:unique` at most once (XSD 1.0, part 1, 3.11.4).
 * Both look at the block itself, so that nothing is compared.
 */
export function presence({ members }: Branch, name: string): Xml[] {
  const fields = (isRequired: boolean): Xml[] =>
    members.flatMap((member) => {
      const xpath = member.required === isRequired ? soleValue(member) : undefined;
      return xpath === undefined ? [] : [xml('field', { xpath })];
    });
  const constraint = (kind: 'key' | 'unique', suffix: string, found: Xml[]): Xml[] =>
    found.length === 0 ? [] : [xml(kind, { name: `${name}-${suffix}` }, [xml('selector', { xpath: '.' }), ...found])];
  return [...constraint('key', 'obligatoires', fields(true)), ...constraint('unique', 'facultatifs', fields(false))];
}

/** The children of a choice of which XSD cannot say that they must be there, or how often: no value tells them. */
export const unsaidPresence = ({ members }: Branch): Member[] =>
  members.filter((member) => {
    if (member.node.kind === 'list' && !member.node.xml.wrapped) return (member.node.schema.minItems ?? 0) > 0;
    return soleValue(member) === undefined;
  });
