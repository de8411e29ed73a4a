import { mkdir } from 'node:fs/promises';
import { withLock } from '../../host/file-lock.node.ts';
import { under } from '../../host/paths.node.ts';

/**
 * Runs `build` when no other process of this clone builds, since two at once would leave files of both in `dist/`. A build never calls this again: it would
 * wait for itself.
 */
export async function asOnlyBuild<T>(build: () => Promise<T>): Promise<T> {
  await mkdir(under('.cache'), { recursive: true });
  return withLock(under('.cache', 'build.lock'), build);
}
