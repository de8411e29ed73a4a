import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lang } from '../../packages/base/src/language.ts';
import { MAKERS } from './makers.ts';
import { sidebarOf, sidebarTranslations } from './sidebar.ts';
import { timelineOf } from './timeline.ts';
import type { Page, SiteData } from './types.ts';
import { writeFiles } from '../../src/host/tree.node.ts';
import { under } from '../../src/host/paths.node.ts';

export const LANGS: readonly Lang[] = ['fr', 'en'];

export const SITE = under('docs-site');

/** The folder of downloads, which both languages share. */
export const STATIC = join(SITE, 'generated', 'static');

/** The folder of the data that React components read. */
const DATA = join(SITE, 'generated', 'data');

/** The folder of translations: hand-written ones are copied next to generated ones. */
const I18N = join(SITE, 'generated', 'i18n');

/** Where Docusaurus looks for the generated pages of a language. They are never committed. */
const FOLDERS: Record<Lang, string> = {
  fr: join(SITE, 'generated', 'reference'),
  en: join(I18N, 'en', 'docusaurus-plugin-content-docs', 'current'),
};

/** Writes the pages of some languages and the downloads. Returns the pages of each language. The side bar is made of the French ones. */
export async function writePages(data: SiteData, langs: readonly Lang[] = LANGS): Promise<Record<Lang, Page[]>> {
  await rm(I18N, { recursive: true, force: true });
  await cp(join(SITE, 'i18n'), I18N, { recursive: true });
  const pages = { fr: pagesIn(data, 'fr'), en: langs.includes('en') ? pagesIn(data, 'en') : [] };
  for (const lang of LANGS) {
    await rm(FOLDERS[lang], { recursive: true, force: true });
    await writeFiles(
      FOLDERS[lang],
      pages[lang].map((page) => ({ path: page.path, text: markdown(page) })),
    );
  }
  await writeFiles(DATA, [{ path: 'versions.json', text: JSON.stringify(timelineOf(data)) }]);
  await writeSidebar(pages);
  const downloads = MAKERS.flatMap(({ downloads }) => downloads?.(data) ?? []);
  const files = downloads.map(({ url, content }) => {
    const path = url.slice(1);
    return typeof content === 'string' ? { path, text: content } : { path, bytes: content };
  });
  await rm(STATIC, { recursive: true, force: true });
  await mkdir(STATIC, { recursive: true });
  await writeFiles(STATIC, files);
  return pages;
}

/** The name of the sidebar in `docs-site/sidebars.node.ts`. */
const SIDEBAR = 'champs';

/**
 * Writes the sidebar and the English labels of its categories. Docusaurus takes the labels of pages from the pages themselves.
 */
async function writeSidebar({ fr, en }: Record<Lang, Page[]>): Promise<void> {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  await writeFiles(join(SITE, 'generated'), [{ path: 'sidebar.json', text: json(sidebarOf(fr)) }]);
  const file = join(I18N, 'en', 'docusaurus-plugin-content-docs', 'current.json');
  const byHand = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Record<string, unknown>;
  const made = { 'version.label': { message: 'Next' }, ...sidebarTranslations(SIDEBAR, en, 'en') };
  await writeFiles(join(I18N, 'en', 'docusaurus-plugin-content-docs'), [
    { path: 'current.json', text: json({ ...made, ...byHand }) },
  ]);
}

const pagesIn = (data: SiteData, lang: Lang): Page[] => MAKERS.flatMap(({ pages }) => pages(data, lang));

/** Formats a page with its front matter; values are JSON, which is valid YAML. */
function markdown({ url, title, description, label, position, contents, body }: Page): string {
  const text = String(body).trim();
  const front = {
    ...{ slug: url, title, description },
    ...(label !== undefined && { sidebar_label: label }),
    ...(position !== undefined && { sidebar_position: position }),
    // Without headings, the table of contents would take a quarter of the width for nothing.
    ...(!/^#{2,3} /m.test(text) && { hide_table_of_contents: true }),
    ...(contents !== undefined && { toc_max_heading_level: contents }),
  };
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `---\n${lines.join('\n')}\n---\n\n${text}\n`;
}
