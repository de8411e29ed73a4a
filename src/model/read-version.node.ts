import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { loadModel } from './load.ts';
import type { Model, Schema } from './types.ts';
import { bundle } from '@apidevtools/json-schema-ref-parser';
import { subschemas } from './tree.ts';

/** The Model of `schema/<version>/` (or of `from`, another folder there), with the texts of `schema/fields/`, and its sources in the words of `schema/legal-texts.yaml` where that file is there. */
export async function readVersion(schemaDir: string, from: string, version = from): Promise<Model> {
  const folder = join(schemaDir, from);
  const bundle = await bundleVersion(
    folder,
    (await frozenId(folder)) ?? `${await baseOf(schemaDir)}/${version}/decp.schema.json`,
  );
  const files = new Map([['decp.schema.json', JSON.stringify(bundle)]]);
  await readInto(files, 'codelists', join(folder, 'codelists'));
  await readInto(files, 'fields', join(schemaDir, 'fields'));
  await readInto(files, 'rules', join(folder, 'rules'));
  files.set('legal-texts.yaml', await readFile(join(schemaDir, 'legal-texts.yaml'), 'utf8').catch(() => ''));
  return loadModel(files, version);
}

/** A version that is frozen keeps the `$id` that it was published with, whatever the address of the versions to come. */
async function frozenId(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'bundled', 'decp.schema.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as { $id?: string }).$id;
}

const baseOf = async (schemaDir: string): Promise<string> => (await readFile(join(schemaDir, 'base-uri.txt'), 'utf8')).trim();

async function readInto(files: Map<string, string>, name: string, folder: string): Promise<void> {
  // Many and small: to wait for each would take longer than to read it. The versions published before the référentiel have no rules: no folder is an empty one.
  for (const file of (await readdir(folder).catch((): string[] => [])).sort())
    files.set(`${name}/${file}`, readFileSync(join(folder, file), 'utf8'));
}

/** Names of the version folders in `schema/`: the published ones oldest first, then `next`. */
export async function versionFolders(schemaDir: string): Promise<string[]> {
  const names = (await readdir(schemaDir)).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
  return [...names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })), 'next'];
}

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
