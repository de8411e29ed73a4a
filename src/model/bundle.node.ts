import { bundle } from '@apidevtools/json-schema-ref-parser';
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import type { Schema } from './types.ts';
import { subschemas } from './walk.ts';

/** The files that make a version's schema; each becomes a `$defs` entry of the bundle. The root is `decp.schema.json`. */
const PARTS = ['marche', 'contrat-concession', 'common'];

/** Reads files of the version's folder and no others: a reference never leaves it. */
const inside = (folder: string) => ({
  order: 1,
  canRead: ({ url }: { url: string }) => pathOf(url).startsWith(resolve(folder) + sep),
  read: ({ url }: { url: string }) => readFile(pathOf(url), 'utf8'),
});

/** The resolver's URLs are paths, escaped as in URLs. */
const pathOf = (url: string): string => resolve(decodeURI(url));

/**
 * One self-contained schema from the modular files of a version folder: every reference points inside.
 * The parts are named first under `$defs`, so that references land on `#/$defs/marche/…` and not on the first place of use.
 */
export async function bundleVersion(folder: string, id: string): Promise<Schema> {
  const rootPath = join(folder, 'decp.schema.json');
  const { $schema: _, ...root } = JSON.parse(await readFile(rootPath, 'utf8')) as Schema;
  const $defs = Object.fromEntries(PARTS.map((part) => [part, { $ref: `${part}.schema.json` }]));
  const schema = await bundle<Schema>(rootPath, { ...root, $defs }, { resolve: { http: false, file: inside(folder) } });
  for (const [, node] of subschemas(schema)) delete node['$schema'];
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: id, ...schema };
}
