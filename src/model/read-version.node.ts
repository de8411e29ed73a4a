import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadModel } from './load.ts';
import type { Model } from './types.ts';
import { bundleVersion } from './bundle.node.ts';

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
