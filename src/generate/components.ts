import type { Model, Schema } from '../model/types.ts';
import { resolve } from '../model/tree.ts';

/** Schemas by name. An object inside of another is `{$ref: '<prefix><name>'}`, beside its title and description there. */
export type Components = Record<string, Schema>;

/** The name of the whole file. */
export const ROOT_NAME = 'FichierDecp';

/** The suffix that distinguishes two objects of one name by their kind of record. Marchés come first and need none. */
const OWNERS = new Map([['contrat-concession', 'Concession']]);

/** An object with its place. `identity`: what must be equal for two objects to be one component. */
type Place = Omit<Visit, 'schema'> & { identity: string };

/** `around`: the names of the surrounding objects, innermost first. */
type Visit = { schema: Schema; name: string; owner: string; around: readonly string[] };

/**
 * All objects of the version, `FichierDecp` first, then as the schema names them. What an envelope holds (`{"titulaire": {…}}`) is
 * `Titulaire`, the envelope `TitulaireItem`. What is not the same in a concession as in a marché is `ModificationConcession` there.
 */
export function componentsOf(model: Model, prefix: string): Components {
  const nameOf = namesInOrder();
  const components: Components = {};
  const write = (visit: Visit): Schema => {
    const { items, properties, ...own } = resolve(model.schema, visit.schema);
    if (items) return { ...plain(model, own), items: write(itemVisit(model, items, visit)) };
    if (!properties) return plain(model, own);
    const name = nameOf(placeOf(model, { ...own, properties }, visit));
    if (!Object.hasOwn(components, name)) {
      const component: Schema = (components[name] = plain(model, own));
      component.properties = Object.fromEntries(memberVisits(properties, visit).map((one) => [one.key, write(one)]));
    }
    return { ...annotations(plain(model, own)), $ref: `${prefix}${name}` };
  };
  write(rootVisit(model));
  return components;
}

const rootVisit = ({ schema }: Model): Visit => ({ schema, name: ROOT_NAME, owner: '', around: [] });

const memberVisits = (properties: Record<string, Schema>, { name, owner, around }: Visit): (Visit & { key: string })[] =>
  Object.entries(properties).map(([key, schema]) => ({
    key,
    schema,
    name: pascal(key),
    owner: owner === '' ? (OWNERS.get(key) ?? '') : owner,
    around: [name, ...around],
  }));

/** Items have the name of their list, an envelope that of what is inside. */
function itemVisit(model: Model, schema: Schema, { name, ...rest }: Visit): Visit {
  const [inside, ...others] = Object.entries(resolve(model.schema, schema).properties ?? {});
  const isEnvelope = inside !== undefined && others.length === 0 && resolve(model.schema, inside[1]).properties !== undefined;
  return { ...rest, schema, name: isEnvelope ? `${pascal(inside[0])}Item` : name };
}

/**
 * The name of each object: its own where that is still free or means the same, else with that of its owner, else with those of the objects around it,
 * else with a number. As in the TypeScript types.
 */
function namesInOrder(): (place: Place) => string {
  const taken = new Map<string, string>();
  return ({ name, owner, around, identity }) => {
    const isFree = (one: string): boolean => (taken.get(one) ?? identity) === identity;
    const withOwner = (one: string): string => one.replace(/(Item)?$/, `${owner}$1`);
    let own = [name, withOwner(name)].find(isFree);
    let whole = name;
    for (const outer of around) own ??= [withOwner((whole = outer + whole))].find(isFree);
    for (let number = 2; own === undefined; number++) own = [`${withOwner(whole)}${number}`].find(isFree);
    taken.set(own, identity);
    return own;
  };
}

/** Objects are one where they have the same members, with the same fields: texts of a marché are not those of a concession. */
function placeOf(model: Model, schema: Schema, { name, owner, around }: Visit): Place {
  const members = Object.entries(schema.properties ?? {}).map(([key, child]) => {
    const resolved = resolve(model.schema, child);
    return [key, resolved['x-field'], resolved];
  });
  return { name, owner, around, identity: JSON.stringify([schema.required, schema.additionalProperties, schema.anyOf, members]) };
}

/** The keywords without definitions and without the identifiers of the schema, with the examples of the field. */
function plain(model: Model, { $defs, $id, $schema, ...schema }: Schema): Schema {
  const examples = model.fields[schema['x-field'] ?? '']?.examples;
  return examples === undefined || examples.length === 0 ? schema : { ...schema, examples };
}

const annotations = (schema: Schema): Schema =>
  Object.fromEntries(
    Object.entries(schema).filter(([key]) => key.startsWith('x-') || ['title', 'description', 'examples'].includes(key)),
  );

/** The name of a type for a name of the schema: `contrat-concession` gives `ContratConcession`, `acteSousTraitance` gives `ActeSousTraitance`. */
export const pascal = (name: string): string =>
  name.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());
