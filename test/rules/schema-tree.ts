/** What the schema of the format says of each value of a record, read from the bundle that is published. */
import type { RecordScope } from '../../src/model/rules.ts';
import { readJsonFile } from '../support/engine.ts';

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

const bundle = readJsonFile('dist/schemas/next/decp.schema.json') as Schema;

const resolve = (schema: Schema): Schema => {
  if (schema.$ref === undefined) return schema;
  const target = schema.$ref
    .split('/')
    .slice(1)
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], bundle);
  return { ...resolve(target as Schema), ...schema };
};

function node(reference: Schema, path: string): Node {
  const { type = 'string', format, enum: codes = [], pattern, required = [], properties = {}, items } = resolve(reference);
  return {
    path,
    type,
    date: format === 'date',
    codes,
    pattern,
    required: new Set(required),
    children: new Map(Object.entries(properties).map(([name, child]) => [name, node(child, `${path}/${name}`)])),
    item: items && node(items, `${path}/*`),
  };
}

export const TREES: Readonly<Record<RecordScope, Node>> = {
  marche: node({ $ref: '#/$defs/marche' }, ''),
  concession: node({ $ref: '#/$defs/contrat-concession' }, ''),
};
