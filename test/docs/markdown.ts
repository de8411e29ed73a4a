import MarkdownIt from 'markdown-it';

type Heading = { level: number; text: string };

/** A block of code. `meta`: what follows the language on the line that opens it, which no reader sees; `under`: the heading before it;
 * `isBelow`: nothing stands between it and the block before it. */
export type Fence = { lang: string; meta: string; text: string; under: string; isBelow: boolean };

/** What a test can hold a Markdown document to. */
export type Page = { headings: Heading[]; fences: Fence[]; codes: string[]; links: string[] };

const md = new MarkdownIt({ html: false });

/** The headings, code blocks, code spans and link targets of a document, in order. */
export function readPage(text: string): Page {
  const blocks = md.parse(text, {});
  const spans = blocks.flatMap((token) => token.children ?? []);
  const headings: Heading[] = [];
  const fences: Fence[] = [];
  for (const [i, { type, tag, info, content }] of blocks.entries()) {
    if (type === 'heading_open') headings.push({ level: Number(tag.slice(1)), text: blocks[i + 1]?.content ?? '' });
    const [lang = '', ...meta] = info.split(' ');
    if (type === 'fence') {
      const isBelow = blocks[i - 1]?.type === 'fence';
      fences.push({ lang, meta: meta.join(' '), text: content, under: headings.at(-1)?.text ?? '', isBelow });
    }
  }
  return {
    headings,
    fences,
    codes: spans.flatMap(({ type, content }) => (type === 'code_inline' ? [content] : [])),
    links: spans.flatMap((token) => (token.type === 'link_open' ? [String(token.attrGet('href'))] : [])),
  };
}

/** A guide of the site: a document below what it says of itself at its head. */
export const readGuide = (text: string): Page => readPage(text.replace(/^---\n[\s\S]*?\n---\n/, ''));

/** The lines that a reader is reported to type, from blocks marked `sh`. */
export const commandsOf = ({ fences }: Page): string[] =>
  fences.flatMap(({ lang, text }) => (lang === 'sh' ? text.trim().split('\n') : []));

/** A command without what asks for English, which only the English documents have. */
export const plain = (line: string): string => line.replace(/(?<=^npm start) -- --lang en$| --lang en$/, '');

/** The anchor of a heading, as public forges make it. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
