import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Lang } from '../../packages/base/src/language.ts';
import { llmsText, robotsText, type Listed } from './llms-text.ts';
import { guideUrl, GUIDES } from '../shared/urls.ts';
import { under } from '../../src/host/paths.node.ts';

/** The guides of a language, written by hand. */
const guidesIn = (lang: Lang): string =>
  lang === 'fr'
    ? under('docs-site', 'guides')
    : under('docs-site', 'i18n', lang, 'docusaurus-plugin-content-docs-guides', 'current');

/** Writes what programs that read or index look for: `llms.txt` in each language, `robots.txt`. */
export async function writeForPrograms(
  folder: string,
  langs: readonly Lang[],
  pages: Readonly<Record<Lang, readonly Listed[]>>,
): Promise<void> {
  for (const lang of langs) {
    const text = llmsText([...(await guides(lang)), ...pages[lang]], lang);
    await writeFile(join(folder, lang === 'fr' ? '' : lang, 'llms.txt'), text);
  }
  await writeFile(join(folder, 'robots.txt'), robotsText(langs));
}

async function guides(lang: Lang): Promise<Listed[]> {
  const files = (await readdir(guidesIn(lang))).filter((name) => name.endsWith('.md')).sort();
  return Promise.all(
    files.map(async (file) => {
      const front = /^---\n([\s\S]*?)\n---/.exec(await readFile(join(guidesIn(lang), file), 'utf8'))?.[1] ?? '';
      const { title, description } = parse(front) as { title: string; description: string };
      const name = file.replace(/\.md$/, '');
      return { url: name === 'index' ? GUIDES : guideUrl(name), title, description };
    }),
  );
}
