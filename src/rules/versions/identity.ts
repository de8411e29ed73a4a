/** Where one version has the fields of another: a field is the same by its stable name (`x-field`) in the same lists, whatever its name and the objects it is in. */
import type { RecordScope } from '../../model/rules.ts';
import { recordSchema, resolve } from '../../model/tree.ts';
import type { Model, Schema } from '../../model/types.ts';
import { DEFINITION } from '../places.ts';

/** A field of a record. `path`: as rules write it; `identity`: its stable name after those of the lists it is in; `node`: its schema, resolved. */
type Place = { path: string; id: string; identity: string; node: Schema; required: boolean };

/** The fields of one kind of record in one version. */
export type Places = { byPath: ReadonlyMap<string, Place>; byIdentity: ReadonlyMap<string, Place> };

const cache = new WeakMap<Model, Map<RecordScope, Places>>();

export function placesIn(model: Model, scope: RecordScope): Places {
  const known = cache.get(model) ?? new Map<RecordScope, Places>();
  const places = known.get(scope) ?? read(model, scope);
  cache.set(model, known.set(scope, places));
  return places;
}

function read(model: Model, scope: RecordScope): Places {
  const byPath = new Map<string, Place>();
  const byIdentity = new Map<string, Place>();
  const visit = (node: Schema, path: string, lists: string, id: string): void => {
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      const child = resolve(model.schema, property);
      const here = path === '' ? name : `${path}.${name}`;
      const own = child['x-field'] ?? name;
      const required = node.required?.includes(name) === true;
      const place: Place = { path: here, id: own, identity: `${lists}${own}`, node: child, required };
      byPath.set(here, place);
      if (!byIdentity.has(place.identity)) byIdentity.set(place.identity, place);
      visit(child, here, lists, own);
    }
    const item = node.items ?? node.prefixItems?.[0];
    if (item) visit(resolve(model.schema, item), `${path}[]`, `${lists}${id}/`, '');
  };
  visit(recordSchema(model, DEFINITION[scope]), '', '', '');
  return { byPath, byIdentity };
}

/** The place in `there` of the field that `here` has at a path, or of the items of a list at a path that ends with `[]`; undefined where `there` lacks it. */
export function pathThere(path: string, here: Places, there: Places): string | undefined {
  if (path === '') return path;
  const isItem = path.endsWith('[]');
  const place = here.byPath.get(isItem ? path.slice(0, -2) : path);
  const other = place && there.byIdentity.get(place.identity);
  return other && (isItem ? `${other.path}[]` : other.path);
}

/** The paths in `there`, in other lists than in `here`, of the field that `here` has at a path; none where `here` has it in these lists as well. */
export function elsewhere(path: string, here: Places, there: Places): string[] {
  const id = here.byPath.get(path)?.id;
  return [...there.byIdentity.values()]
    .filter((place) => place.id === id && !here.byIdentity.has(place.identity))
    .map((place) => place.path);
}
