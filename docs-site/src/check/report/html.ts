/** Pieces of HTML for files that are downloaded: nothing of the data is ever more than text in them. */
import type { Lang } from '../../../../packages/base/src/language.ts';
import { visible } from '../../../../packages/base/src/visible.ts';
import { html as escaped } from '../../../shared/html.ts';

/** Characters of a text of the file that a person reads. */
const LONGEST = 1_000;

/** A text as HTML, without control characters. */
const html = (text: string): string => escaped(visible(text, LONGEST));

/** Self-contained, printable, and forbidden to run or to load anything, whatever it holds. */
export const page = (lang: Lang, title: string): string => `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${html(title)}</h1>
`;

export const END = '</main>\n</body>\n</html>\n';

/** Terms and what is said of them. */
export const terms = (pairs: readonly (readonly [string, string])[]): string =>
  `<dl>\n${pairs.map(([term, said]) => `<dt>${html(term)}</dt><dd>${html(said)}</dd>`).join('\n')}\n</dl>\n`;

export const paragraph = (text: string, name = ''): string => `<p${name === '' ? '' : ` class="${name}"`}>${html(text)}</p>\n`;
export const list = (lines: readonly string[]): string =>
  `<ul>\n${lines.map((line) => `<li>${html(line)}</li>`).join('\n')}\n</ul>\n`;
export const heading = (text: string): string => `<h2>${html(text)}</h2>\n`;

export const tableStart = (caption: string, columns: readonly string[]): string =>
  `<table>\n<caption>${html(caption)}</caption>\n<thead><tr>${columns.map((name) => `<th scope="col">${html(name)}</th>`).join('')}</tr></thead>\n<tbody>\n`;

export const row = (cells: readonly string[]): string => `<tr>${cells.map((cell) => `<td>${html(cell)}</td>`).join('')}</tr>\n`;

export const TABLE_END = '</tbody>\n</table>\n';

const STYLE = `
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
