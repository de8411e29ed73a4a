/** What a page does that only its maker may: read from the HTML that a browser would be given. */
import MarkdownIt from 'markdown-it';
import type { Markdown } from '../../../docs-site/make/markdown.ts';

const reader = new MarkdownIt({ html: true });
reader.validateLink = () => true;

/** Scripts, handlers, images, comments, links that run something. Empty where all is text. */
export function harmIn(body: Markdown): string[] {
  const rendered = reader.render(String(body));
  const tags = rendered.match(/<[!?/a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi) ?? [];
  return tags.filter(
    (tag) =>
      /^<(?:script|img|iframe|!|\?)/i.test(tag) ||
      /\s(?:on\w+|style)\s*=/i.test(tag.replace(/"[^"]*"/g, '""')) ||
      /\b(?:href|src)="\s*(?:javascript|data|vbscript):/i.test(tag),
  );
}
