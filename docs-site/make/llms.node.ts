import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Lang } from '../../packages/base/src/language.ts';
import { under } from '../../src/host/paths.node.ts';
import { SITE } from '../../src/messages/compiled/site.ts';
import type { Page } from './types.ts';
import * as urls from '../shared/urls.ts';

/** The folder of the hand-written guides in a language. */
const guidesIn = (lang: Lang): string =>
  lang === 'fr'
    ? under('docs-site', 'guides')
    : under('docs-site', 'i18n', lang, 'docusaurus-plugin-content-docs-guides', 'current');

/** Writes the files for programs and crawlers: `llms.txt` in each language, and `robots.txt`. */
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
      return { url: name === 'index' ? urls.GUIDES : urls.guideUrl(name), title, description };
    }),
  );
}

/** The entry of a guide or page in `llms.txt`. */
type Listed = Pick<Page, 'url' | 'title' | 'description'>;

/** The sections of `llms.txt`, by URL prefix. */
const SECTIONS: readonly (readonly [prefix: string, name: keyof (typeof SITE)['fr']['llms-section']])[] = [
  [urls.GUIDES, 'guides'],
  [urls.FIELDS, 'fields'],
  [urls.CODELISTS, 'codelists'],
  [urls.NOMENCLATURES, 'nomenclatures'],
  [urls.RULES, 'rules'],
  [urls.FINDINGS, 'findings'],
  [urls.VERSIONS, 'versions'],
  [urls.LEGAL, 'legal'],
  ['/', 'others'],
];

const addressIn = (lang: Lang, url: string): string => `${urls.ORIGIN}${lang === 'fr' ? '' : `/${lang}`}${url}`;

/** The text of `llms.txt` (llmstxt.org), sorted by URL, so that it changes only with the pages. */
function llmsText(pages: readonly Listed[], lang: Lang): string {
  const { llms, 'llms-section': nameOf } = SITE[lang];
  const sections = SECTIONS.flatMap(([prefix, name]) => {
    const own = pages.filter(({ url }) => sectionOf(url) === prefix).sort((a, b) => (a.url < b.url ? -1 : 1));
    return own.length === 0 ? [] : [`## ${nameOf[name]()}\n\n${own.map((page) => line(page, lang)).join('\n')}`];
  });
  const otherFile = addressIn(lang === 'fr' ? 'en' : 'fr', '/llms.txt');
  return `${[`# ${llms.title()}`, `> ${llms.summary()}`, llms.note(), ...sections, `## ${llms.other()}\n\n- [llms.txt](${otherFile})`].join('\n\n')}\n`;
}

const sectionOf = (url: string): string => SECTIONS.find(([prefix]) => url.startsWith(prefix))?.[0] ?? '/';

const line = ({ url, title, description }: Listed, lang: Lang): string =>
  `- [${title.replace(/[[\]]/g, '\\$&')}](${addressIn(lang, url)}): ${description.replace(/\s+/g, ' ')}`;

const robotsText = (langs: readonly Lang[]): string =>
  ['User-agent: *', 'Allow: /', ...langs.map((lang) => `Sitemap: ${addressIn(lang, '/sitemap.xml')}`), ''].join('\n');
