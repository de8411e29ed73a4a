import type { Model, Schema } from '../../model/types.ts';
import { type Components, componentsOf, ROOT_NAME } from '../components.ts';
import { pascal } from '../pascal.ts';

/** What classes are made from: one definition a class or enumeration, under the name that it shall have. */
export type PreparedSchema = Schema & { definitions: Components };

const PREFIX = '#/definitions/';

/**
 * The schema of a version for a generator of classes: every object and every codelist under its own name, and no keyword that would name or
 * type things otherwise (titles would name classes, `format` would ask for a library of dates). Bounds and patterns are not for classes.
 */
export function preparedSchema(model: Model): PreparedSchema {
  const components = componentsOf(model, PREFIX);
  const lists: Codelists = { isClass: (name) => Object.hasOwn(components, name), definitions: {}, names: new Map() };
  const definitions = Object.fromEntries(Object.entries(components).map(([name, schema]) => [name, prepare(schema, lists)]));
  return { $ref: `${PREFIX}${ROOT_NAME}`, definitions: { ...definitions, ...lists.definitions } };
}

/** `definitions` takes the codelists that are met, under the `names` that they got: those of classes, and of one another, are not free. */
type Codelists = { isClass: (name: string) => boolean; definitions: Components; names: Map<string, string> };

function prepare(schema: Schema, lists: Codelists): Schema {
  const { $ref, type, required, properties, items, additionalProperties } = schema;
  const text = describe(schema);
  const comment = text === '' ? {} : { description: text };
  if ($ref !== undefined) return { ...comment, $ref };
  if (schema['x-codelist'] !== undefined) return { ...comment, $ref: codelist(schema['x-codelist'], schema, lists) };
  return {
    ...comment,
    ...(type !== undefined && { type }),
    ...(required && { required }),
    ...(additionalProperties !== undefined && { additionalProperties }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, child]) => [name, prepare(child, lists)])),
    }),
    ...(items && { items: prepare(items, lists) }),
  };
}

function codelist(list: string, schema: Schema, { isClass, definitions, names }: Codelists): string {
  let name = names.get(list) ?? pascal(list);
  if (!names.has(list)) {
    while (isClass(name) || Object.hasOwn(definitions, name)) name += 'Code';
    names.set(list, name);
    definitions[name] = { type: 'string', enum: schema.enum ?? [] };
  }
  return `${PREFIX}${name}`;
}

/** Title and description as one text: comments of classes have no other place for the title. */
function describe({ title, description }: Schema): string {
  return [title, description].filter((text) => text !== undefined).join('. ');
}
