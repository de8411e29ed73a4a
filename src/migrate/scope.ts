/**
 * The scopes of a record: the record itself, and each item of its lists of objects. In a scope the stable name of a field (`x-field`) says where its value
 * is, whatever objects that version wraps it in, so that a place of one version can be found in another.
 */
import type { RecordKind } from '../model/kinds.ts';
import { type Branch, type List, type Node, resolve, treesOf } from '../model/tree.ts';
import type { Model } from '../model/types.ts';

/** A field of a scope: the names that lead to it from the object of the scope. */
export type Placed = { id: string; path: readonly string[]; node: Node; required: boolean };

/** `wrapperClosed`: whether the object that wraps an item takes no other name. */
export type Scope = { branch: Branch; fields: ReadonlyMap<string, Placed>; lists: ReadonlyMap<string, ListScope> };

export type ListScope = { list: List; item: Scope; wrapperClosed: boolean };

const cache = new WeakMap<Model, Record<RecordKind, Scope>>();

/** The scopes of both kinds of record of a version, made once for each Model. */
export function scopesOf(model: Model): Record<RecordKind, Scope> {
  let scopes = cache.get(model);
  if (!scopes) {
    const { marche, 'contrat-concession': concession } = treesOf(model);
    scopes = { marche: scopeOf(model, marche), 'contrat-concession': scopeOf(model, concession) };
    cache.set(model, scopes);
  }
  return scopes;
}

function scopeOf(model: Model, branch: Branch): Scope {
  const fields = new Map<string, Placed>();
  const lists = new Map<string, ListScope>();
  const gather = (object: Branch, path: readonly string[], inRequired: boolean): void => {
    for (const { name, id, node, required } of object.members) {
      const placed = [...path, name];
      if (id !== undefined) fields.set(id, { id, path: placed, node, required: required && inRequired });
      if (node.kind === 'object') gather(node, placed, required && inRequired);
      if (id !== undefined && node.kind === 'list' && node.item.kind === 'object')
        lists.set(id, { list: node, item: scopeOf(model, node.item), wrapperClosed: isWrapperClosed(model, node) });
    }
  };
  gather(branch, [], true);
  return { branch, fields, lists };
}

const isWrapperClosed = (model: Model, { schema, envelope }: List): boolean =>
  envelope !== undefined && resolve(model.schema, schema.items ?? {}).additionalProperties === false;
