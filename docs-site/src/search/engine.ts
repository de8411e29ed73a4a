import MiniSearch, { type SearchResult } from 'minisearch';
import { excerptOf, type Piece } from '../../../src/site/search/excerpt.ts';
import { termsOf, wordsOf } from '../../../src/site/search/terms.ts';
import type { SearchEntry } from '../../../src/site/search/types.ts';

/** A page that answers a query. */
export type Hit = Pick<SearchEntry, 'url' | 'kind' | 'title'> & { excerpt: Piece[] };

export type Engine = (query: string) => Hit[];

/** Words this long may have one letter wrong. */
const LONG = 6;

/** Looks through the pages. Terms are made alike of pages and of queries, so that « marches » finds « marché ». */
export function engineOf(entries: readonly SearchEntry[]): Engine {
  const index = new MiniSearch<SearchEntry>({
    idField: 'url',
    fields: ['title', 'headings', 'text'],
    tokenize: wordsOf,
    processTerm: termsOf,
    searchOptions: {
      boost: { title: 5, headings: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length >= LONG ? 1 : false),
    },
  });
  index.addAll(entries);
  const byUrl = new Map(entries.map((entry) => [entry.url, entry]));
  return (query) => {
    const all = index.search(query, { combineWith: 'AND' });
    return (all.length > 0 ? all : index.search(query)).flatMap((result) => hitOf(byUrl.get(String(result.id)), result));
  };
}

function hitOf(entry: SearchEntry | undefined, { terms }: SearchResult): Hit[] {
  if (!entry) return [];
  const { url, kind, title, text } = entry;
  // What answered may be a longer word than the one typed.
  return [{ url, kind, title, excerpt: excerptOf(text, new Set(terms)) }];
}
