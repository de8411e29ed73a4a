/**
 * The scopes of a record: the record itself, and each item of its lists of objects. In a scope the stable name of a field (`x-field`) says where its value
 * is, whatever objects that version wraps it in, so that a place of one version can be found in another.
 */
import type { RecordKind } from '../model/kinds.ts';
import { type Branch, type List, type Node, resolve, treesOf } from '../model/tree.ts';
import type { Model } from '../model/types.ts';
import { child, tokens } from '../../packages/base/src/pointer.ts';

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

/** Finds the pointer that a place of a record has in another version, both from the record; the nearest object around it where it has none there. */
export function pointerIn(from: Scope, to: Scope, pointer: string): string {
  const names = tokens(pointer);
  let [source, target, found] = [from, to, ''];
  let at = 0;
  while (at < names.length) {
    const step = fieldAt(source, names, at);
    if (!step) return joined(found, names.slice(at));
    const { placed, next } = step;
    const there = target.fields.get(placed.id);
    if (!there) return found;
    found = joined(found, there.path);
    at = next;
    const [list, other] = [source.lists.get(placed.id), target.lists.get(placed.id)];
    if (!list || !other || at >= names.length) return joined(found, names.slice(at));
    found = child(found, names[at++] ?? '');
    // Another name than that of the item is one of the object that wraps it.
    if (list.list.envelope !== undefined && names[at++] !== list.list.envelope) return joined(found, names.slice(at - 1));
    if (other.list.envelope !== undefined) found = child(found, other.list.envelope);
    [source, target] = [list.item, other.item];
  }
  return found;
}

const joined = (base: string, names: readonly string[]): string => names.reduce((path, name) => child(path, name), base);

/** The longest field of a scope that these names lead to, and the number of the name after it. */
function fieldAt(scope: Scope, names: readonly string[], at: number): { placed: Placed; next: number } | undefined {
  let best: { placed: Placed; next: number } | undefined;
  for (const placed of scope.fields.values()) {
    const { path } = placed;
    if (path.length > names.length - at || path.length <= (best ? best.next - at : 0)) continue;
    if (path.every((name, i) => name === names[at + i])) best = { placed, next: at + path.length };
  }
  return best;
}
