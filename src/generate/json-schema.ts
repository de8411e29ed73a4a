import type { Model, Schema } from '../model/types.ts';
import { dereference } from './json-schema/dereference.ts';
import { toDraft07 } from './json-schema/draft-07.ts';
import type { GeneratedFile } from './types.ts';

/**
 * The schema of a version in every form in which tools ask for it; each is one file, without outside reference, and accepts the same data.
 * - `decp.schema.json`: the bundle, JSON Schema 2020-12;
 * - `….no-id.json`: without `$id`, for tools that would look for the file at that address, or hold two forms at once;
 * - `….dereferenced.json`: each `$ref` replaced by what it names, for tools that follow none;
 * - `….min.json`: the bundle without white space. Nothing else is left out: titles and annotations are the documentation of the file.
 *
 * And the four again in draft-07 (`decp.schema.draft-07…`), for catalogues and tools that know no newer.
 * Throws a SourceError where the schema refers to itself, since it cannot be dereferenced.
 */
export function jsonSchema({ schema }: Model): GeneratedFile[] {
  const flat = dereference(schema);
  return [...forms('decp.schema', schema, flat), ...forms('decp.schema.draft-07', toDraft07(schema), toDraft07(flat))];
}

function forms(name: string, bundle: Schema, flat: Schema): GeneratedFile[] {
  const { $id: _, ...withoutId } = bundle;
  return [
    { path: `${name}.json`, text: print(bundle) },
    { path: `${name}.no-id.json`, text: print(withoutId) },
    { path: `${name}.dereferenced.json`, text: print(flat) },
    { path: `${name}.min.json`, text: `${JSON.stringify(bundle)}\n` },
  ];
}

const print = (schema: Schema): string => `${JSON.stringify(schema, null, 2)}\n`;
