import { isObject } from '../../packages/base/src/json.ts';
import { subschemas } from './tree.ts';
import type { Schema } from './types.ts';

/** `x-deprecated` of a node, as it is written: a draft may have any values there. */
type Deprecated = { pointer: string; id: string | undefined; deprecated: Record<string, unknown> };

/** The deprecated nodes of a schema, with their places and the fields that they are of. One that is no object says nothing. */
export const deprecationsIn = (schema: Schema): Deprecated[] =>
  [...subschemas(schema)].flatMap(([pointer, node]) => {
    const deprecated = node['x-deprecated'];
    return isObject(deprecated) ? [{ pointer, id: node['x-field'], deprecated }] : [];
  });
