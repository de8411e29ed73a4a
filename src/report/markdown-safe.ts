/** Texts that anybody may have written, inside Markdown that a forge shows: they are read as text, link to nobody and hide nothing. */
import { visible } from '../../packages/base/src/visible.ts';

const ESCAPED = /[\\`*_{}[\]<>|~&$]/g;

/** Text for a paragraph, an item or a heading. Mentions (`@name`), references (`#12`, `GH-12`, a commit) and bare addresses stay text. */
export const markdownSafe = (text: string, limit = 1000): string =>
  visible(text, limit)
    .replace(ESCAPED, '\\$&')
    .replace(/@(?=\w)|#(?=\d)/g, '$&<!-- -->')
    .replace(/\bGH(?=-\d)|\b[0-9a-f]{39}(?=[0-9a-f]\b)/gi, '$&<!-- -->')
    .replace(/:\/\//g, ':<!-- -->//')
    .replace(/^([-+=#]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}<!-- -->` : `\\${mark}`));

const fenceOf = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));

/** A piece of code in a line. */
export function codeSpan(text: string, limit = 200): string {
  const code = visible(text, limit);
  const fence = fenceOf(code, 1);
  const pad = /^`|`$|^ .* $/.test(code) ? ' ' : '';
  return code === '' ? '' : fence + pad + code + pad + fence;
}

/** Lines of JSON, or of another language, as a block; `indent` puts it inside an item. */
export function codeBlock(lines: string, indent = '', language = 'json'): string {
  const fence = fenceOf(lines, 3);
  return `${fence}${language}\n${lines}\n${fence}`.replace(/^/gm, indent);
}
