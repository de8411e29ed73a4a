/** Pieces of HTML for files that are downloaded: nothing of the data is ever more than text in them. */
import type { Lang } from '../../../../packages/base/src/language.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import { html, type Html } from '../../../shared/html.ts';

/** Characters of a text of the file that a person reads. */
const LONGEST = 1_000;

/** A text without control characters. */
const shown = (text: string): string => visible(text, LONGEST);

const STYLE = html`
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0}main{max-width:70rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem;overflow-wrap:anywhere}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{border:1px solid #8888;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th,td:last-child{overflow-wrap:normal;white-space:nowrap}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.2rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
.verdict{font-size:1.2rem;font-weight:600;border:2px solid;padding:.5rem 1rem}
@media print{:root{color-scheme:light;font-size:11px}tr{break-inside:avoid}thead{display:table-header-group}}
`;

/** Self-contained, printable, and forbidden to run or to load anything, whatever it holds. */
export const page = (lang: Lang, title: string): Html => html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shown(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${shown(title)}</h1>
`;

export const END = html`</main>\n</body>\n</html>\n`;

/** A description list. */
export const terms = (pairs: readonly (readonly [string, string])[]): Html =>
  html`<dl>\n${pairs.map(([term, description]) => html`<dt>${shown(term)}</dt><dd>${shown(description)}</dd>\n`)}</dl>\n`;

export const paragraph = (text: string, name = ''): Html =>
  html`<p${name === '' ? '' : html` class="${name}"`}>${shown(text)}</p>\n`;

export const list = (lines: readonly string[]): Html =>
  html`<ul>\n${lines.map((line) => html`<li>${shown(line)}</li>\n`)}</ul>\n`;

export const heading = (text: string): Html => html`<h2>${shown(text)}</h2>\n`;

export const tableStart = (caption: string, columns: readonly string[]): Html => {
  const head = columns.map((name) => html`<th scope="col">${shown(name)}</th>`);
  return html`<table>\n<caption>${shown(caption)}</caption>\n<thead><tr>${head}</tr></thead>\n<tbody>\n`;
};

export const row = (cells: readonly string[]): Html => html`<tr>${cells.map((cell) => html`<td>${shown(cell)}</td>`)}</tr>\n`;

export const TABLE_END = html`</tbody>\n</table>\n`;
