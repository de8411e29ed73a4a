/** Lists without twins: where `xs:unique` says exactly what `uniqueItems` says, and where it cannot. */
import type { Branch, List, Node } from '../../model/tree.ts';
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
