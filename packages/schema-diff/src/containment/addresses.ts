import { SchemaError } from '../errors.ts';
import { canonical } from '../../../base/src/json.ts';
import { valueAt } from '../../../base/src/pointer.ts';
import { dialectOf, everySchema, toAjv, within } from '../dialect.ts';
import { isObject } from '../../../base/src/json.ts';
import { OFFICIAL } from '../meta-schemas.ts';
import { cannotTell } from '../reasons.ts';
import type { Dialect, DiffOptions, JsonSchema } from '../types.ts';

/** Schemas nested beyond this are not read: what reads them is recursive. */
const DEEP = 1000;

const BASE = 'schema:///';

/** The name under which the root of a resource of 2019-09 that says `$recursiveAnchor` is an anchor: no other may have it. */
export const RECURSIVE = '';

const IDENTIFIERS = ['id', '$id', '$anchor', '$dynamicAnchor', '$recursiveAnchor'];

/** Where the schemas of a document stand: their base addresses, their anchors, and what a reference of each leads to. */
export class Addresses {
  readonly #options: DiffOptions;
  readonly #dialect: Dialect;
  readonly #root: JsonSchema;
  readonly #resources: ReadonlyMap<string, JsonSchema>;
  readonly #byAddress = new Map<string, JsonSchema>();
  readonly #baseOf = new Map<JsonSchema, string>();
  /** The dynamic anchors of each resource, by its base address. */
  readonly #dynamic = new Map<string, Map<string, JsonSchema>>();

  /** `root` is the schema as its dialect reads it. */
  constructor(root: JsonSchema, dialect: Dialect, options: DiffOptions) {
    this.#options = options;
    this.#dialect = dialect;
    this.#root = root;
    this.#resources = new Map([...(options.resources ?? [])].map(([address, one]) => [clean(urlOf(address, BASE)), one]));
    this.#index(root, BASE, 0);
    this.#byAddress.set(BASE, root);
  }

  /** The schema that a reference of `from` leads to. Throws a SchemaError where it leads to nothing that is given. */
  resolve(reference: string, from: JsonSchema): JsonSchema {
    const base = this.#baseOf.get(from) ?? this.#baseOf.get(this.#root) ?? BASE;
    const [address = '', fragment = ''] = urlOf(reference, base).split('#');
    const resource = this.#byAddress.get(address) ?? this.#given(address);
    if (resource === undefined) throw new SchemaError('input.schema-remote', { reference });
    const pointer = decoded(fragment);
    const named = this.#byAddress.get(`${address}#${fragment}`) ?? this.#byAddress.get(`${address}#${pointer}`);
    if (named !== undefined) return named;
    const target = pointer === '' || pointer.startsWith('/') ? valueAt(resource, pointer) : undefined;
    if (typeof target === 'boolean') return target;
    if (isObject(target)) return this.#baseOf.has(target) ? target : this.#outside(target, this.#baseAt(resource, pointer));
    throw new SchemaError('input.schema-no-target', { reference });
  }

  /** The dynamic anchors of the resource in which a schema stands. */
  dynamicAround(schema: JsonSchema): ReadonlyMap<string, JsonSchema> | undefined {
    const base = this.#baseOf.get(schema);
    return base === undefined ? undefined : this.#dynamic.get(base);
  }

  /** Every schema object that was read so far; it grows as references are followed. */
  schemas = (): Iterable<JsonSchema> => this.#baseOf.keys();

  /** A schema that was given beside, or an official meta-schema, read when a reference first leads there: others may be in another dialect. */
  #given(address: string): JsonSchema | undefined {
    const resource = this.#resources.get(address) ?? OFFICIAL.get(address);
    if (resource === undefined) return undefined;
    refuseOtherDialects(resource, this.#dialect, this.#options);
    this.#index(toAjv(resource, this.#dialect), address, 0);
    return this.#byAddress.get(address);
  }

  readonly #read = new Map<JsonSchema, JsonSchema>();

  /**
   * A schema that stands under no keyword of the dialect: it is read when a reference leads there, in the resource around it. Throws
   * CannotTell where it has identifiers, for the specification does not say whether they count.
   */
  #outside(target: JsonSchema, base: string): JsonSchema {
    const known = this.#read.get(target);
    if (known !== undefined) return known;
    refuseOtherDialects(target, this.#dialect, this.#options);
    const read = toAjv(target, this.#dialect);
    for (const schema of everySchema([read])) {
      const identifier = IDENTIFIERS.find((keyword) => keyword in schema);
      if (identifier !== undefined) throw cannotTell('identifier-outside', JSON.stringify(schema[identifier]));
    }
    this.#read.set(target, read);
    this.#index(read, base, 1);
    return read;
  }

  /** The base address at a place of a resource: that of the last schema with an address on the way. */
  #baseAt(resource: JsonSchema, pointer: string): string {
    let base = this.#baseOf.get(resource) ?? BASE;
    for (let end = pointer.indexOf('/', 1); end > 0; end = pointer.indexOf('/', end + 1)) {
      const passed = valueAt(resource, pointer.slice(0, end));
      if (isObject(passed)) base = this.#baseOf.get(passed) ?? base;
    }
    return base;
  }

  #index(schema: JsonSchema, base: string, depth: number): void {
    if (!isObject(schema) || this.#baseOf.has(schema)) {
      if (depth === 0) this.#byAddress.set(base, schema);
      return;
    }
    if (depth > DEEP) throw cannotTell('too-deep');
    const own = this.#ownBase(schema, base);
    if (depth === 0) this.#byAddress.set(base, schema);
    if (depth === 0 || own !== base) this.#name(own, schema);
    this.#baseOf.set(schema, own);
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const anchor = schema[keyword];
      if (typeof anchor === 'string') this.#name(`${own}#${anchor}`, schema);
    }
    const dynamic = schema['$dynamicAnchor'];
    if (typeof dynamic === 'string') this.#addDynamic(own, dynamic, schema);
    if (schema['$recursiveAnchor'] === true && this.#byAddress.get(own) === schema) this.#addDynamic(own, RECURSIVE, schema);
    for (const { schema: below } of within(schema)) this.#index(below, own, depth + 1);
  }

  #addDynamic(base: string, anchor: string, schema: JsonSchema): void {
    const anchors = this.#dynamic.get(base) ?? new Map<string, JsonSchema>();
    this.#dynamic.set(base, anchors.set(anchor, schema));
  }

  /** Throws CannotTell where another schema has the address: which of them is meant is not said. */
  #name(address: string, schema: JsonSchema): void {
    const other = this.#byAddress.get(address);
    if (other !== undefined && other !== schema && canonical(other) !== canonical(schema))
      throw cannotTell('address-twice', address);
    this.#byAddress.set(address, schema);
  }

  /** `$id` gives the schema an address of its own; its fragment (draft-04 to -07), where it has one, is an anchor. */
  #ownBase(schema: { [keyword: string]: unknown }, base: string): string {
    const id = schema[this.#dialect === 'draft-04' ? 'id' : '$id'];
    if (typeof id !== 'string') return base;
    const address = urlOf(id, base);
    const own = id.startsWith('#') ? base : clean(address);
    if (/#./.test(address)) this.#name(own + address.slice(address.indexOf('#')), schema);
    return own;
  }
}

function urlOf(id: string, base: string): string {
  try {
    return new URL(id, base).href;
  } catch {
    throw new SchemaError('input.schema-bad-address', { address: id });
  }
}

const clean = (address: string): string => address.replace(/#.*$/, '');

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Throws CannotTell where a schema within names another dialect: keywords would be read by the wrong one. */
export function refuseOtherDialects(schema: JsonSchema, dialect: Dialect, options: DiffOptions): void {
  for (const one of everySchema([schema])) {
    const spoken = dialectOf(one, { ...options, dialect });
    if (spoken !== dialect) throw cannotTell('dialects-mixed', spoken);
  }
}
