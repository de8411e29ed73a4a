/** A published schema walked beside an instance, so that what is changed in the instance is changed where the schema looks. */

export type Node = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  uniqueItems?: boolean;
  required?: string[];
  additionalProperties?: boolean;
  properties?: Record<string, Node>;
  items?: Node | Node[];
  anyOf?: Node[];
  definitions?: Record<string, Node>;
};

/** A place of the schema with its references followed; `path` is a JSON Pointer in which `*` stands for the items of a list. */
export type Spot = { path: string; node: Node; properties: ReadonlyMap<string, Spot>; item: Spot | undefined };

export type Holder = Record<string, unknown> | unknown[];

/**
 * A value in an instance: `holder[key]` is `value`. `spot` is what the schema says of it; for the later items of a tuple, which
 * are `loose`, what it says of the first.
 */
export type Site = { parent: Site | undefined; holder: Holder; key: string | number; value: unknown; spot: Spot; loose: boolean };

/** Where the schema says nothing. */
const NOWHERE: Spot = { path: '?', node: {}, properties: new Map(), item: undefined };

export const typesOf = ({ type = [] }: Node): string[] => (typeof type === 'string' ? [type] : type);

/** The JSON Pointer of a site in its instance. */
export const pathOf = ({ parent, key }: Site): string => (parent ? `${pathOf(parent)}/${key}` : '');

export class Tree {
  readonly root: Spot;
  /** Every place of the schema, from the outside in. */
  readonly spots: readonly Spot[];
  readonly #document: Node;

  constructor(document: Node, ref: string) {
    this.#document = document;
    this.root = this.#spot({ $ref: ref }, '');
    this.spots = [...within(this.root)];
  }

  /** Every value of the instance in `box.value`, the instance itself first. */
  sites(box: { value: unknown }): Site[] {
    const found: Site[] = [];
    walk(found, { parent: undefined, holder: box, key: 'value', value: box.value, spot: this.root, loose: false });
    return found;
  }

  #spot(reference: Node, path: string): Spot {
    const node = this.#resolve(reference);
    const properties = Object.entries(node.properties ?? {}).map(
      ([name, child]) => [name, this.#spot(child, `${path}/${name}`)] as const,
    );
    const item = Array.isArray(node.items) ? node.items[0] : node.items;
    return { path, node, properties: new Map(properties), item: item && this.#spot(item, `${path}/*`) };
  }

  /** A node with its references followed, and the branches of a choice between a type and null laid together. */
  #resolve(node: Node): Node {
    const target = node.$ref === undefined ? node : this.#resolve(this.#at(node.$ref));
    const branches = target.anyOf?.map((branch) => this.#resolve(branch)) ?? [];
    if (branches.length === 0) return target;
    return Object.assign({ anyOf: target.anyOf }, ...branches, { type: branches.flatMap(typesOf) }) as Node;
  }

  #at(ref: string): Node {
    let node: unknown = this.#document;
    for (const token of ref.split('/').slice(1)) node = (node as Record<string, unknown>)[token];
    if (typeof node !== 'object' || node === null) throw new Error(`${ref}: there is no such definition`);
    return node;
  }
}

function* within(spot: Spot): Generator<Spot> {
  yield spot;
  for (const child of spot.properties.values()) yield* within(child);
  if (spot.item) yield* within(spot.item);
}

function walk(found: Site[], site: Site): void {
  found.push(site);
  const { value, spot, loose } = site;
  if (typeof value !== 'object' || value === null) return;
  const holder = value as Holder;
  if (Array.isArray(holder)) {
    const isTuple = Array.isArray(spot.node.items);
    for (let key = 0; key < holder.length; key++) {
      walk(found, {
        parent: site,
        holder,
        key,
        value: holder[key],
        spot: spot.item ?? NOWHERE,
        loose: loose || (key > 0 && isTuple),
      });
    }
    return;
  }
  for (const key of Object.keys(holder)) {
    walk(found, { parent: site, holder, key, value: holder[key], spot: spot.properties.get(key) ?? NOWHERE, loose });
  }
}
