import type { Schema } from '../../model/types.ts';
import { resolve } from '../../model/tree.ts';
import { without } from './operator.ts';

/**
 * The same schema with a copy of each shared definition at every place that uses it; only the kinds of record stay under
 * `$defs`. Someone who gets one place wrong (another reference, a bound of its own) must be noticed at that place,
 * and not because an example happens to break the same definition elsewhere.
 */
export function unfold(schema: Schema): Schema {
  const { $defs: definitions = {}, ...root } = schema;
  const kinds = Object.keys(definitions).filter((name) => definitions[name]?.properties);
  const stays = new Set(kinds.map((name) => `#/$defs/${name}`));
  const copy = (node: Schema): Schema => {
    if (node.$ref !== undefined && stays.has(node.$ref)) return { ...node };
    return copyChildren(resolve(schema, node), copy);
  };
  const $defs = Object.fromEntries(kinds.map((name) => [name, copy(definitions[name] ?? {})]));
  return { ...copy(root), $defs };
}

function copyChildren(node: Schema, copy: (node: Schema) => Schema): Schema {
  const copied = without(node, '$defs');
  if (node.properties)
    copied.properties = Object.fromEntries(Object.entries(node.properties).map(([name, child]) => [name, copy(child)]));
  if (node.items) copied.items = copy(node.items);
  if (node.prefixItems) copied.prefixItems = node.prefixItems.map(copy);
  if (node.anyOf) copied.anyOf = node.anyOf.map(copy);
  if (node.oneOf) copied.oneOf = node.oneOf.map(copy);
  return copied;
}
