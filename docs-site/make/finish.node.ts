import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Page } from './types.ts';
import { htmlIn } from './built.node.ts';
import { writeForPrograms } from './llms.node.ts';
import { writeOffline } from './offline.node.ts';
import { addPolicies } from './policy.node.ts';
import { writeSearchIndex } from './search/index-file.node.ts';

export type Built = { folder: string; langs: readonly Lang[]; pages: Record<Lang, Page[]>; since: number };

/** What is made of the built pages, then what was built: pages, size, time since `since` (of `performance.now()`). */
export async function finish({ folder, langs, pages: made, since }: Built): Promise<void> {
  await writeSearchIndex(folder, langs);
  await writeForPrograms(folder, langs, made);
  const html = await htmlIn(folder);
  await addPolicies(html.map((path) => join(folder, path)));
  // The name of its cache tells the content of the pages, so that they must be as they will be served.
  await writeOffline(folder, langs);
  const megabytes = (await bytesIn(folder)) / 1e6;
  console.log(`${String(html.length)} pages, ${megabytes.toFixed(1)} MB, ${((performance.now() - since) / 1000).toFixed(0)} s`);
}

async function bytesIn(folder: string): Promise<number> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
