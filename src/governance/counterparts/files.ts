/** The paths of OCDS and the identifiers of eForms that a field may name as its counterpart: lists kept in `schema/counterparts/`, one an edition. */
import { parse } from 'csv-parse/browser/esm/sync';
import { isObject } from '../../../packages/base/src/json.ts';
import type { SchemaFiles } from '../problem.ts';

/** `x-ocds` and `x-eforms` of `schema/fields/`, and the list that each is held to. */
export const COUNTERPARTS = { 'x-ocds': 'counterparts/ocds.csv', 'x-eforms': 'counterparts/eforms.csv' } as const;

/** The content of a list: each path or identifier once, with its origin (a schema or an extension, and its edition). */
export type Entry = { path: string; part: string; edition: string };

/** The part of the list of OCDS that is not an extension. */
const MAIN = 'release';

/** The paths of a list, and the edition of OCDS (« 1.1.5 »). Empty where there is no list. */
export function readCounterparts(files: SchemaFiles, key: keyof typeof COUNTERPARTS): { paths: string[]; edition: string } {
  const rows: Entry[] = parse(files.get(COUNTERPARTS[key]) ?? '', { columns: true });
  return { paths: rows.map(({ path }) => path), edition: rows.find(({ part }) => part === MAIN)?.edition ?? '' };
}

/** The first line of a list. */
export const HEADER = 'path,part,edition';

/** The text of a list: sorted by code unit, so that a new edition shows what came and went. No entry holds a comma. */
export const listText = (entries: readonly Entry[]): string =>
  [HEADER, ...entries.map(({ path, part, edition }) => `${path},${part},${edition}`).sort(), ''].join('\n');

type Node = { $ref?: string; properties?: Record<string, Node>; items?: Node; definitions?: Record<string, Node>; id?: string };

/** A schema of OCDS, or an extension: a JSON merge patch of the release schema. */
export type OcdsPart = { name: string; schema: object; edition: string };

/** The paths of OCDS: those of the release and of its package, and those that each extension adds to the release. Lists have no step of their own. */
export function ocdsEntries(release: OcdsPart, packaged: OcdsPart, extensions: readonly OcdsPart[]): Entry[] {
  const found = new Map<string, Entry>();
  const add = ({ name, edition }: OcdsPart, schema: object): void => {
    for (const path of pathsOf(schema)) if (!found.has(path)) found.set(path, { path, part: name, edition });
  };
  add(release, release.schema);
  add(packaged, packaged.schema);
  for (const extension of extensions) add(extension, merged(release.schema, extension.schema) as object);
  // What an extension adds to another one, such as lots to techniques.
  const all = extensions.reduce<unknown>((schema, extension) => merged(schema, extension.schema), release.schema);
  add({ name: 'extensions together', edition: release.edition, schema: {} }, all as object);
  return [...found.values()];
}

/** A definition within itself (an item of an item) is followed once: the paths would have no end. */
function pathsOf(root: Node): Set<string> {
  const paths = new Set<string>();
  const walk = (node: Node, prefix: string, within: readonly string[]): void => {
    if (node.$ref !== undefined) {
      const target = root.definitions?.[node.$ref.replace(/^#\/definitions\//, '')];
      if (target && !within.includes(node.$ref)) walk(target, prefix, [...within, node.$ref]);
      return;
    }
    for (const [name, child] of Object.entries(node.properties ?? {})) {
      const path = prefix === '' ? name : `${prefix}/${name}`;
      paths.add(path);
      walk(child, path, within);
    }
    if (node.items) walk(node.items, prefix, within);
  };
  walk(root, '', []);
  return paths;
}

/** A JSON merge patch (RFC 7396) applied. */
function merged(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key);
    else result.set(key, merged(result.get(key), value));
  }
  return Object.fromEntries(result);
}

/**
 * The identifiers of eForms: the business terms, which the labels of the SDK name, and its fields.
 * `fields`: `fields/fields.json`; `labels`: `translations/business-term_en.xml`.
 */
export function eformsEntries(fields: { sdkVersion: string; fields: { id: string }[] }, labels: string): Entry[] {
  const edition = fields.sdkVersion.replace(/^eforms-sdk-/, '');
  const terms = [...labels.matchAll(/key="business-term\|name\|([A-Z]{2,3}-[0-9]+)"/g)].flatMap(([, id]) => id ?? []);
  return [
    ...terms.map((path) => ({ path, part: 'term', edition })),
    ...fields.fields.map(({ id }) => ({ path: id, part: 'field', edition })),
  ];
}
