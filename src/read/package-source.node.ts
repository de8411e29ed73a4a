import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../finding.ts';
import { UNPACK_LIMITS } from './unzip.ts';
import type { Source } from './source.ts';

/** A data package in a folder as one source: its bytes are those of its files, one after the other by name. They are read once its form is asked for. */
export function packageSource(folder: string, name: string): Source {
  let files: ReadonlyMap<string, Uint8Array> | undefined;
  return {
    name,
    size: undefined,
    form: async () => {
      files = await readFiles(folder).catch((error: unknown) => {
        if (error instanceof InputError) throw error;
        throw new InputError('input.not-readable', { file: name, reason: (error as NodeJS.ErrnoException).code });
      });
      const { openPackage } = await import('./package/read-package.ts');
      return { name: 'package', open: openPackage(files), whole: false };
    },
    chunks: async function* (onRead) {
      const own = files?.values() ?? [];
      // Only who reads them keeps them in memory.
      files = undefined;
      for (const bytes of own) {
        onRead(bytes);
        yield await Promise.resolve(bytes);
      }
    },
  };
}

/** The descriptor and the tables. They are read in memory, within the same bounds as an archive. */
async function readFiles(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && /\.(json|csv)$/i.test(entry.name)).map(({ name }) => name);
  const files = new Map<string, Uint8Array>();
  let size = 0;
  for (const name of names.sort()) {
    size += (await stat(join(folder, name))).size;
    if (size > UNPACK_LIMITS.unpacked || files.size >= UNPACK_LIMITS.entries)
      throw new InputError('package.too-large', { limit: UNPACK_LIMITS.unpacked });
    files.set(name, await readFile(join(folder, name)));
  }
  return files;
}
