import type { RecordKind } from './kinds.ts';
import { recordSchema, resolve } from './tree.ts';
import type { Model, Schema } from './types.ts';
import { isIndex, tokens } from '../../packages/base/src/pointer.ts';

/**
 * The part of a file's path that lies inside a record, as names without indexes; undefined for what lies above the records.
 * Files whose root has another shape (a bare list, a wrapper, one record alone) are understood too.
 */
export function pathInRecord(model: Model, kind: RecordKind, path: string): string[] | undefined {
  const steps = tokens(path);
  const [first = ''] = steps;
  const alone = first !== 'marches' && Object.hasOwn(recordSchema(model, kind).properties ?? {}, first);
  const start = alone ? 0 : steps.findIndex(isIndex) + 1;
  if (!alone && start === 0) return undefined;
  return steps.slice(start).filter((step) => !isIndex(step));
}

/** The schema of what stands at a path of the file, whether or not the file has it. Undefined where the version knows nothing there. */
export function schemaAt(model: Model, kind: RecordKind, path: string): Schema | undefined {
  const inside = pathInRecord(model, kind, path);
  return inside ? follow(model, recordSchema(model, kind), inside) : follow(model, model.schema, tokens(path));
}

function follow(model: Model, from: Schema, names: string[]): Schema | undefined {
  let node: Schema | undefined = resolve(model.schema, from);
  for (const name of names) {
    node = throughLists(model, node);
    const properties: Record<string, Schema> = node.properties ?? {};
    const next = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!next) return undefined;
    node = resolve(model.schema, next);
  }
  return node;
}

/** The item of a list, the item of that item…: what names below a list refer to. */
function throughLists(model: Model, node: Schema): Schema {
  const item = node.items ?? node.prefixItems?.[0];
  return item && !item.anyOf && !item.oneOf ? throughLists(model, resolve(model.schema, item)) : node;
}
