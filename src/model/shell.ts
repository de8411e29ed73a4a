import type { Model, Schema } from './types.ts';
import { tokens } from '../../packages/base/src/pointer.ts';

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
