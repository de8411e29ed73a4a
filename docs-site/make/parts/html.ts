/** Pieces of HTML that pages share. What they take is HTML, but where they say text. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { html } from '../../shared/html.ts';
import { downloadLink } from '../../shared/urls.ts';

/** A link to a page of the site or to another one. */
export const link = (url: string, inside: string): string => `<a href="${html(url)}">${inside}</a>`;

/** A link to a file of the site. */
export const download = (url: string, inside: string): string => link(downloadLink(url), inside);

/** A text whose pieces between backticks are code. */
export const ticked = (text: string): string => html(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** French words in a page of another language. */
export const french = (inside: string, lang: Lang): string => (lang === 'fr' ? inside : `<span lang="fr">${inside}</span>`);

/** Several lines in one cell. */
export const lines = (items: readonly string[]): string => items.join('<br>');

export const list = (items: readonly string[], name = ''): string =>
  `<ul${name === '' ? '' : ` class="${name}"`}>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`;

/** Facts by their label. Facts without a value are left out. */
export function facts(rows: readonly (readonly [label: string, value: string | undefined])[]): string {
  const told = rows.filter(([, value]) => value !== undefined && value !== '');
  return `<dl class="faits">\n${told.map(([label, value]) => `<div><dt>${label}</dt><dd>${value ?? ''}</dd></div>`).join('\n')}\n</dl>`;
}

/** A word that stands out; its colour says no more than the word. */
export const badge = (text: string, look = ''): string =>
  `<span class="etiquette${look === '' ? '' : ` etiquette--${look}`}">${html(text)}</span>`;

/** Blocks of Markdown, what is empty left out. */
export const blocks = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part.trim() !== '').join('\n\n');
