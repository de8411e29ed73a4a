import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DESCRIPTOR } from '../model/table-cells.ts';

/** The folder of the data package that a path names: a folder with a descriptor in it, or that descriptor. */
export async function packageFolder(path: string): Promise<string | undefined> {
  const folder = basename(path) === DESCRIPTOR ? dirname(path) : path;
  const found = await stat(join(folder, DESCRIPTOR)).catch(() => undefined);
  return found?.isFile() === true ? folder : undefined;
}
