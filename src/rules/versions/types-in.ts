import type { RecordScope } from '../../model/rules.ts';
import { resolve } from '../../model/tree.ts';
import type { Model, Schema } from '../../model/types.ts';
import { DEFINITION } from '../places.ts';
import { stepsOf } from '../path.ts';
import { pathThere, type Places, placesIn } from './identity.ts';

/**
 * The Model of records of `version` as rules of `home` see them: the fields that both have, at their places in `version`, with the types of `home`.
 * A field is required where `home` requires it in the object that holds it, so that one that lacks keeps the rules that count on it from running.
 */
export function typesIn(home: Model, version: Model): Model {
  const $defs = Object.fromEntries(
    (['marche', 'concession'] as const).map((scope) => [DEFINITION[scope], new Writer(home, version, scope).record()]),
  );
  return { ...home, schema: { $defs } };
}

type ObjectSchema = Schema & { properties: Record<string, Schema>; required: string[] };

class Writer {
  readonly #home: Model;
  readonly #version: Model;
  readonly #here: Places;
  readonly #there: Places;
  readonly #root: Schema;

  constructor(home: Model, version: Model, scope: RecordScope) {
    this.#home = home;
    this.#version = version;
    this.#here = placesIn(home, scope);
    this.#there = placesIn(version, scope);
    this.#root = resolve(version.schema, { $ref: `#/$defs/${DEFINITION[scope]}` });
  }

  record(): Schema {
    return this.#object(this.#root, '', '');
  }

  /** An object of the version at `path`. `within`: the object of the home version that has the same fields, or the nearest around it. */
  #object(node: Schema, path: string, within: string): ObjectSchema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      const here = path === '' ? name : `${path}.${name}`;
      const home = pathThere(here, this.#there, this.#here);
      const made = this.#node(resolve(this.#version.schema, property), here, home, within);
      if (!made) continue;
      properties[name] = made;
      if (home === undefined ? made.required?.length : this.#isRequired(home, within)) required.push(name);
    }
    return { type: 'object', properties, required };
  }

  #node(node: Schema, path: string, home: string | undefined, within: string): Schema | undefined {
    if (home === undefined) {
      // An object that the home version does not have leads to fields that it may have.
      const object = node.properties ? this.#object(node, path, within) : undefined;
      return object && Object.keys(object.properties).length > 0 ? object : undefined;
    }
    const wanted = this.#here.byPath.get(home)?.node ?? {};
    if (node.properties && wanted.properties) return this.#object(node, path, home);
    const item = node.items ?? node.prefixItems?.[0];
    if (!item || !wanted.items) return inlined(this.#home, wanted);
    const [own, expected] = [resolve(this.#version.schema, item), resolve(this.#home.schema, wanted.items)];
    const items =
      own.properties && expected.properties ? this.#object(own, `${path}[]`, `${home}[]`) : inlined(this.#home, expected);
    return { type: 'array', items };
  }

  /** Whether all that leads from `within` to a place of the home version is required. */
  #isRequired(home: string, within: string): boolean {
    const prefix = within === '' ? '' : `${within}.`;
    if (!home.startsWith(prefix)) return false;
    let path = within;
    return stepsOf(home.slice(prefix.length)).every(({ name, list }) => {
      path = path === '' ? name : `${path}.${name}`;
      return !list && this.#here.byPath.get(path)?.required === true;
    });
  }
}

function inlined(model: Model, schema: Schema): Schema {
  const { $ref: _, properties, items, ...node } = resolve(model.schema, schema);
  return {
    ...node,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inlined(model, one)])),
    }),
    ...(items && { items: inlined(model, items) }),
  };
}
