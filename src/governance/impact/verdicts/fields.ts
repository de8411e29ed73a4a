import type { RecordKind } from '../../../model/kinds.ts';
import { recordSchema } from '../../../model/load.ts';
import { tokens } from '../../../../packages/base/src/pointer.ts';
import type { Model, Schema } from '../../../model/types.ts';
import { resolve } from '../../../model/walk.ts';

/** What a version says of each path of its records (`titulaires[].titulaire.id`). */
export type Fields = Record<RecordKind, ReadonlyMap<string, Schema>>;

export const fieldsOf = (model: Model): Fields => ({
  marche: pathsOf(model, 'marche'),
  'contrat-concession': pathsOf(model, 'contrat-concession'),
});

function pathsOf(model: Model, kind: RecordKind): Map<string, Schema> {
  const fields = new Map<string, Schema>();
  const visit = (schema: Schema, path: string): void => {
    const node = resolve(model.schema, schema);
    fields.set(path, node);
    for (const [name, property] of Object.entries(node.properties ?? {})) visit(property, path === '' ? name : `${path}.${name}`);
    const item = node.items ?? node.prefixItems?.[0];
    if (item) visit(item, `${path}[]`);
  };
  visit(recordSchema(model, kind), '');
  return fields;
}

/**
 * The path of the deepest field on the way of a pointer from the record that one of the versions knows. Names that files invent are not
 * told: there is no end to them, and they are not ours to tell.
 */
export function knownPath(pointer: string, kind: RecordKind, versions: readonly Fields[]): string {
  let path = '';
  let deepest = '';
  for (const token of tokens(pointer)) {
    path += /^\d+$/.test(token) ? '[]' : path === '' ? token : `.${token}`;
    if (!versions.some((fields) => fields[kind].has(path))) break;
    deepest = path;
  }
  return deepest;
}
