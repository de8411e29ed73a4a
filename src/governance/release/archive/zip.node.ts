import { zipSync, type Zippable } from 'fflate';
import { byPath, type Files } from './files.node.ts';

/** Noon, and made of local parts as archives store them: there, no time zone has ever left an hour out. */
const noDate = (): Date => new Date(1980, 0, 1, 12);

/** A plain file that everybody may read, made on Unix, whichever system made it. */
const PLAIN_FILE = { os: 3, attrs: 0o100644 << 16, level: 9 } as const;

/** The archive of some files. Its bytes hang on their paths and contents alone: sorted names, no date, one set of permissions. */
export function zipOf(files: Files): Uint8Array {
  const entries: Zippable = {};
  for (const [path, bytes] of [...files].sort(byPath)) entries[path] = [bytes, { ...PLAIN_FILE, mtime: noDate() }];
  return zipSync(entries);
}
