import * as urls from './urls.ts';

/** The kind of a page in search results. Its label is a text of the interface (`search.kind.…`). */
export type PageKind =
  | 'home'
  | 'field'
  | 'code'
  | 'nomenclature'
  | 'rule'
  | 'finding'
  | 'version'
  | 'comparison'
  | 'legal'
  | 'guide'
  | 'tool'
  | 'page';

/** The first prefix that an address has decides. */
const KINDS: readonly (readonly [string, PageKind])[] = [
  [urls.FIELDS, 'field'],
  [urls.CODELISTS, 'code'],
  [urls.NOMENCLATURES, 'nomenclature'],
  [urls.RULES, 'rule'],
  [urls.FINDINGS, 'finding'],
  [urls.COMPARE, 'comparison'],
  [urls.VERSIONS, 'version'],
  [urls.LEGAL, 'legal'],
  [urls.GUIDES, 'guide'],
  [urls.CHECK, 'tool'],
  [urls.FORM, 'tool'],
  [urls.CHANGES, 'tool'],
];

/** The kind of a page, by its address without language. */
export function kindOf(url: string): PageKind {
  if (url === urls.HOME) return 'home';
  return KINDS.find(([prefix]) => url.startsWith(prefix))?.[1] ?? 'page';
}

/** A page in the search index: the text searched, and the text shown. `keywords`: other names that people give to what the page is about. */
export type SearchEntry = { url: string; kind: PageKind; title: string; keywords: string[]; headings: string; text: string };
