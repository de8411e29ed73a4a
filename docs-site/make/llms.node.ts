import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Lang } from '../../packages/base/src/language.ts';
import { under } from '../../src/host/paths.node.ts';
import type { Page } from './types.ts';
import * as urls from '../shared/urls.ts';

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
      return { url: name === 'index' ? urls.GUIDES : urls.guideUrl(name), title, description };
    }),
  );
}

/** What a guide or a page is called where pages are listed. */
type Listed = Pick<Page, 'url' | 'title' | 'description'>;

const WORDS = {
  fr: {
    title: 'Référentiel DECP',
    summary:
      'Les données essentielles de la commande publique (DECP) : chaque champ, chaque liste de codes, chaque règle et chaque version du format. Site indépendant, non officiel.',
    note: 'Toutes les pages sont du HTML lisible sans script. Les fichiers à télécharger (CSV, JSON, schémas) sont nommés sur les pages.',
    other: 'In English',
  },
  en: {
    title: 'DECP référentiel',
    summary:
      'The essential data of French public procurement (DECP): every field, codelist, rule and version of the format. Independent site, not official.',
    note: 'All pages are HTML that can be read without script. The files to download (CSV, JSON, schemas) are named on the pages.',
    other: 'En français',
  },
} as const;

const SECTIONS: readonly (readonly [prefix: string, fr: string, en: string])[] = [
  [urls.GUIDES, 'Guides', 'Guides'],
  [urls.FIELDS, 'Champs', 'Fields'],
  [urls.CODELISTS, 'Listes de codes', 'Codelists'],
  [urls.NOMENCLATURES, 'Nomenclatures', 'Nomenclatures'],
  [urls.RULES, 'Règles', 'Rules'],
  [urls.FINDINGS, 'Codes des constats', 'Finding codes'],
  [urls.VERSIONS, 'Versions', 'Versions'],
  [urls.LEGAL, 'Textes juridiques', 'Legal texts'],
  ['/', 'Autres pages', 'Other pages'],
];

const addressIn = (lang: Lang, url: string): string => `${urls.ORIGIN}${lang === 'fr' ? '' : `/${lang}`}${url}`;

/** The list of the pages for programs that read (llmstxt.org), in the order of the addresses, so that it only changes with the pages. */
function llmsText(pages: readonly Listed[], lang: Lang): string {
  const { title, summary, note, other } = WORDS[lang];
  const sections = SECTIONS.flatMap(([prefix, fr, en]) => {
    const own = pages.filter(({ url }) => sectionOf(url) === prefix).sort((a, b) => (a.url < b.url ? -1 : 1));
    return own.length === 0 ? [] : [`## ${{ fr, en }[lang]}\n\n${own.map((page) => line(page, lang)).join('\n')}`];
  });
  const otherFile = addressIn(lang === 'fr' ? 'en' : 'fr', '/llms.txt');
  return `${[`# ${title}`, `> ${summary}`, note, ...sections, `## ${other}\n\n- [llms.txt](${otherFile})`].join('\n\n')}\n`;
}

const sectionOf = (url: string): string => SECTIONS.find(([prefix]) => url.startsWith(prefix))?.[0] ?? '/';

const line = ({ url, title, description }: Listed, lang: Lang): string =>
  `- [${title.replace(/[[\]]/g, '\\$&')}](${addressIn(lang, url)}): ${description.replace(/\s+/g, ' ')}`;

const robotsText = (langs: readonly Lang[]): string =>
  ['User-agent: *', 'Allow: /', ...langs.map((lang) => `Sitemap: ${addressIn(lang, '/sitemap.xml')}`), ''].join('\n');
