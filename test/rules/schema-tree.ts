/** What the schema of the format says of each value of a record, read from the bundle that is published. */
import type { RecordScope } from '../../src/model/rules.ts';
import { GOLDEN, readJsonFile } from '../support/engine.ts';

type Schema = {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  pattern?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  $defs?: Record<string, Schema>;
};

/** `path` is the way from the record, `*` standing for the items of a list. */
export type Node = {
  path: string;
  type: string;
  date: boolean;
  codes: readonly string[];
  pattern: string | undefined;
  required: ReadonlySet<string>;
  children: ReadonlyMap<string, Node>;
  item: Node | undefined;
};

const resolve = (schema: Schema, bundle: Schema): Schema => {
  if (schema.$ref === undefined) return schema;
  const target = schema.$ref
    .split('/')
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], bundle);
  return { ...resolve(target as Schema, bundle), ...schema };
};

function node(reference: Schema, path: string, bundle: Schema): Node {
  const {
    type = 'string',
    format,
    enum: codes = [],
    pattern,
    required = [],
    properties = {},
    items,
  } = resolve(reference, bundle);
  return {
    path,
    type,
    date: format === 'date',
    codes,
    pattern,
    required: new Set(required),
    children: new Map(Object.entries(properties).map(([name, child]) => [name, node(child, `${path}/${name}`, bundle)])),
    item: items && node(items, `${path}/*`, bundle),
  };
}

/** The records of a version. */
export function treesOf(version: string): Readonly<Record<RecordScope, Node>> {
  const bundle = readJsonFile(`dist/schemas/${version}/decp.schema.json`) as Schema;
  return {
    marche: node({ $ref: '#/$defs/marche' }, '', bundle),
    concession: node({ $ref: '#/$defs/contrat-concession' }, '', bundle),
  };
}

export const TREES = treesOf(GOLDEN);
