import type { Identity, Source } from '../../read/source.ts';
import type { FileOnDisk } from './look-ahead.node.ts';

/** Files of fewer bytes are read in less time than a second thread is worth: it takes some 40 ms to begin. */
const LARGE = 200_000_000;

/**
 * The file of a source, if it is to be read in two threads; `threads`: how many are asked for, if that was said. Only a file on disk as it is
 * can be read in two places. `identity`: which file the first thread has open.
 */
export async function worthTwoThreads(
  source: Source,
  threads: number | undefined,
  identity: () => Identity | undefined,
): Promise<FileOnDisk | undefined> {
  const { name, size = 0 } = source;
  if (!source.direct || threads === 1) return undefined;
  if (threads === undefined && (size < LARGE || (await import('node:os')).availableParallelism() < 2)) return undefined;
  const opened = identity();
  return opened && { path: name, ...opened };
}
