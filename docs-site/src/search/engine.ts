import MiniSearch, { type Query, type SearchResult } from 'minisearch';
import { folded, termsOf, wordsOf } from './terms.ts';
import type { SearchEntry } from '../../shared/search-entry.ts';

/** A page that answers a query. `excerpt` is made when it is read: hundreds of pages answer a letter, and few of them are shown. */
export type Hit = Pick<SearchEntry, 'url' | 'kind' | 'title'> & { readonly excerpt: Piece[] };

export type Engine = (query: string) => Hit[];

/** Number of characters at the start of the page of a field that describe its place. */
const FACTS = 400;

/** Characters of a query that are looked at: no name and no path is longer. Fuzzy search goes one call deeper for each. */
const LONGEST = 200;

/** Words this long may have one letter wrong. */
const LONG = 6;

/** Words this long may have two letters in turn. */
const TURNED = 4;

/** Looks through the pages. Terms are made alike of pages and of queries, so that « marches » finds « marché ». */
export function engineOf(entries: readonly SearchEntry[]): Engine {
  const index = new MiniSearch<SearchEntry>({
    idField: 'url',
    fields: ['title', 'keywords', 'headings', 'text'],
    extractField: (entry, field) => {
      const value = entry[field as keyof SearchEntry];
      return typeof value === 'string' ? value : value.join(' ');
    },
    tokenize: wordsOf,
    processTerm: termsOf,
    searchOptions: {
      boost: { title: 5, keywords: 5, headings: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length >= LONG ? 1 : false),
    },
  });
  index.addAll(entries);
  const byUrl = new Map(entries.map((entry) => [entry.url, entry]));
  return (typed) => {
    const query = typed.slice(0, LONGEST);
    const found = firstAnswer(
      () => index.search(query, { combineWith: 'AND' }),
      () => index.search(withTurned(query)),
      () => index.search(query),
    );
    const hits = found.flatMap((result) => {
      const entry = byUrl.get(String(result.id));
      return entry ? [{ entry, result }] : [];
    });
    const rank = rankOf(query);
    // A stable sort: pages of one rank stay in the order of their score.
    return hits
      .map((hit) => ({ hit, rank: rank(hit.entry) }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ hit }) => hitOf(hit));
  };
}

/** The result of the first strategy that finds anything: all words, all words with swapped letters, some words. */
function firstAnswer(...ways: (() => SearchResult[])[]): SearchResult[] {
  for (const way of ways) {
    const found = way();
    if (found.length > 0) return found;
  }
  return [];
}

/** The significant words of the query, each as typed and with two adjacent letters swapped: « marhce » finds « marche ». */
const withTurned = (query: string): Query => ({
  combineWith: 'AND',
  fuzzy: false,
  queries: wordsOf(query)
    .filter((word) => termsOf(word).length > 0)
    .map((word) => ({ combineWith: 'OR', queries: [word, ...turned(word)].map(whole) })),
});

/** For a name of several words: all of them. */
const whole = (word: string): Query => ({ combineWith: 'AND', queries: [word] });

/** Numbers, versions and identifiers are what they are: another order of their signs is another one. */
function turned(word: string): string[] {
  if (word.length < TURNED || /\d/.test(word)) return [];
  return Array.from(
    { length: word.length - 1 },
    (_, i) => word.slice(0, i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2),
  );
}

/**
 * Puts before any score: the page of a path that is searched for, then the page with this very title, then those whose title or one of whose
 * keywords has the same words.
 */
function rankOf(query: string): (entry: SearchEntry) => number {
  const isPath = placeIn(query);
  const title = lettersOf(query);
  const name = nameOf(query);
  return (entry) => {
    if (isPath(entry)) return 0;
    if (lettersOf(entry.title) === title) return 1;
    return name !== '' && [entry.title, ...entry.keywords].some((other) => nameOf(other) === name) ? 2 : 3;
  };
}

/** A text without signs, accents or capitals. */
const lettersOf = (text: string): string => folded(wordsOf(text).join(' '));

/** The words of a name as they are searched for, in any order. */
const nameOf = (text: string): string => wordsOf(text).flatMap(termsOf).sort().join(' ');

/** A path of JSON or XML, or the end of one. */
function placeIn(query: string): (entry: SearchEntry) => boolean {
  const path = query.trim();
  // A number of a version has dots as well, and no letter.
  const isPath = /^[\p{L}\d_/.[\]-]+$/u.test(path) && /[/.\]]/.test(path) && /\p{L}/u.test(path);
  if (!isPath) return () => false;
  const ends = new RegExp(`(?<![^\\s./])${path.replace(/[/.[\]]/g, '\\$&')}(?!\\S)`, 'u');
  return ({ kind, text }) => kind === 'field' && ends.test(text.slice(0, FACTS));
}

function hitOf({ entry, result: { terms } }: { entry: SearchEntry; result: SearchResult }): Hit {
  const { url, kind, title } = entry;
  return {
    url,
    kind,
    title,
    get excerpt() {
      // The word found may be longer than the one typed.
      return excerptOf(entry.text, new Set(terms));
    },
  };
}

/** A piece of an excerpt: `found` where it is what was looked for. */
export type Piece = { text: string; found: boolean };

const BEFORE = 60;
const AFTER = 130;

/** A line of `text` around the first word that answers one of the terms, with these words marked; its beginning where none does. */
export function excerptOf(text: string, terms: ReadonlySet<string>): Piece[] {
  const hits = hitsIn(text, terms);
  const start = startOf(text, Math.max(0, (hits[0]?.from ?? 0) - BEFORE));
  const end = endOf(text, start + BEFORE + AFTER);
  const pieces: Piece[] = [{ text: start > 0 ? '… ' : '', found: false }];
  let at = start;
  for (const { from, to } of hits.filter((hit) => hit.from >= start && hit.to <= end)) {
    pieces.push({ text: text.slice(at, from), found: false }, { text: text.slice(from, to), found: true });
    at = to;
  }
  pieces.push({ text: text.slice(at, end) + (end < text.length ? ' …' : ''), found: false });
  return pieces.filter((piece) => piece.text !== '');
}

const hitsIn = (text: string, terms: ReadonlySet<string>): { from: number; to: number }[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
    .filter(([word]) => termsOf(word).some((term) => terms.has(term)))
    .map(({ 0: word, index }) => ({ from: index, to: index + word.length }));

/** Words are not cut. */
const startOf = (text: string, at: number): number => (at === 0 ? 0 : text.indexOf(' ', at) + 1);
const endOf = (text: string, at: number): number => {
  const space = text.indexOf(' ', at);
  return at >= text.length || space < 0 ? text.length : space;
};
