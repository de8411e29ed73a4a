import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();

/** Copies each file of a folder that is hard-linked elsewhere, so that a build there does not change what is measured. */
export function ownFiles(folder: string): void {
  for (const path of filesUnder(folder)) {
    if (statSync(path).nlink === 1) continue;
    copyFileSync(path, `${path}.own`);
    renameSync(`${path}.own`, path);
  }
}

/** Identifies the build by twelve digits, because figures of different builds must not be in one table. */
export function buildSum(folder: string): string {
  const hash = createHash('sha256');
  for (const path of filesUnder(folder)) hash.update(path.slice(folder.length)).update(readFileSync(path));
  return hash.digest('hex').slice(0, 12);
}
