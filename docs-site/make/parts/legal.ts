/** A citation: the legal text, then the place in it. */
import type { Lang } from '../../../packages/base/src/language.ts';
import type { LegalText, SiteData } from '../types.ts';
import { legalUrl } from '../../shared/urls.ts';
import { type Content, html, type Html } from '../../../packages/base/src/html.ts';
import { link } from './html.ts';

/** `arrete-2022-12-22-marches, annexe I` → the identifier of the text and `annexe I`. */
export function cited(source: string): { id: string; place: string } {
  const [id = '', ...rest] = source.split(',');
  return { id: id.trim(), place: rest.join(',').trim() };
}

/** The title of the text with a link to its page, then the place in it. */
export function citation(source: string, { legal }: Pick<SiteData, 'legal'>, lang: Lang): Html {
  const { id, place } = cited(source);
  const text: LegalText | undefined = legal.get(id);
  const title = text ? link(legalUrl(id), text.title[lang]) : html`${id}`;
  // Places in texts are in French; only "annexe" is translated.
  const where = lang === 'en' ? place.replace(/\bannexe (?=[IVX])/, 'annex ') : place;
  return where === '' ? title : html`${title}, ${where}`;
}

/** Links to the pages of legal texts. */
export const legalLinks = (ids: readonly string[], { legal }: Pick<SiteData, 'legal'>, lang: Lang): Content[] =>
  ids.map((id) => (legal.has(id) ? link(legalUrl(id), legal.get(id)?.title[lang] ?? id) : id));
