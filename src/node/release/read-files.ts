import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { byPath, type Files } from './archive/files.ts';

/** The plain files under a folder, by path from there, sorted. */
export async function readFiles(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    );
  const files = paths.map(async (path) => [path, await readFile(join(folder, path))] as const);
  return new Map((await Promise.all(files)).sort(byPath));
}

/** Files with a folder before their paths. */
export const inFolder = (folder: string, files: Files): [string, Uint8Array][] =>
  [...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]);
