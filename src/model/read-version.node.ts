import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { loadModel } from './load.ts';
import type { Model, Schema } from './types.ts';
import { bundle } from '@apidevtools/json-schema-ref-parser';
import { subschemas } from './tree.ts';

/** Where the files of a folder like `schema/` are read from, by path from there: a disk, or what was read of one before. */
type Files = {
  has(path: string): boolean;
  /** Throws where there is no such file. */
  text(path: string): string;
  /** The names of what stands in a folder, sorted; none where there is no such folder. */
  names(folder: string): readonly string[];
};

/** The Model of `schema/<version>/` (or of `from`, another folder there), with the texts of `schema/fields/`, and its sources in the words of `schema/legal-texts.yaml` where that file is there. */
export const readVersion = (schemaDir: string, from: string, version = from): Promise<Model> =>
  modelIn(onDisk(schemaDir), schemaDir, from, version);

/** The same of texts that were read of `schemaDir`, by path from there. */
export const modelOf = (texts: ReadonlyMap<string, string>, schemaDir: string, version: string): Promise<Model> =>
  modelIn(inTexts(texts), schemaDir, version, version);

async function modelIn(files: Files, schemaDir: string, from: string, version: string): Promise<Model> {
  const id = frozenId(files, from) ?? `${files.text('base-uri.txt').trim()}/${version}/decp.schema.json`;
  const bundle = await bundled(files, schemaDir, from, id);
  const parts = new Map([['decp.schema.json', JSON.stringify(bundle)]]);
  // The versions published before the référentiel have no rules.
  for (const [name, folder] of [
    ['codelists', `${from}/codelists`],
    ['fields', 'fields'],
    ['rules', `${from}/rules`],
  ] as const)
    for (const file of files.names(folder)) parts.set(`${name}/${file}`, files.text(`${folder}/${file}`));
  parts.set('legal-texts.yaml', files.has('legal-texts.yaml') ? files.text('legal-texts.yaml') : '');
  return loadModel(parts, version);
}

/** Many and small: to wait for each would take longer than to read it. */
const onDisk = (schemaDir: string): Files => ({
  has: (path) => existsSync(join(schemaDir, path)),
  text: (path) => readFileSync(join(schemaDir, path), 'utf8'),
  names: (folder) => (existsSync(join(schemaDir, folder)) ? readdirSync(join(schemaDir, folder)).sort() : []),
});

const inTexts = (texts: ReadonlyMap<string, string>): Files => ({
  has: (path) => texts.has(path),
  text: (path) => {
    const text = texts.get(path);
    if (text === undefined) throw new Error(`there is no file schema/${path}`);
    return text;
  },
  names: (folder) => [...texts.keys()].flatMap((path) => (posix.dirname(path) === folder ? [posix.basename(path)] : [])).sort(),
});

/** A version that is frozen keeps the `$id` that it was published with, whatever the address of the versions to come. */
function frozenId(files: Files, from: string): string | undefined {
  const path = `${from}/bundled/decp.schema.json`;
  return files.has(path) ? (JSON.parse(files.text(path)) as { $id?: string }).$id : undefined;
}

/** Names of the version folders in `schema/`: the published ones oldest first, then `next`. */
export async function versionFolders(schemaDir: string): Promise<string[]> {
  const names = (await readdir(schemaDir)).filter((name) => /^\d+\.\d+\.\d+$/.test(name));
  return [...names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })), 'next'];
}

/** The files that make a version's schema; each becomes a `$defs` entry of the bundle. The root is `decp.schema.json`. */
const PARTS = ['marche', 'contrat-concession', 'common'];

/** Reads files of the version's folder and no others: a reference never leaves it. The resolver's URLs are paths, escaped as in URLs. */
const inside = (files: Files, schemaDir: string, from: string) => {
  const [root, folder] = [resolve(schemaDir), resolve(schemaDir, from)];
  const pathOf = (url: string): string => resolve(decodeURI(url));
  return {
    order: 1,
    canRead: ({ url }: { url: string }) => pathOf(url).startsWith(folder + sep),
    read: ({ url }: { url: string }) => files.text(relative(root, pathOf(url)).replaceAll(sep, '/')),
  };
};

/**
 * One self-contained schema from the modular files of a version folder: every reference points inside.
 * The parts are named first under `$defs`, so that references land on `#/$defs/marche/…` and not on the first place of use.
 */
export const bundleVersion = (folder: string, id: string): Promise<Schema> =>
  bundled(onDisk(dirname(folder)), dirname(folder), basename(folder), id);

async function bundled(files: Files, schemaDir: string, from: string, id: string): Promise<Schema> {
  const { $schema: _, ...root } = JSON.parse(files.text(`${from}/decp.schema.json`)) as Schema;
  const $defs = Object.fromEntries(PARTS.map((part) => [part, { $ref: `${part}.schema.json` }]));
  const options = { resolve: { http: false as const, file: inside(files, schemaDir, from) } };
  const schema = await bundle<Schema>(join(schemaDir, from, 'decp.schema.json'), { ...root, $defs }, options);
  for (const [, node] of subschemas(schema)) delete node['$schema'];
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: id, ...schema };
}
