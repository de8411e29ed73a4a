import { readdir } from 'node:fs/promises';
import { sep } from 'node:path';
import { SEARCH } from '../shared/urls.ts';

/** The pages of a built site, by path from its folder with `/`, in a stable order. */
export async function htmlIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((name) => name.endsWith('.html'))
    .map((name) => name.replaceAll(sep, '/'))
    .sort();
}

/** The addresses of the pages that a visitor comes to, the search apart; `others`: folders of other languages, which are left. */
export async function pagesIn(folder: string, others: readonly string[] = []): Promise<string[]> {
  return (await htmlIn(folder))
    .filter((path) => /(?:^|\/)index\.html$/.test(path))
    .map((path) => `/${path.slice(0, -'index.html'.length)}`)
    .filter((url) => url !== SEARCH && !others.some((other) => url.startsWith(`/${other}/`)));
}
