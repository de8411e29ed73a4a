/** CommonMark as our texts use it (paragraphs, lists, code, emphasis, links), in lines for a terminal. */
import { wrap } from '../../packages/base/src/wrap.ts';

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
