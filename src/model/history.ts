import type { RecordKind } from './kinds.ts';
import { recordSchema, resolve } from './tree.ts';
import type { Model, Schema } from './types.ts';

/** Where each field stands in each version: version → kind → path in the record (names joined by `.`, no indexes) → x-field. */
export type History = Record<string, Record<RecordKind, Record<string, string>>>;

export function historyOf(models: readonly Model[]): History {
  return Object.fromEntries(
    models.map((model) => [
      model.version,
      { marche: pathsOf(model, 'marche'), 'contrat-concession': pathsOf(model, 'contrat-concession') },
    ]),
  );
}

function pathsOf(model: Model, kind: RecordKind): Record<string, string> {
  const paths: Record<string, string> = {};
  const visit = (schema: Schema, path: string[]): void => {
    const node = resolve(model.schema, schema);
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      const here = [...path, name];
      if (property['x-field'] !== undefined) paths[here.join('.')] = property['x-field'];
      visit(property, here);
    }
    for (const item of [node.items, node.prefixItems?.[0]]) if (item) visit(item, path);
  };
  visit(recordSchema(model, kind), []);
  return paths;
}

/** The other versions, oldest first, that have something at this path. */
export const versionsWith = (history: History, kind: RecordKind, path: string, except: string): string[] =>
  Object.keys(history).filter((version) => version !== except && Object.hasOwn(history[version]?.[kind] ?? {}, path));

/** The path that a field has in `version`, when another version calls it `path`. Undefined where the field is gone or never was. */
export function pathNow(history: History, kind: RecordKind, path: string, version: string): string | undefined {
  const before = versionsWith(history, kind, path, version).at(-1);
  const field = before === undefined ? undefined : history[before]?.[kind][path];
  return Object.entries(history[version]?.[kind] ?? {}).find(([, id]) => id === field)?.[0];
}
