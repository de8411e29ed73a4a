import { cannotTell } from '../reasons.ts';
import { dialectOf, toAjv } from '../dialect.ts';
import { isObject } from '../../../base/src/json.ts';
import type { Dialect, DiffOptions, JsonSchema } from '../types.ts';
import { Addresses, RECURSIVE, refuseOtherDialects } from './addresses.ts';

/** Ways through resources with dynamic anchors beyond which none is followed. */
const WAYS = 500;

/** The outermost schema with each dynamic anchor, of the resources that an evaluation went through (2020-12, core 7.1). */
type Scope = ReadonlyMap<string, JsonSchema>;

/** What is the same on every way through a document. */
type Common = {
  root: JsonSchema;
  dialect: Dialect;
  addresses: Addresses;
  unicode: boolean;
  /** One document for each scope. */
  ways: Map<string, Document>;
  /** The schemas that are an anchor in a scope, numbered. */
  numbers: Map<JsonSchema, number>;
};

/** A whole schema, as its dialect reads it, that knows where its references lead on one way through its resources. */
export class Document {
  readonly #common: Common;
  readonly #scope: Scope;

  private constructor(common: Common, scope: Scope) {
    this.#common = common;
    this.#scope = scope;
  }

  /** Throws CannotTell for a dialect that is not known, and for schemas that are nested too deeply to be read. */
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

  /** Whether patterns are read with the u flag. */
  get unicode(): boolean {
    return this.#common.unicode;
  }

  set unicode(unicode: boolean) {
    this.#common.unicode = unicode;
  }

  /** The schema that a reference of `from` leads to. Throws a SchemaError where it leads to nothing that is given. */
  resolve(reference: string, from: JsonSchema = this.root): JsonSchema {
    return this.#common.addresses.resolve(reference, from);
  }

  /** Throws a SchemaError where a reference leads to nothing that is given. */
  checkReferences(): void {
    for (const schema of this.#common.addresses.schemas()) {
      for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
        const reference = isObject(schema) ? schema[keyword] : undefined;
        if (typeof reference === 'string') this.resolve(reference, schema);
      }
    }
  }

  /** The document on the way that goes on into a schema: the dynamic anchors of its resource count, save those that came before. */
  entering(schema: JsonSchema): Document {
    const { addresses, ways, numbers } = this.#common;
    const added = [...(addresses.dynamicAround(schema) ?? [])].filter(([anchor]) => !this.#scope.has(anchor));
    if (added.length === 0) return this;
    const scope = new Map([...this.#scope, ...added]);
    for (const one of scope.values()) if (!numbers.has(one)) numbers.set(one, numbers.size);
    const key = JSON.stringify([...scope].map(([anchor, one]) => `${String(numbers.get(one))} ${anchor}`).sort());
    const known = ways.get(key);
    if (known !== undefined) return known;
    if (ways.size >= WAYS) throw cannotTell('dynamic-reference', String(WAYS));
    const way = new Document(this.#common, scope);
    ways.set(key, way);
    return way;
  }

  /** Where `$dynamicRef` leads: to the outermost schema with its anchor, where the schema that the reference names has it as a dynamic one. */
  dynamic(reference: string, from: JsonSchema): JsonSchema {
    const first = this.resolve(reference, from);
    const anchor = reference.includes('#') ? reference.replace(/^[^#]*#/, '') : undefined;
    const isDynamic = anchor !== undefined && isObject(first) && first['$dynamicAnchor'] === anchor;
    return (isDynamic ? this.#scope.get(anchor) : undefined) ?? first;
  }

  /** Where `$recursiveRef` of 2019-09 leads: to the root of the resource, or where that says so to the outermost root that says so. */
  recursive(from: JsonSchema): JsonSchema {
    const first = this.resolve('#', from);
    const isRecursive = isObject(first) && first['$recursiveAnchor'] === true;
    return (isRecursive ? this.#scope.get(RECURSIVE) : undefined) ?? first;
  }
}
