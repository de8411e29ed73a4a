/** Instances drawn at random along two schemas: what their keywords speak of, and near misses. */
import type { Random } from '../fidelity/random.ts';
import { type Schema, subschemas } from './dialect.ts';

type Keywords = Record<string, unknown>;

const PLAIN: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  2,
  3,
  1.5,
  -1,
  '',
  'a',
  'b',
  'aa',
  'ab',
  'c',
  'bb',
  [],
  {},
  [1],
  ['a'],
  [[]],
  [{}],
  { a: 1 },
  { a: {} },
  { b: null },
];
const NAMES = ['a', 'b', 'c', 'd', 'aa', 'ab', ''];

/** Scalars, lists of up to three of them, objects of up to three properties: all that can be made of little. */
export const SMALL: readonly unknown[] = [...PLAIN, ...lists(3), ...objects()];

function lists(longest: number): unknown[][] {
  const items: unknown[] = [0, 1, 2, 'a', [], { a: 1 }];
  const found: unknown[][] = [[]];
  for (let from = 0, length = 1; length <= longest; length++) {
    const to = found.length;
    for (; from < to; from++) for (const item of items) found.push([...(found[from] as unknown[]), item]);
  }
  return found;
}

function objects(): Record<string, unknown>[] {
  let found: Record<string, unknown>[] = [{}];
  for (const name of ['a', 'b', 'c', 'ab'])
    found = found.flatMap((object) => [object, ...[1, 'a', []].map((value) => ({ ...object, [name]: value }))]);
  return found;
}

export class Instances {
  readonly #random: Random;
  readonly #roots: readonly Schema[];
  readonly #constants: unknown[];

  constructor(roots: readonly Schema[], random: Random) {
    this.#random = random;
    this.#roots = roots;
    const all = roots.flatMap(subschemas);
    const listed = all.flatMap((schema) => [
      ...('const' in schema ? [schema['const']] : []),
      ...((schema['enum'] as unknown[] | undefined) ?? []),
    ]);
    const numbers = all.flatMap((schema) => Object.values(schema)).filter((value) => typeof value === 'number');
    this.#constants = [...listed, ...listed, ...numbers.flatMap((n) => [n, n + 1, n - 1, n + 0.5]), ...PLAIN];
  }

  next(): unknown {
    return this.#along(this.#random.pick(this.#roots), this.#random.pick(this.#roots), 4);
  }

  /** A value on the way of a schema; mostly what it asks for. */
  #along(schema: unknown, root: Schema, depth: number): unknown {
    const random = this.#random;
    if (depth <= 0 || random.chance(0.06)) return random.pick(this.#constants);
    if (typeof schema !== 'object' || schema === null)
      return random.chance(0.5) ? random.pick(this.#constants) : this.#any(depth);
    const own = schema as Keywords;
    const ways: (() => unknown)[] = [];
    if ('const' in own) ways.push(() => own['const']);
    if (Array.isArray(own['enum']))
      ways.push(
        () => random.pick(own['enum'] as unknown[]),
        () => random.pick(own['enum'] as unknown[]),
      );
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      if (Array.isArray(own[keyword])) ways.push(() => this.#along(random.pick(own[keyword] as unknown[]), root, depth));
    }
    for (const keyword of ['not', 'if', 'then', 'else'])
      if (own[keyword] !== undefined) ways.push(() => this.#along(own[keyword], root, depth));
    if (typeof own['$ref'] === 'string') ways.push(() => this.#along(this.#target(root, own['$ref'] as string), root, depth));
    if (has(own, OBJECTS))
      ways.push(
        () => this.#object(own, root, depth),
        () => this.#object(own, root, depth),
      );
    if (has(own, ARRAYS))
      ways.push(
        () => this.#array(own, root, depth),
        () => this.#array(own, root, depth),
      );
    const types = own['type'] === undefined ? [] : [own['type']].flat();
    if (types.length > 0) ways.push(() => this.#typed(random.pick(types) as string, own, root, depth));
    if (ways.length === 0) return random.pick(this.#constants);
    return random.pick(ways)();
  }

  #typed(type: string, own: Keywords, root: Schema, depth: number): unknown {
    const random = this.#random;
    if (type === 'object') return this.#object(own, root, depth);
    if (type === 'array') return this.#array(own, root, depth);
    const fitting = this.#constants.filter(
      (value) => typeof value === (type === 'integer' ? 'number' : type) || (type === 'null' && value === null),
    );
    return fitting.length > 0 ? random.pick(fitting) : random.pick(this.#constants);
  }

  #any(depth: number): unknown {
    return this.#random.chance(0.5) ? this.#object({}, true, depth) : this.#array({}, true, depth);
  }

  #object(own: Keywords, root: Schema, depth: number): unknown {
    const random = this.#random;
    const properties = (own['properties'] ?? {}) as Keywords;
    const patterns = Object.entries((own['patternProperties'] ?? {}) as Keywords);
    const required = (own['required'] ?? []) as string[];
    const names = new Set<string>(random.chance(0.8) ? required : []);
    const more = random.below(4);
    for (let i = 0; i < more; i++) names.add(random.pick([...Object.keys(properties), ...NAMES]));
    return Object.fromEntries(
      [...names].map((name) => {
        const matching = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(name)).map(([, schema]) => schema);
        const below = [...(name in properties ? [properties[name]] : []), ...matching];
        const schema = below.length > 0 ? random.pick(below) : (own['additionalProperties'] ?? own['unevaluatedProperties']);
        return [name, this.#along(schema, root, depth - 1)];
      }),
    );
  }

  #array(own: Keywords, root: Schema, depth: number): unknown {
    const random = this.#random;
    const tuple = [own['prefixItems'], own['items']].find(Array.isArray) as unknown[] | undefined;
    const rest = Array.isArray(own['items']) ? own['additionalItems'] : own['items'];
    const least = typeof own['minItems'] === 'number' && random.chance(0.8) ? own['minItems'] : 0;
    const length = Math.min(6, least + random.below(4));
    const list = Array.from({ length }, (_, i) => {
      const schema =
        tuple && i < tuple.length
          ? tuple[i]
          : random.chance(0.4) && own['contains'] !== undefined
            ? own['contains']
            : (rest ?? own['unevaluatedItems']);
      return this.#along(schema, root, depth - 1);
    });
    if (list.length > 1 && random.chance(0.2)) list[0] = list[1];
    return list;
  }

  #target(root: Schema, reference: string): unknown {
    const [, keyword, name] = reference.split('/');
    if (keyword === undefined || name === undefined || typeof root === 'boolean') return root;
    return ((root[keyword] ?? {}) as Keywords)[name];
  }
}

const OBJECTS = [
  'properties',
  'patternProperties',
  'additionalProperties',
  'required',
  'minProperties',
  'maxProperties',
  'propertyNames',
  'dependencies',
  'dependentRequired',
  'dependentSchemas',
  'unevaluatedProperties',
];
const ARRAYS = ['items', 'prefixItems', 'additionalItems', 'contains', 'minItems', 'maxItems', 'uniqueItems', 'unevaluatedItems'];

const has = (schema: Keywords, keywords: readonly string[]): boolean => keywords.some((keyword) => keyword in schema);
