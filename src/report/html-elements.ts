/** Pieces of HTML for files that are kept or printed: nothing of the data is ever more than text in them. */
import { html, type Html } from '../../packages/base/src/html.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { visible } from '../../packages/base/src/visible.ts';

/** Characters of a text of the file that a person reads. */
const LONGEST = 1_000;

/** A text without control characters. */
const shown = (text: string): string => visible(text, LONGEST);

const STYLE = html`
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0}main{max-width:70rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;overflow-wrap:anywhere}h2{font-size:1.3rem;margin-top:2rem;overflow-wrap:anywhere}
h3{font-size:1.1rem}h4{font-size:1rem;margin-bottom:.3rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border:1px solid #8888;padding:.3rem .5rem;text-align:left;vertical-align:top}
th{overflow-wrap:normal}td,p,li{overflow-wrap:anywhere}td:nth-child(2),.number{overflow-wrap:normal}.number{text-align:right}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
li{margin-bottom:.5rem}li p{margin:0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.3rem 0 1rem;padding:.3rem .5rem;border:1px solid #8888}
.verdict{font-size:1.2rem;font-weight:600;border:2px solid;padding:.5rem 1rem}
@media (max-width:45rem){table{font-size:.75rem}th{overflow-wrap:anywhere}th,td{padding:.2rem}dl{grid-template-columns:1fr}}
@media print{:root{color-scheme:light;font-size:11px}main{max-width:none;padding:0}tr,li{break-inside:avoid}
h2,h3,h4,caption{break-after:avoid}thead{display:table-header-group}.file+.file{break-before:page}}
`;

/** Self-contained, printable, and forbidden to run or to load anything, whatever it holds. `title` names it in a window, `name` at its top. */
export const page = (lang: Lang, title: string, name = title): Html => html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shown(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${shown(name)}</h1>
`;

export const END = html`</main>\n</body>\n</html>\n`;

/** A description list. */
export const terms = (pairs: readonly (readonly [string, string])[]): Html =>
  html`<dl>\n${pairs.map(([term, description]) => html`<dt>${shown(term)}</dt><dd>${shown(description)}</dd>\n`)}</dl>\n`;

export const paragraph = (text: string, name = ''): Html =>
  html`<p${name === '' ? '' : html` class="${name}"`}>${shown(text)}</p>\n`;

/** A command to copy. */
export const command = (text: string): Html => html`<pre><code>${shown(text)}</code></pre>\n`;

export const list = (lines: readonly string[]): Html =>
  html`<ul>\n${lines.map((line) => html`<li>${shown(line)}</li>\n`)}</ul>\n`;

const HEADINGS = {
  2: (text: string): Html => html`<h2>${text}</h2>\n`,
  3: (text: string): Html => html`<h3>${text}</h3>\n`,
  4: (text: string): Html => html`<h4>${text}</h4>\n`,
} as const;

export const heading = (level: keyof typeof HEADINGS, text: string): Html => HEADINGS[level](shown(text));

/** A cell of a table: a number is on the right. */
type Cell = string | { number: string };

const cellOf = (cell: Cell): Html =>
  typeof cell === 'string' ? html`<td>${shown(cell)}</td>` : html`<td class="number">${shown(cell.number)}</td>`;

export function table(caption: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  const head = columns.map((name) => html`<th scope="col">${shown(name)}</th>`);
  const body = rows.map((cells) => html`<tr>${cells.map(cellOf)}</tr>\n`);
  return html`<table>\n<caption>${shown(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}</tbody>\n</table>\n`;
}

/** Items of a list: places, then the message that they have in common. */
export const placesWith = (items: readonly { places: readonly string[]; message: string }[]): Html =>
  html`<ul>\n${items.map(({ places, message }) => html`<li>${places.map((place) => html`${shown(place)}<br>\n`)}<p>${shown(message)}</p></li>\n`)}</ul>\n`;
