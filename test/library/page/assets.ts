/** What a page loads from its site, from the folder where it was built. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { under } from '../../../src/host/paths.node.ts';
import type { Assets } from '../../../src/library/page/registry.ts';

export const ASSETS: Assets = {
  bytes: (path) => Promise.resolve(new Uint8Array(readFileSync(under('dist', path)))),
  module: (path) => import(pathToFileURL(under('dist', path)).href) as Promise<unknown>,
};
