/** The records of the examples: what random records start from, and whose values they borrow. */
import { readdirSync } from 'node:fs';
import type { RecordScope } from '../../src/model/rules.ts';
import { GOLDEN, readText } from '../support/engine.ts';
import type { Node } from './schema-tree.ts';
import { EXAMPLES, UNFOLDED } from '../support/unfolded.ts';

const LISTS: Readonly<Record<RecordScope, string>> = { marche: 'marche', concession: 'contrat-concession' };

/** Every record of the examples of a version that are JSON, valid or not, by kind; each with the file that it stands in. */
export function exampleRecords(scope: RecordScope, version = GOLDEN): { name: string; record: Record<string, unknown> }[] {
  return ['valid', 'invalid'].flatMap((folder) =>
    readdirSync(`${EXAMPLES}${version}/${folder}`)
      .filter((name) => name.endsWith('.json') && !name.endsWith('.findings.json'))
      .sort()
      .flatMap((name) =>
        recordsIn(parsed(readText(`${UNFOLDED}${version}/${folder}/${name}`)), LISTS[scope]).map((record) => ({ name, record })),
      ),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function recordsIn(file: unknown, name: string): Record<string, unknown>[] {
  const lists = isObject(file) ? file['marches'] : undefined;
  const list = isObject(lists) ? lists[name] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** A value within a record: `holder[key]`, and what the schema says of it. */
export type Site = { holder: Record<string, unknown> | unknown[]; key: string | number; node: Node };

export const valueAt = ({ holder, key }: Site): unknown => (holder as Record<string | number, unknown>)[key];

export const setAt = ({ holder, key }: Site, value: unknown): void => {
  (holder as Record<string | number, unknown>)[key] = value;
};

/** Every value of a record that the schema knows, from the outside in, but the record itself. */
export function sitesOf(record: unknown, node: Node): Site[] {
  const found: Site[] = [];
  collect(record, node, found);
  return found;
}

function collect(value: unknown, node: Node, found: Site[]): void {
  const visit = (site: Site): void => {
    found.push(site);
    collect(valueAt(site), site.node, found);
  };
  if (Array.isArray(value)) {
    if (node.item) for (const key of value.keys()) visit({ holder: value, key, node: node.item });
  } else if (isObject(value))
    for (const [key, child] of node.children) if (Object.hasOwn(value, key)) visit({ holder: value, key, node: child });
}

/** The values that some records have at each path of their schema. */
export function donorsOf(tree: Node, records: readonly unknown[]): ReadonlyMap<string, readonly unknown[]> {
  const donors = new Map<string, Map<string, unknown>>();
  for (const record of records)
    for (const site of sitesOf(record, tree)) {
      const value = valueAt(site);
      let values = donors.get(site.node.path);
      if (!values) donors.set(site.node.path, (values = new Map<string, unknown>()));
      values.set(JSON.stringify(value), value);
    }
  return new Map([...donors].map(([path, values]) => [path, [...values.values()]]));
}
