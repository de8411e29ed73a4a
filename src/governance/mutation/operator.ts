/** Mutation operators: each is one mistake that a person could make in a node of a schema. */
import type { Schema } from '../../model/types.ts';
import { resolve } from '../../model/tree.ts';

/**
 * What a mutant changes. `text`: the part that is changed (a property, a code, a limit, a part of a pattern or of an expression); `by`: what takes its place,
 * empty where nothing does; `where`: the expression of a rule.
 */
export type Part = { text?: string; by?: string; where?: string };

/**
 * A changed node. `detail` distinguishes the variants of one operator at one node (a code, a property, a position in a pattern); `part` says what changes, where
 * that is not `detail`.
 */
export type Variant = { node: Schema; detail?: string; part?: Part };

/**
 * `needs`: the kind of example that notices such a mutant, either a valid one that it refuses or an invalid one that it accepts.
 */
export type Operator = { name: string; needs: Need; variants: (node: Schema) => Iterable<Variant> };
export type Need = 'valid' | 'invalid' | 'either';

/** Returns the node without some of its keywords. */
export const without = (node: Schema, ...keywords: string[]): Schema =>
  Object.fromEntries(Object.entries(node).filter(([keyword]) => !keywords.includes(keyword)));

/** An operator that removes a keyword. */
export const drop = (keyword: string, name = `drop-${keyword}`): Operator => ({
  name,
  needs: 'invalid',
  variants: (node) => (node[keyword] === undefined ? [] : [{ node: without(node, keyword) }]),
});

/** Returns one variant per entry of a list, built from the list without that entry. */
export const eachLeftOut = <T>(list: readonly T[], make: (rest: T[], left: T, index: number) => Variant): Variant[] =>
  list.map((left, index) =>
    make(
      list.filter((_, i) => i !== index),
      left,
      index,
    ),
  );

/**
 * Returns the schema with a copy of each shared definition at every place that uses it; only the record kinds stay under `$defs`.
 * A mistake at one place must be noticed at that place, not because an example breaks the same definition elsewhere.
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
