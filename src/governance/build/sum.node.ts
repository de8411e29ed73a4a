import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { under } from '../../host/paths.node.ts';
import { readTree } from '../../host/tree.node.ts';

const there = (path: string): boolean => existsSync(under(path));

/** The SHA-256 of the text files of some folders, and of some files. Those that are not there have no part in it. */
export async function sumOf(folders: readonly string[], files: readonly string[] = []): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders.filter(there))
    for (const [path, text] of await readTree(under(folder))) hash.update(`${folder}/${path}\0${text}\0`);
  for (const file of files.filter(there)) hash.update(`${file}\0${await readFile(under(file), 'utf8')}\0`);
  return hash.digest('hex');
}
