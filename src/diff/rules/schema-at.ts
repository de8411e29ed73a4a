import { recordSchema, resolve } from '../../model/tree.ts';
import type { RecordScope } from '../../model/rules.ts';
import type { Model, Schema } from '../../model/types.ts';
import { stepsOf } from '../../rules/path.ts';

/** The schema at a path of the records of a version (`titulaires[].titulaire.id`), or undefined if there is none. */
export function schemaAt(model: Model, scope: RecordScope, path: string): Schema | undefined {
  let node: Schema | undefined = recordSchema(model, scope === 'marche' ? 'marche' : 'contrat-concession');
  for (const { name, list } of stepsOf(path)) {
    const property: Schema | undefined = node?.properties?.[name];
    node = property && resolve(model.schema, property);
    if (list) node = node?.items && resolve(model.schema, node.items);
  }
  return node;
}
