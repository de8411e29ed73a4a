import { InputError } from '../../finding.ts';
import { cannotTell } from '../reasons.ts';
import { valueAt } from '../../model/pointer.ts';
import { dialectOf, isObject, toAjv, within } from '../dialect.ts';
import type { Dialect, DiffOptions, JsonSchema } from '../types.ts';

/** Schemas nested beyond this are not read: what reads them is recursive. */
const DEEP = 1000;

const BASE = 'decp:///';

/** A whole schema, as its dialect reads it, that knows where its references lead. */
export class Document {
  readonly root: JsonSchema;
  readonly dialect: Dialect;
  /** Whether patterns are read with the u flag. */
  unicode = true;
  readonly #resources: ReadonlyMap<string, JsonSchema>;
  readonly #byAddress = new Map<string, JsonSchema>();
  readonly #baseOf = new Map<JsonSchema, string>();
  readonly #dynamic = new Map<string, JsonSchema[]>();

  constructor(root: JsonSchema, { dialect, resources = new Map<string, JsonSchema>() }: DiffOptions = {}) {
    this.dialect = dialectOf(root, dialect);
    refuseOtherDialects(root, this.dialect);
    this.root = toAjv(root, this.dialect);
    this.#resources = new Map([...resources].map(([address, resource]) => [clean(urlOf(address, BASE)), resource]));
    this.#index(this.root, BASE, 0);
    this.#byAddress.set(BASE, this.root);
  }

  /** The schema that a reference of `from` leads to. Throws an InputError where it leads to nothing that is given. */
  resolve(reference: string, from: JsonSchema = this.root): JsonSchema {
    const [address = '', fragment = ''] = urlOf(reference, this.#baseOf.get(from) ?? this.#baseOf.get(this.root) ?? BASE).split(
      '#',
    );
    const named = this.#byAddress.get(`${address}#${fragment}`);
    if (named !== undefined) return named;
    const resource = this.#byAddress.get(address) ?? this.#given(address);
    const target = resource === undefined ? undefined : valueAt(resource, decoded(fragment));
    if (typeof target === 'boolean') return target;
    if (isObject(target)) return this.#baseOf.has(target) ? target : this.#outside(target);
    throw new InputError(resource === undefined ? 'input.schema-remote' : 'input.schema-no-target', { reference });
  }

  /** A schema that was given beside, read when a reference first leads there: others may be in another dialect. */
  #given(address: string): JsonSchema | undefined {
    const resource = this.#resources.get(address);
    if (resource === undefined) return undefined;
    refuseOtherDialects(resource, this.dialect);
    this.#index(toAjv(resource, this.dialect), address, 0);
    return this.#byAddress.get(address);
  }

  readonly #read = new Map<JsonSchema, JsonSchema>();

  /** A schema that stands under no keyword of the dialect: it is read when a reference leads there. */
  #outside(target: JsonSchema): JsonSchema {
    const read = this.#read.get(target) ?? toAjv(target, this.dialect);
    this.#read.set(target, read);
    return read;
  }

  /** Throws an InputError where a reference leads to nothing that is given. */
  checkReferences(): void {
    for (const schema of this.#baseOf.keys()) {
      for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
        const reference = isObject(schema) ? schema[keyword] : undefined;
        if (typeof reference === 'string') this.resolve(reference, schema);
      }
    }
  }

  /** All schemas that bear a dynamic anchor. */
  dynamic = (anchor: string): readonly JsonSchema[] => this.#dynamic.get(anchor) ?? [];

  /** Whether a schema stands in the resource of the root, under no address of its own. */
  isInRoot = (schema: JsonSchema): boolean => this.#baseOf.get(schema) === this.#baseOf.get(this.root);

  /** Every schema object within the document and its resources. */
  schemas = (): Iterable<JsonSchema> => this.#baseOf.keys();

  #index(schema: JsonSchema, base: string, depth: number): void {
    if (!isObject(schema) || this.#baseOf.has(schema)) {
      if (depth === 0) this.#byAddress.set(base, schema);
      return;
    }
    if (depth > DEEP) throw cannotTell('too-deep');
    const own = this.#ownBase(schema, base);
    if (depth === 0 || own !== base) this.#byAddress.set(own, schema).set(depth === 0 ? base : own, schema);
    this.#baseOf.set(schema, own);
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const anchor = schema[keyword];
      if (typeof anchor === 'string') this.#byAddress.set(`${own}#${anchor}`, schema);
    }
    const dynamic = schema['$dynamicAnchor'];
    if (typeof dynamic === 'string') this.#dynamic.set(dynamic, [...this.dynamic(dynamic), schema]);
    for (const { schema: below } of within(schema)) this.#index(below, own, depth + 1);
  }

  /** `$id` gives the schema an address of its own; one that is only a fragment (draft-06, -07) is an anchor. */
  #ownBase(schema: { [keyword: string]: unknown }, base: string): string {
    const id = schema[this.dialect === 'draft-04' ? 'id' : '$id'];
    if (typeof id !== 'string') return base;
    if (!id.startsWith('#')) return clean(urlOf(id, base));
    this.#byAddress.set(`${base}${id}`, schema);
    return base;
  }
}

function urlOf(id: string, base: string): string {
  try {
    return new URL(id, base).href;
  } catch {
    throw new InputError('input.schema-bad-address', { address: id });
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
function refuseOtherDialects(schema: JsonSchema, dialect: Dialect): void {
  const open = [schema];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const spoken = dialectOf(one, dialect);
    if (spoken !== dialect) throw cannotTell('dialects-mixed', spoken);
    if (isObject(one)) for (const { schema: below } of within(one)) open.push(below);
  }
}
