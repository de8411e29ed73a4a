import { readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { unfinished } from './unfinished.node.ts';

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

/** Whether there is a folder of this path. */
export const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** The text files under a folder, by path from there with `/`; `keep` chooses by path. Read synchronously: waiting for each small file would take longer. */
export async function readTree(folder: string, keep: (path: string) => boolean = () => true): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const path of (await pathsUnder(folder)).filter(keep)) files.set(path, readFileSync(join(folder, path), 'utf8'));
  return files;
}

/** The plain files under a folder, as bytes, by path from there with `/`; `keep` chooses by path. */
export async function readBytes(folder: string, keep: (path: string) => boolean = () => true): Promise<Map<string, Uint8Array>> {
  return new Map((await pathsUnder(folder)).filter(keep).map((path) => [path, readFileSync(join(folder, path))]));
}

/** A file to write, by its path from some folder. */
type FileToWrite = { readonly path: string } & ({ readonly text: string } | { readonly bytes: Uint8Array });

/** Writes files under a folder, each under a temporary name first, so that no incomplete file is ever seen. */
export async function writeFiles(folder: string, files: readonly FileToWrite[]): Promise<void> {
  for (const file of files) {
    const target = join(folder, file.path);
    await mkdir(dirname(target), { recursive: true });
    const beside = unfinished(target);
    try {
      await writeFile(beside, 'text' in file ? file.text : file.bytes);
      await rename(beside, target);
    } finally {
      await rm(beside, { force: true });
    }
  }
}
