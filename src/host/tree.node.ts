import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** The paths of the plain files under a folder, from there, with `/`, sorted by code unit. */
export async function pathsUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    )
    .sort();
}

/** The text files under a folder, by path from there with `/`; `keep` chooses by path. They are many and small: to wait for each would take longer than to read it. */
export async function readTree(folder: string, keep: (path: string) => boolean = () => true): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const path of (await pathsUnder(folder)).filter(keep)) files.set(path, readFileSync(join(folder, path), 'utf8'));
  return files;
}
