import { closeSync, openSync } from 'node:fs';
import { identityOf, isSameFile } from '../../../../src/read/identity.node.ts';
import type { FileOnDisk } from './look-ahead.node.ts';

/**
 * Opens the file that the first thread reads. Undefined where the path leads to another one by now, or the file was written anew: what is seen there
 * says nothing of what the first thread reads.
 */
export function openSame(file: FileOnDisk): number | undefined {
  const opened = unlessUnreadable(() => openSync(file.path, 'r'));
  if (opened === undefined) return undefined;
  if (isSameFile(identityOf(opened), file)) return opened;
  closeSync(opened);
  return undefined;
}

/** The first thread reads the same file and reports what cannot be read. */
export function unlessUnreadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
