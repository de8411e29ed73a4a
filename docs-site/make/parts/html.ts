/** Pieces of HTML that pages share. Text that is put in is escaped. */
import { FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { type Content, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { downloadLink } from '../../shared/urls.ts';

/** A page of the site, a file of it, a page elsewhere, a place in the same page. */
const TARGET = /^(?:https?:\/\/|pathname:\/\/\/|\/(?!\/)|#)/;

/** A link to a page of the site or to another one. Throws where the address is that of no page (`javascript:`). */
export function link(url: string, inside: Content): Html {
  if (!TARGET.test(url)) throw new Error(`a link to no page: ${url}`);
  return html`<a href="${url}">${inside}</a>`;
}

/** A link to a file of the site. */
export const download = (url: string, inside: Content): Html => link(downloadLink(url), inside);

/** Code inside a line. */
export const code = (text: string): Html => html`<code>${text}</code>`;

/** A text whose pieces between backticks are code. */
export const ticked = (text: string): Html =>
  joined(text.split(/`([^`]+)`/).map((piece, i) => (i % 2 === 1 ? code(piece) : piece)));

/** French words in a page of another language. */
export const french = (inside: Content, lang: Lang): Html =>
  lang === 'fr' ? html`${inside}` : html`<span lang="fr">${inside}</span>`;

/** Several lines in one cell. */
export const lines = (items: readonly Content[]): Html => joined(items, html`<br>`);

/** `a, b et c`. */
export function listed(items: readonly Content[], lang: Lang): Html {
  const [last = '', ...before] = items.toReversed();
  return before.length === 0 ? html`${last}` : html`${joined(before.toReversed(), ', ')}${FORMATTERS[lang].and(['', ''])}${last}`;
}

/** Each once. */
export const distinct = (items: readonly Html[]): Html[] => [...new Map(items.map((item) => [String(item), item])).values()];

export function list(items: readonly Content[], name = ''): Html {
  const inside = joined(
    items.map((item) => html`<li>${item}</li>`),
    '\n',
  );
  return html`<ul${name === '' ? '' : html` class="${name}"`}>\n${inside}\n</ul>`;
}

/** Facts by their label. Facts without a value are left out. */
export function facts(rows: readonly (readonly [label: Content, value: Content | undefined])[]): Html {
  const reported = rows.flatMap(([label, value]) =>
    value === undefined || String(value) === '' ? [] : [html`<div><dt>${label}</dt><dd>${value}</dd></div>`],
  );
  return html`<dl class="faits">\n${joined(reported, '\n')}\n</dl>`;
}

/** A highlighted word. The colour adds no information. */
export const badge = (text: string, look = ''): Html =>
  html`<span class="etiquette${look === '' ? '' : ` etiquette--${look}`}">${text}</span>`;

/** A table whose first cells name the rows. `caption` says what it holds. */
export function table(caption: string, header: readonly Content[], rows: readonly (readonly Content[])[]): Html {
  const body = rows.map(
    ([first = '', ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  );
  return framed(caption, html`<table>`, header, body);
}

/** A table that moves by itself where it is wider than the page, with the keys as well. `start`: its tag. */
export function framed(caption: string, start: Html, header: readonly Content[], rows: readonly Html[]): Html {
  const head = header.map((cell) => html`<th scope="col">${cell}</th>`);
  return joined(
    [
      html`<div class="tableau" tabindex="0" role="region" aria-label="${caption}">`,
      html`${start}<caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>`,
      ...rows,
      html`</tbody></table>`,
      html`</div>`,
    ],
    '\n',
  );
}
