import type { Identity } from './source.ts';
import { fstatSync } from '../host/sync-files.node.ts';

/** That of an open file. */
export function identityOf(opened: number): Identity {
  const { dev, ino, size, mtimeMs } = fstatSync(opened);
  return { dev, ino, size, mtimeMs };
}

export const isSameFile = (a: Identity, b: Identity): boolean =>
  a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs;
