import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Lang } from '../../finding.ts';
import { entryOf } from '../../site/search/extract.ts';
import { SEARCH } from '../../site/urls.ts';

/** Writes what the search of each language looks through, beside its pages: `recherche-<lang>.json`, loaded at the first search. */
export async function writeSearchIndex(folder: string, langs: readonly Lang[]): Promise<void> {
  for (const lang of langs) {
    const own = lang === 'fr' ? folder : join(folder, lang);
    const urls = await pagesIn(own, lang === 'fr' ? langs.filter((other) => other !== 'fr') : []);
    const entries = await Promise.all(
      urls.map(async (url) => entryOf(await readFile(join(own, url, 'index.html'), 'utf8'), url)),
    );
    await writeFile(join(own, `recherche-${lang}.json`), JSON.stringify(entries));
  }
}

/** The addresses of the pages in a folder, in a stable order; folders of other languages are left. */
export async function pagesIn(folder: string, others: readonly string[] = []): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((name) => name === 'index.html' || name.endsWith(`${sep}index.html`))
    .map((name) => `/${name.slice(0, -'index.html'.length).replaceAll(sep, '/')}`)
    .filter((url) => url !== SEARCH && !others.some((other) => url.startsWith(`/${other}/`)))
    .sort();
}
