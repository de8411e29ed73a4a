/** A citation: the legal text, then the place in it. */
import { type Lang, SEMICOLON } from '../../../packages/base/src/language.ts';
import { type Content, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { SITE } from '../../../src/messages/compiled/site.ts';
import { howRead } from '../../../src/model/source-words.ts';
import { type Cited, citedIn, entryOf, type LegalText, placeIn } from '../../../src/model/citation.ts';
import type { SiteData } from '../types.ts';
import { legalUrl } from '../../shared/urls.ts';
import { link } from './html.ts';

type Legal = Pick<SiteData, 'legal'>;

/** The titles of the texts that a source cites, with links to their pages, the places in them, and how far each text of law was read. */
export const citation = (source: string, data: Legal, lang: Lang): Html =>
  joined(
    citedIn(source).map((cited) => citationOf(cited, data, lang)),
    SEMICOLON[lang],
  );

function citationOf(cited: Cited, { legal }: Legal, lang: Lang): Html {
  const { id } = cited;
  const text = legal.get(id);
  const title = text ? link(legalPageUrl(id, text), text.title[lang]) : html`${id}`;
  const read = howRead(entryOf(cited, legal), lang);
  const where = placeIn(cited, legal, lang);
  return html`${title}${where === '' ? '' : `, ${where}`}${read === undefined ? '' : ` (${read})`}`;
}

/** The commit of the copy in which an article was read, and when: those of one text are not read in the same one. */
export function commitRead({ verified }: LegalText, lang: Lang): string | undefined {
  const commit = /\b[0-9a-f]{8}\b/.exec(verified?.source ?? '')?.[0];
  return verified && commit !== undefined ? SITE[lang]['article-commit']({ commit, date: verified.date }) : undefined;
}

/** How far an entry was read, what was read, and when. */
export function verifiedFact(entry: LegalText, lang: Lang): Content | undefined {
  const read = howRead(entry, lang);
  if (read === undefined || !entry.verified) return undefined;
  const { date, source } = entry.verified;
  const what = source === undefined ? '' : html`, ${/^https?:/.test(source) ? link(source, source) : source}`;
  return html`${read}${what} (${date})`;
}

/** An article is on the page of its text. */
const legalPageUrl = (id: string, { of }: LegalText): string => (of === undefined ? legalUrl(id) : `${legalUrl(of)}#articles`);

/** Links to the pages of legal texts. */
export const legalLinks = (ids: readonly string[], { legal }: Legal, lang: Lang): Content[] =>
  ids.map((id) => {
    const text = legal.get(id);
    return text ? link(legalPageUrl(id, text), text.title[lang]) : id;
  });
