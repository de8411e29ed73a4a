/** Markdown with raw HTML for the site. What comes from the sources is escaped, but for texts that are CommonMark themselves. */

import { html } from '../shared/html.ts';

/** Text for a paragraph, an item or a heading in Markdown. */
export const plain = (text: string): string =>
  text.replace(/[&<>\\`*_{}[\]|~#]/g, (sign) => ('&<>'.includes(sign) ? html(sign) : `\\${sign}`));

/** Code inside a line, as HTML: it stands in tables as well. */
export const code = (text: string): string => `<code>${html(text)}</code>`;

/** A block of code. */
export const block = (language: string, text: string): string => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
};

/** A heading with its own anchor, which does not change with its words. */
export const heading = (level: number, text: string, anchor: string): string =>
  `${'#'.repeat(level)} ${plain(text)} {#${anchor}}`;

/** A table of HTML: its cells are HTML. `caption` says what it holds. */
export function table(caption: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map(
    ([first = '', ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`,
  );
  return [
    `<div class="tableau" tabindex="0" role="region" aria-label="${html(caption)}">`,
    `<table><caption>${html(caption)}</caption><thead><tr>${head}</tr></thead><tbody>`,
    ...body,
    '</tbody></table>',
    '</div>',
  ].join('\n');
}
