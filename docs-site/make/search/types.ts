import type { PageKind } from './kinds.ts';

/** A page as the search knows it: what is looked through, and what is shown of it. */
export type SearchEntry = { url: string; kind: PageKind; title: string; headings: string; text: string };
