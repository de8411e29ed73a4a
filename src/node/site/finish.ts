import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../finding.ts';
import type { Page } from '../../site/types.ts';
import { writeForPrograms } from './llms.ts';
import { writeOffline } from './offline.ts';
import { addPolicies } from './policy.ts';
import { writeSearchIndex } from './search-index.ts';

export type Built = { folder: string; langs: readonly Lang[]; pages: Record<Lang, Page[]>; seconds: number };

/** What is made of the built pages, then what was built: pages, size, time. */
export async function finish({ folder, langs, pages: made, seconds }: Built): Promise<void> {
  await writeSearchIndex(folder, langs);
  await writeForPrograms(folder, langs, made);
  await addPolicies(await pagesIn(folder));
  // The name of its cache tells the content of the pages, so that they must be as they will be served.
  await writeOffline(folder, langs);
  const { pages, bytes } = await measure(folder);
  console.log(`${String(pages)} pages, ${(bytes / 1e6).toFixed(1)} MB, ${seconds.toFixed(0)} s`);
}

async function pagesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.flatMap(({ parentPath, name }) => (name.endsWith('.html') ? [join(parentPath, name)] : []));
}

async function measure(folder: string): Promise<{ pages: number; bytes: number }> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return { pages: files.filter(({ name }) => name.endsWith('.html')).length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}
