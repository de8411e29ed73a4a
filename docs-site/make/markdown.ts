/**
 * Markdown as a type of its own, for the pages that Docusaurus reads: paragraphs and headings in CommonMark among blocks of HTML. Text enters it by
 * `markdown`, `paragraph`, `heading`, `quote` and `fence`, which escape it; texts that are CommonMark themselves by `commonMark`, which looks at them.
 */
import MarkdownIt, { type Env } from 'markdown-it';
import { type Content, html, type Html } from '../../packages/base/src/html.ts';

/** Made by the functions of this file only. `String(body)` is what is written to a file. */
class Markdown {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  toString(): string {
    return this.#source;
  }
}

export type { Markdown };

/** Markdown as it is written, with values put in: text and numbers are escaped, Markdown passes as it is. */
export function markdown(written: TemplateStringsArray, ...values: readonly (string | number | Markdown)[]): Markdown {
  const [first = '', ...others] = written;
  const source = others.reduce((before, part, i) => {
    const value = values[i] ?? '';
    return before + (value instanceof Markdown ? String(value) : plain(String(value), BEGINNING.test(before))) + part;
  }, first);
  return new Markdown(source);
}

/** A message that is Markdown itself; the values in it are text, which is escaped. */
export function saidIn<Values extends Readonly<Record<string, string | number>>>(
  message: (values: { [Name in keyof Values]: string }) => string,
  values: Values,
): Markdown {
  const places = Object.fromEntries(Object.keys(values).map((name) => [name, `\uE000${name}\uE001`]));
  const [first = '', ...others] = message(places as { [Name in keyof Values]: string }).split(/\uE000(\w+)\uE001/);
  const source = others.reduce(
    (before, part, i) => before + (i % 2 === 1 ? part : plain(String(values[part]), BEGINNING.test(before))),
    first,
  );
  return new Markdown(source);
}

/** Whether the following text starts a block: only marks of lists and quotes precede it on the line. */
const BEGINNING = /(?:^|\n)(?:[ \t>*+-]|\d+[.)])*$/;

/**
 * Marks that start a list, a setext heading or a Docusaurus directive at the start of a line. All other marks are escaped
 * anywhere.
 */
const LINE_MARK = /^([ \t]*)([-+=]+(?=\s|$)|\d{1,9}[.)](?=\s|$)|:{2,})/gm;

/** `begins`: whether the text begins a line. */
const plain = (text: string, begins: boolean): string =>
  text
    .replace(/[&<>\\`*_{}[\]|~#]/g, (sign) => ('&<>'.includes(sign) ? String(html`${sign}`) : `\\${sign}`))
    .replace(LINE_MARK, (found: string, blank: string, mark: string, at: number) =>
      at > 0 || begins ? blank + mark.replace(/\D/g, '\\$&') : found,
    );

export const paragraph = (text: string): Markdown => markdown`${text}`;

/** Text in which addresses of pages are links, as Docusaurus finds them. */
export const prose = (text: string): Markdown =>
  new Markdown(
    text
      .split(/(https?:\/\/[\w./#?=%-]+)/)
      .map((piece, i) => (i % 2 === 1 ? piece : plain(piece, i === 0)))
      .join(''),
  );

/** A heading with its own anchor, which does not change with its words. */
export const heading = (level: 2 | 3, text: string, anchor: string): Markdown =>
  new Markdown(`${'#'.repeat(level)} ${plain(text.replace(/\s+/g, ' '), false)} {#${anchor}}`);

export const quote = (texts: readonly string[]): Markdown =>
  new Markdown(texts.map((text) => `> ${plain(text, true).replaceAll('\n', '\n> ')}`).join('\n>\n'));

/** A block of code, with a title where it has one. */
export function fence(language: 'json' | 'xml' | 'csv' | 'js', text: string, title?: string): Markdown {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = '`'.repeat(longest + 1);
  const titled = title === undefined ? '' : ` title="${title.replace(/["`\s]+/g, ' ')}"`;
  return new Markdown(`${marks}${language}${titled}\n${text.trimEnd()}\n${marks}`);
}

/** A group of blocks with a class for the style sheet. */
export const box = (name: string, ...parts: readonly Block[]): Markdown =>
  new Markdown(`${oneLine(html`<div class="${name}">`)}\n\n${String(blocks(...parts))}\n\n</div>`);

/** A collapsible section. */
export const details = (summary: Content, inside: Markdown): Markdown =>
  new Markdown(`${oneLine(html`<details><summary>${summary}</summary>`)}\n\n${String(inside)}\n\n</details>`);

/** A block of a page. HTML is a block of its own, because it starts with a block-level tag. */
export type Block = Html | Markdown | undefined;

/** Blocks one after the other, what is empty left out. */
export const blocks = (...parts: readonly Block[]): Markdown =>
  new Markdown(
    parts
      .map((part) => (part === undefined || isEmpty(part) ? '' : part instanceof Markdown ? String(part) : blockOf(part)))
      .filter((part) => part !== '')
      .join('\n\n'),
  );

export const isEmpty = (part: Html | Markdown): boolean => String(part).trim() === '';

/** Tags that begin a block which CommonMark leaves alone up to the next blank line (4.6, condition 6). */
const BLOCK = /^<(?:p|div|ul|ol|dl|table|figure|details)\b/;

function blockOf(part: Html): string {
  const markup = oneLine(part);
  if (!BLOCK.test(markup)) throw new Error(`this HTML is no block, so that it would be read as Markdown: ${markup.slice(0, 80)}`);
  return markup;
}

/** Without blank lines: what follows one is read as Markdown, in which text of the data that was made safe for HTML may say more. */
const oneLine = (part: Html): string => String(part).replace(/(?:\r\n|\r(?!\n)|\n)(?=[ \t]*[\r\n])/g, '&#10;');

const commonMarkReader = new MarkdownIt({ html: true });
// All links are looked at here: those that it would leave as text are links to Docusaurus.
commonMarkReader.validateLink = () => true;

/** The HTML in our own reports, besides CommonMark. */
const HARMLESS = /<\/?(?:details|summary|span(?: lang="(?:fr|en)")?)>/g;

const TARGET = /^(?:https?:\/\/|mailto:|pathname:\/\/\/|\/(?!\/)|#)/;

/**
 * A text that is CommonMark itself: of the sources, of release notes, of the report on changes. Throws where it holds other HTML than a part to
 * open or the language of a name, or a link to something else than a page.
 */
export function commonMark(text: string): Markdown {
  const env: Env = {};
  const tokens = commonMarkReader.parse(text, env).flatMap((token) => [token, ...(token.children ?? [])]);
  for (const token of tokens) {
    const left = token.type.startsWith('html_') ? token.content.replace(HARMLESS, '') : '';
    if (left.includes('<')) throw new Error(`HTML in a text that is CommonMark: ${left.trim().slice(0, 80)}`);
    for (const target of [token.attrGet('href'), token.attrGet('src')]) refuseNoPage(target);
  }
  for (const { href } of Object.values(env.references ?? {})) refuseNoPage(href);
  return new Markdown(text);
}

function refuseNoPage(target: string | number | null): void {
  if (target !== null && !TARGET.test(String(target)))
    throw new Error(`a link to no page in a text that is CommonMark: ${target}`);
}
