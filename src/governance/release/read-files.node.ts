import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathsUnder } from '../../host/tree.node.ts';
import type { Files } from './archive/files.node.ts';

/** The plain files under a folder, by path from there, sorted. */
export async function readFiles(folder: string): Promise<Map<string, Uint8Array>> {
  const files = (await pathsUnder(folder)).map(async (path) => [path, await readFile(join(folder, path))] as const);
  return new Map(await Promise.all(files));
}

/** Files with a folder before their paths. */
export const inFolder = (folder: string, files: Files): [string, Uint8Array][] =>
  [...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]);
