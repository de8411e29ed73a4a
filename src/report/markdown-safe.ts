/**
 * Inserts untrusted texts into Markdown for a forge. They must be shown as text, without creating links or mentions and without
 * hidden parts.
 */
import { visible } from '../../packages/base/src/visible.ts';
import { wrap } from '../../packages/base/src/layout.ts';

const ESCAPED = /[\\`*_{}[\]<>|~&$]/g;

/**
 * Escapes a text for a paragraph, an item or a heading. Mentions (`@name`), references (`#12`, `GH-12`, a commit) and bare URLs
 * do not become links.
 */
export const markdownSafe = (text: string, limit = 1000): string =>
  visible(text, limit)
    .replace(ESCAPED, '\\$&')
    .replace(/@(?=\w)|#(?=\d)/g, '$&<!-- -->')
    .replace(/\bGH(?=-\d)|\b[0-9a-f]{39}(?=[0-9a-f]\b)/gi, '$&<!-- -->')
    .replace(/:\/\//g, ':<!-- -->//')
    .replace(/^([-+=#]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}<!-- -->` : `\\${mark}`));

const fenceOf = (text: string, least: number): string =>
  '`'.repeat(Math.max(least, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));

/** Formats an inline code span. */
export function codeSpan(text: string, limit = 200): string {
  const code = visible(text, limit);
  const fence = fenceOf(code, 1);
  const pad = /^`|`$|^ .* $/.test(code) ? ' ' : '';
  return code === '' ? '' : fence + pad + code + pad + fence;
}

/** Formats a code block; `indent` places it inside a list item. */
export function codeBlock(lines: string, indent = '', language = 'json'): string {
  const fence = fenceOf(lines, 3);
  return `${fence}${language}\n${lines}\n${fence}`.replace(/^/gm, indent);
}

/** Start of a list item. Our texts use only a part of CommonMark: paragraphs, lists, code, emphasis, links. */
const ITEM = /^ *(?:[-*]|\d+\.) +/;

/** Formats Markdown for a terminal: the lines of each paragraph and list item, wrapped to `width` after `indent`. */
export function markdownText(text: string, width: number, indent: string): string[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .flatMap((paragraph, i) => [...(i > 0 ? [''] : []), ...blocks(paragraph).map((block) => wrapped(block, width, indent))]);
}

/** Splits a paragraph into its list items, if it has any. */
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

/** Removes the marks of code and emphasis, and shows the address of a link. */
const plain = (text: string): string =>
  text
    .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 ($2)')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/`([^`]+)`/g, '$1');
