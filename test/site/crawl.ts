/** What can be said of built pages without a browser: their links, their language, their words. */

export type Crawled = { url: string; lang: string; ids: Set<string>; links: string[]; words: string[] };

const SIGNS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
};
const decoded = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|#x27|#39);/g, (sign) => SIGNS[sign] ?? sign);

/** The values of the attributes of all tags, by name. */
function attributesIn(html: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [tag] of html.matchAll(/<[a-z](?:[^>"']|"[^"]*"|'[^']*')*/g))
    for (const [, name = '', a, b, c] of tag.matchAll(/\s([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))/g)) {
      const known = values.get(name) ?? [];
      values.set(name, known);
      known.push(decoded(a ?? b ?? c ?? ''));
    }
  return values;
}

/** Reads one page. `words`: each text and each label, whole, but code, and those that say themselves of another language. */
export function crawled(url: string, html: string): Crawled {
  const body = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '');
  const own = body.replace(/<(\w+)\b[^>]*\slang=[^>]*>[\s\S]*?<\/\1>/g, (all, tag: string) => (tag === 'html' ? all : ''));
  const texts = own
    .replace(/<!--.*?-->/g, '')
    .replace(/<code\b[^]*?<\/code>/g, '<code>')
    .split(/<[^>]*>/);
  const said = attributesIn(own);
  const labels = ['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) => said.get(name) ?? []);
  const named = attributesIn(body);
  return {
    url,
    lang: /<html\b[^>]*\slang="?([\w-]+)/.exec(html)?.[1] ?? '',
    ids: new Set(named.get('id')),
    links: [...(named.get('href') ?? []), ...(named.get('src') ?? [])],
    words: [...texts, ...labels].map((word) => decoded(word).replace(/\s+/g, ' ').trim()).filter((word) => word !== ''),
  };
}

/** The links that lead nowhere. `isFile`: whether something is served at a path. */
export function deadLinks(pages: ReadonlyMap<string, Crawled>, isFile: (path: string) => boolean): string[] {
  const dead: string[] = [];
  for (const { url, links } of pages.values())
    for (const link of new Set(links)) {
      if (/^(?:mailto|data):/.test(link)) continue;
      const target = new URL(link, `http://site${url}`);
      if (target.host !== 'site') continue;
      const path = decodeURIComponent(target.pathname);
      const page = pages.get(path);
      const anchor = decodeURIComponent(target.hash.slice(1));
      if (!page && !isFile(path)) dead.push(`${url}: ${link} leads nowhere`);
      else if (page && anchor !== '' && !page.ids.has(anchor)) dead.push(`${url}: ${link} has no such anchor`);
    }
  return dead;
}

/** Words of the interface in one language, found whole on pages of the other. */
export function foreignWords(page: Crawled, foreign: readonly RegExp[]): string[] {
  return page.words.filter((word) => foreign.some((pattern) => pattern.test(word))).map((word) => `${page.url}: ${word}`);
}
