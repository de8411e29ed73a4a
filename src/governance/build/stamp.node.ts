import { rm } from 'node:fs/promises';
import { under } from '../../host/paths.node.ts';

/** The sum of the sources that `dist/` was built from, whole. Whoever writes a part of it only takes the stamp away first. */
export const STAMP = under('dist', 'sources.sha256');

export const forgetStamp = (): Promise<void> => rm(STAMP, { force: true });
