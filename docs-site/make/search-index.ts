import type { Lang } from '../../packages/base/src/language.ts';
import { kindOf, type SearchEntry } from '../shared/search-entry.ts';

/** Characters of a page that are looked through: enough for the definition and the codes of a list. */
const LONGEST = 2000;

/** Nomenclatures have a search of their own: the beginning of their page says what they are. */
const LONGEST_LIST = 400;

/** Elements that are on every page or contain no text. */
const ASIDE = [/<(script|style|svg|nav|button|template)\b[\s\S]*?<\/\1>/g, /<a\b[^>]*class="?[^">]*hash-link[\s\S]*?<\/a>/g];

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Other names of pages, by address without language (`docs-site/keywords.yaml`). */
export type Keywords = Readonly<Record<string, Readonly<Record<Lang, readonly string[]>>>>;

/** The entries of built pages, by address, in one language. Throws an Error where keywords are given to an address that has no page. */
export function entriesOf(pages: ReadonlyMap<string, string>, keywords: Keywords, lang: Lang): SearchEntry[] {
  const gone = Object.keys(keywords).filter((url) => !pages.has(url));
  if (gone.length > 0) throw new Error(`keywords.yaml: there is no page at ${gone.join(', ')}`);
  const named = new Map(Object.entries(keywords));
  return [...pages].map(([url, html]) => entryOf(html, url, named.get(url)?.[lang]));
}

/** The entry of a built page. `url`: its address without language. */
export function entryOf(html: string, url: string, keywords: readonly string[] = []): SearchEntry {
  const kind = kindOf(url);
  const main = ASIDE.reduce((left, aside) => left.replace(aside, ' '), mainOf(html));
  const body = main.replace(/<h1\b[\s\S]*?<\/h1>/, ' ');
  const headings = [...body.matchAll(/<h[23]\b[^>]*>([\s\S]*?)<\/h[23]>/g)].map(([, heading = '']) => textOf(heading));
  return {
    url,
    kind,
    title: textOf(/<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(main)?.[1] ?? /<title\b[^>]*>([^<|]*)/.exec(html)?.[1] ?? ''),
    keywords: [...keywords],
    headings: headings.join(' · ').slice(0, LONGEST_LIST),
    text: cut(textOf(body), kind === 'nomenclature' ? LONGEST_LIST : LONGEST),
  };
}

const mainOf = (html: string): string =>
  /<article\b[^>]*>([\s\S]*)<\/article>/.exec(html)?.[1] ?? /<main\b[^>]*>([\s\S]*)<\/main>/.exec(html)?.[1] ?? '';

/** The text of HTML; blocks are kept apart, what is in a line is not. */
const textOf = (html: string): string =>
  html
    .replace(/<\/?(code|em|strong|b|i|a|span|mark|abbr|sup|sub)\b[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi, (all, hex?: string, digits?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(parseInt(hex ?? digits ?? '', hex === undefined ? 10 : 16))
        : (SIGNS[name] ?? all),
    )
    // Zero-width signs are put in links to headings.
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** At most `length` characters, whole words. */
const cut = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, text.lastIndexOf(' ', length));
