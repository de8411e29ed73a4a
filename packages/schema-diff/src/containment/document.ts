import { undecidable } from '../automata/unknown.ts';
import { dialectOf, toAjv, everySchema, within } from '../dialect.ts';
import { REFERENCES } from '../keywords.ts';
import { isObject, canonical } from '../../../base/src/json.ts';
import type { Dialect, DiffOptions, JsonSchema } from '../types.ts';
import { SchemaError } from '../errors.ts';
import { valueAt } from '../../../base/src/pointer.ts';
import { OFFICIAL } from '../meta-schemas.ts';

/** Maximum number of paths through resources with dynamic anchors. */
const WAYS = 500;

/** The outermost schema of each dynamic anchor, among the resources entered so far (2020-12, core 7.1). */
type Scope = ReadonlyMap<string, JsonSchema>;

/** What all paths through a document share. */
type Common = {
  root: JsonSchema;
  dialect: Dialect;
  addresses: Addresses;
  unicode: boolean;
  /** One document per dynamic scope, by key. */
  ways: Map<string, Document>;
  /** A number for each schema that is an anchor in a scope. */
  numbers: Map<JsonSchema, number>;
};

/** A whole schema in its dialect, which resolves references within one dynamic scope. */
export class Document {
  readonly #common: Common;
  readonly #scope: Scope;

  private constructor(common: Common, scope: Scope) {
    this.#common = common;
    this.#scope = scope;
  }

  /** Opens a schema. Throws Undecidable for an unknown dialect, and for schemas that are nested too deeply. */
  static open(root: JsonSchema, options: DiffOptions = {}): Document {
    const dialect = dialectOf(root, options);
    refuseOtherDialects(root, dialect, options);
    const read = toAjv(root, dialect);
    const addresses = new Addresses(read, dialect, options);
    const common: Common = { root: read, dialect, addresses, unicode: true, ways: new Map(), numbers: new Map() };
    return new Document(common, new Map()).entering(read);
  }

  get root(): JsonSchema {
    return this.#common.root;
  }

  get dialect(): Dialect {
    return this.#common.dialect;
  }

  /** Whether patterns have the u flag. */
  get unicode(): boolean {
    return this.#common.unicode;
  }

  set unicode(unicode: boolean) {
    this.#common.unicode = unicode;
  }

  /** Resolves a reference of `from`. Throws a SchemaError if the target is not available. */
  resolve(reference: string, from: JsonSchema = this.root): JsonSchema {
    return this.#common.addresses.resolve(reference, from);
  }

  /** Throws a SchemaError if the target of any reference is not available. */
  checkReferences(): void {
    for (const schema of this.#common.addresses.schemas()) {
      for (const keyword of REFERENCES) {
        const reference = isObject(schema) ? schema[keyword] : undefined;
        if (typeof reference === 'string') this.resolve(reference, schema);
      }
    }
  }

  /**
   * Returns the document with the dynamic scope extended by the resource of a schema. Anchors already in scope take precedence.
   */
  entering(schema: JsonSchema): Document {
    const { addresses, ways, numbers } = this.#common;
    const added = [...(addresses.dynamicAround(schema) ?? [])].filter(([anchor]) => !this.#scope.has(anchor));
    if (added.length === 0) return this;
    const scope = new Map([...this.#scope, ...added]);
    for (const one of scope.values()) if (!numbers.has(one)) numbers.set(one, numbers.size);
    const key = JSON.stringify([...scope].map(([anchor, one]) => `${String(numbers.get(one))} ${anchor}`).sort());
    const known = ways.get(key);
    if (known !== undefined) return known;
    if (ways.size >= WAYS) throw undecidable('dynamic-reference', String(WAYS));
    const way = new Document(this.#common, scope);
    ways.set(key, way);
    return way;
  }

  /** Resolves `$dynamicRef`: to the outermost schema with the dynamic anchor, if the initial target has that anchor as well. */
  dynamic(reference: string, from: JsonSchema): JsonSchema {
    const first = this.resolve(reference, from);
    const anchor = reference.includes('#') ? reference.replace(/^[^#]*#/, '') : undefined;
    const isDynamic = anchor !== undefined && isObject(first) && first['$dynamicAnchor'] === anchor;
    return (isDynamic ? this.#scope.get(anchor) : undefined) ?? first;
  }

  /**
   * Resolves `$recursiveRef` (2019-09): to the root of the resource, or if that has `$recursiveAnchor`, to the outermost root
   * that has it.
   */
  recursive(from: JsonSchema): JsonSchema {
    const first = this.resolve('#', from);
    const isRecursive = isObject(first) && first['$recursiveAnchor'] === true;
    return (isRecursive ? this.#scope.get(RECURSIVE) : undefined) ?? first;
  }
}

/** Maximum nesting depth, since schemas are read recursively. */
const DEEP = 1000;

const BASE = 'schema:///';

/** The anchor name of roots with `$recursiveAnchor` (2019-09). No other anchor can be empty. */
const RECURSIVE = '';

const IDENTIFIERS = ['id', '$id', '$anchor', '$dynamicAnchor', '$recursiveAnchor'];

/** The base URIs and anchors of the schemas of a document, to resolve references. */
class Addresses {
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

  /** The dynamic anchors of the resource that contains a schema. */
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
   * Indexes a schema that is not under a keyword of the dialect, when a reference leads to it, in the resource around it. Throws
   * Undecidable if it has identifiers, because the specification does not say whether they count.
   */
  #outside(target: JsonSchema, base: string): JsonSchema {
    const known = this.#read.get(target);
    if (known !== undefined) return known;
    refuseOtherDialects(target, this.#dialect, this.#options);
    const read = toAjv(target, this.#dialect);
    for (const schema of everySchema([read])) {
      const identifier = IDENTIFIERS.find((keyword) => keyword in schema);
      if (identifier !== undefined) throw undecidable('identifier-outside', JSON.stringify(schema[identifier]));
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
    if (depth > DEEP) throw undecidable('too-deep');
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

  /** Registers a schema under an address. Throws Undecidable if a different schema already has it. */
  #name(address: string, schema: JsonSchema): void {
    const other = this.#byAddress.get(address);
    if (other !== undefined && other !== schema && canonical(other) !== canonical(schema))
      throw undecidable('address-twice', address);
    this.#byAddress.set(address, schema);
  }

  /** `$id` sets the base URI; its fragment (draft-04 to -07) is an anchor. */
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

/** Throws Undecidable if a subschema declares another dialect, because its keywords would be misread. */
function refuseOtherDialects(schema: JsonSchema, dialect: Dialect, options: DiffOptions): void {
  for (const one of everySchema([schema])) {
    const spoken = dialectOf(one, { ...options, dialect });
    if (spoken !== dialect) throw undecidable('dialects-mixed', spoken);
  }
}
