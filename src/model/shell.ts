import type { Model, Schema } from './types.ts';
import { tokens } from '../../packages/base/src/pointer.ts';
import type { Release } from './releases.ts';

/**
 * The schema of a file without its records: what is left to check once each record was judged alone. Record lists keep
 * their type and length bounds but say nothing about their items; their `uniqueItems` is kept by a hash of each record.
 */
export function shellSchema(model: Model): Schema {
  const { $defs: _, ...schema } = structuredClone(model.schema);
  for (const list of model.lists) {
    const node = tokens(list.path).reduce<Schema>((parent, name) => parent.properties?.[name] ?? {}, schema);
    delete node.items;
    delete node.uniqueItems;
  }
  return schema;
}

/** Gives an object a property that is made when it is first read. */
export function defineLazy<T, K extends keyof T>(target: T, name: K, make: () => T[K]): void {
  let made: { value: T[K] } | undefined;
  Object.defineProperty(target, name, { enumerable: true, configurable: true, get: () => (made ??= { value: make() }).value });
}

/** What a file of this version says at its root: the first two numbers. */
export const labelOf = ({ version, expectedVersion = version }: Release): string =>
  expectedVersion.split('.').slice(0, 2).join('.');
