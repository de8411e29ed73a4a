import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../../packages/base/src/language.ts';
import { entryOf } from './extract.ts';
import { pagesIn } from '../built.node.ts';

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
