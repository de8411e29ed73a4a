import MiniSearch, { type SearchResult } from 'minisearch';
import { excerptOf, type Piece } from '../../../src/site/search/excerpt.ts';
import { termsOf, wordsOf } from '../../../src/site/search/terms.ts';
import type { SearchEntry } from '../../../src/site/search/types.ts';

/** A page that answers a query. */
export type Hit = Pick<SearchEntry, 'url' | 'kind' | 'title'> & { excerpt: Piece[] };

export type Engine = (query: string) => Hit[];

/** Characters at the start of a page of a field that say where it stands. */
const FACTS = 400;

/** Characters of the longest path that is looked for as one. */
const LONGEST_PATH = 200;

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
    const hits = (all.length > 0 ? all : index.search(query)).flatMap((result) => {
      const entry = byUrl.get(String(result.id));
      return entry ? [{ entry, result }] : [];
    });
    const isPath = placeIn(query);
    return [...hits.filter(({ entry }) => isPath(entry)), ...hits.filter(({ entry }) => !isPath(entry))].map(hitOf);
  };
}

/** A path of JSON or XML, or the end of one: the page of that very field comes first. */
function placeIn(query: string): (entry: SearchEntry) => boolean {
  const path = query.trim();
  // A number of a version has dots as well, and no letter.
  const isPath = path.length <= LONGEST_PATH && /^[\p{L}\d_/.[\]-]+$/u.test(path) && /[/.\]]/.test(path) && /\p{L}/u.test(path);
  if (!isPath) return () => false;
  const ends = new RegExp(`(?<![^\\s./])${path.replace(/[/.[\]]/g, '\\$&')}(?!\\S)`, 'u');
  return ({ kind, text }) => kind === 'field' && ends.test(text.slice(0, FACTS));
}

function hitOf({ entry, result: { terms } }: { entry: SearchEntry; result: SearchResult }): Hit {
  const { url, kind, title, text } = entry;
  // What answered may be a longer word than the one typed.
  return { url, kind, title, excerpt: excerptOf(text, new Set(terms)) };
}
