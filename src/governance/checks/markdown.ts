import MarkdownIt from 'markdown-it';
import type { SourceText } from '../../model/source-text.ts';
import { escape } from '../../../packages/base/src/pointer.ts';
import type { Problem } from '../problem.ts';

/** Raw HTML is looked for with a parser that knows it; what is published is rendered without. */
const md = new MarkdownIt({ html: true });

/** Every text of a source file: CommonMark without raw HTML, images or headings, links absolute, straight apostrophes. */
export function checkMarkdown(file: string, source: SourceText): Problem[] {
  const problems: Problem[] = [];
  for (const [pointer, text] of texts(source.value)) {
    for (const [fr, en] of faults(text)) {
      problems.push({ file, place: source.place(pointer), fr: `${pointer} : ${fr}`, en: `${pointer}: ${en}` });
    }
  }
  return problems;
}

/** The `fr` and `en` strings of a value, with their pointers: the texts that people read. */
function* texts(value: unknown, pointer = ''): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = `${pointer}/${escape(key)}`;
    if (typeof child === 'string' && (key === 'fr' || key === 'en')) yield [at, child];
    else yield* texts(child, at);
  }
}

function faults(text: string): [fr: string, en: string][] {
  const found: [string, string][] = [];
  if (text.trim() === '') found.push(['le texte est vide', 'the text is empty']);
  if (text.includes('\u2019'))
    found.push([
      "apostrophe typographique ; écrivez l'apostrophe droite « ' »",
      "typographic apostrophe; write the straight one “'”",
    ]);
  const tokens = md.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  if (tokens.some(({ type }) => type.startsWith('html_')))
    found.push(['HTML dans le texte ; écrivez en Markdown', 'HTML in the text; write Markdown']);
  if (tokens.some(({ type }) => type === 'image' || type === 'heading_open'))
    found.push(['ni image ni titre dans un texte', 'no image and no heading in a text']);
  const relative = tokens
    .map((token) => token.attrGet('href'))
    .filter((href) => href !== null)
    .map(String)
    .filter((href) => !/^https:\/\//.test(href));
  if (relative.length > 0)
    found.push([`lien sans https:// : ${relative.join(', ')}`, `link without https://: ${relative.join(', ')}`]);
  return found;
}
