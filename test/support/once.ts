/** What several files of a run need and none of them changes: made by the worker that asks first, for all of them. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from '../../src/host/file-lock.node.ts';
import { folderOfRun } from './services.ts';

/** The path of a file or folder of the run, which `make` writes where it is not there yet. It goes with the run. */
export async function madeOnce(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(folderOfRun(), name);
  if (!existsSync(path))
    await withLock(`${path}.lock`, async () => {
      if (existsSync(path)) return;
      await make(`${path}.new`);
      renameSync(`${path}.new`, path);
    });
  return path;
}
