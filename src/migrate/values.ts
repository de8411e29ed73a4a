/** Values at a place of a record: the names that lead to it from the object of a scope. */
import { isObject, setMember } from '../../packages/base/src/json.ts';

export type Fields = Record<string, unknown>;

/** The value at a place, undefined where there is none. */
export function at(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (!isObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

export const isThere = (value: unknown, path: readonly string[]): boolean => at(value, path) !== undefined;

/** Whether something else than an object is on the way to a place, so that nothing can be put there. */
export function isTaken(value: unknown, path: readonly string[]): boolean {
  return path.some((_, i) => {
    const there = i === 0 ? value : at(value, path.slice(0, i));
    return there !== undefined && !isObject(there);
  });
}

/** The object at a place of the output, made where there is none. */
export function container(out: Fields, path: readonly string[]): Fields {
  let object = out;
  for (const name of path) {
    const there = Object.hasOwn(object, name) ? object[name] : undefined;
    const next: Fields = isObject(there) ? there : {};
    if (next !== there) setMember(object, name, next);
    object = next;
  }
  return object;
}

/** Puts a value at a place of the output, which is changed. */
export function put(out: Fields, path: readonly string[], value: unknown): void {
  setMember(container(out, path.slice(0, -1)), path.at(-1) ?? '', value);
}

/** A record with a value at a place that is not taken, the record itself unchanged. */
export function withValue(record: Fields, path: readonly string[], value: unknown): Fields {
  const [name = '', ...rest] = path;
  const copy: Fields = { ...record };
  const there = Object.hasOwn(record, name) ? record[name] : undefined;
  setMember(copy, name, rest.length === 0 ? value : withValue(isObject(there) ? there : {}, rest, value));
  return copy;
}
