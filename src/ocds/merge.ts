/** Merges the releases of a process into its compiled release (https://standard.open-contracting.org/1.1/en/schema/merging/). */
import { isObject, setMember } from '../../packages/base/src/json.ts';
import type { Fields } from './contract.ts';

/** A release, as far as merging needs to know it. */
export type Mergeable = Fields & { ocid: string; date: string };

/** An object that is merged: its members by name, in the order in which they were first said. */
class Members extends Map<string, unknown> {}

/** A list whose items have identifiers: they are merged by them. */
class Items extends Map<string | number, Members> {}

/**
 * What the releases of a process say together, each replacing what was said before. They are added by date, at least one of them. Takes time in proportion to
 * what is added, however many there are.
 */
export class Compilation {
  readonly #said = new Members();
  #last: Mergeable | undefined;

  /** Our extension has `decp` of a release left out when releases are merged, as OCDS has `id`, `date` and `tag`. */
  add(release: Mergeable): void {
    const { id: _id, date: _date, tag: _tag, decp: _decp, ...said } = release;
    merge(this.#said, said);
    this.#last = release;
  }

  /** The compiled release. Throws an Error where there is no release. */
  release(): Mergeable {
    if (!this.#last) throw new Error('there is no release to compile');
    const { ocid, date } = this.#last;
    return { ...plainObject(this.#said), ocid, id: `${ocid}-${date}`, date, tag: ['compiled'] };
  }
}

/** `next` replaces values, adds to objects, and removes what it says is null. */
function merge(members: Members, next: Fields): Members {
  for (const [name, value] of Object.entries(next)) {
    if (value === null) members.delete(name);
    else members.set(name, merged(members.get(name), value));
  }
  return members;
}

function merged(before: unknown, value: unknown): unknown {
  if (isObject(value)) return merge(before instanceof Members ? before : new Members(), value);
  if (!Array.isArray(value) || !isOfObjects(value)) return value;
  if (value.length === 0 && !(before instanceof Items)) return value;
  const items = before instanceof Items ? before : new Items();
  for (const item of value) items.set(item.id, merge(items.get(item.id) ?? new Members(), item));
  return items;
}

type Identified = Fields & { id: string | number };

/** A list whose items have identifiers is merged by them; any other list is replaced. */
const isOfObjects = (list: readonly unknown[]): list is Identified[] =>
  list.every((item) => isObject(item) && (typeof item['id'] === 'string' || typeof item['id'] === 'number'));

function plain(value: unknown): unknown {
  if (value instanceof Items) return [...value.values()].map(plainObject);
  return value instanceof Members ? plainObject(value) : value;
}

function plainObject(members: Members): Fields {
  const object: Fields = {};
  for (const [name, value] of members) setMember(object, name, plain(value));
  return object;
}
