/** Texts that anybody may have written, inside Markdown that a forge shows: they are read as text, link to nobody and hide nothing. */
import { visible } from '../../packages/base/src/visible.ts';
import { wrap } from '../../packages/base/src/layout.ts';

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

/** CommonMark as our texts use it (paragraphs, lists, code, emphasis, links), in lines for a terminal. */
const ITEM = /^ *(?:[-*]|\d+\.) +/;

/** The lines of a text, each paragraph and each item of a list wrapped to `width` after `indent`. */
export function markdownText(text: string, width: number, indent: string): string[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .flatMap((paragraph, i) => [...(i > 0 ? [''] : []), ...blocks(paragraph).map((block) => wrapped(block, width, indent))]);
}

/** A paragraph is one block, or one for each item of a list. */
function blocks(paragraph: string): string[] {
  const found: string[] = [];
  for (const line of paragraph.split('\n')) {
    if (found.length === 0 || ITEM.test(line)) found.push(line);
    else found.push(`${found.pop() ?? ''} ${line.trim()}`);
  }
  return found;
}

function wrapped(block: string, width: number, indent: string): string {
  const mark = ITEM.exec(block)?.[0] ?? '';
  const hanging = indent + ' '.repeat(mark.length);
  const lines = wrap(plain(block.slice(mark.length)), width, hanging);
  return indent + mark + lines.slice(hanging.length);
}

/** Marks of code and emphasis say nothing on a terminal; the address of a link does. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 ($2)')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/`([^`]+)`/g, '$1');
