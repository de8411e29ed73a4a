/** The comment on a pull request, made of a page that the code of the proposal wrote: whoever proposes may have written anything there. */
import MarkdownIt from 'markdown-it';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { MARKER } from './page.ts';

/** Bytes of a page. Ours are far below; a comment holds 65,536 characters, and the last lines are added here. */
export const LARGEST_PAGE = 60_000;

/** The comment for a page, or for one that is not shown. `run`: the address of the run that made it, where its files are attached. */
export function commentOf(page: Uint8Array, run: string, lang: Lang): string {
  const text = textOf(page);
  const fault = text === undefined ? NOT_TEXT : faultOf(text);
  const body = fault || text === undefined ? `${MARKER}\n\n${NOT_SHOWN[lang](fault?.[lang] ?? '')}` : text.trimEnd();
  return `${body}\n\n${ATTACHED[lang](run)}\n`;
}

function textOf(page: Uint8Array): string | undefined {
  if (page.length > LARGEST_PAGE) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(page);
  } catch {
    return undefined;
  }
}

const md = new MarkdownIt({ html: true, linkify: false });

/** All the HTML that our pages have: the marker, comments that keep a word from being a mention, what is folded, and small print. */
const OUR_HTML = /<!-- (?:decp-report )?-->|<\/?(?:details|summary|sub)>/g;

/** Words that a forge would turn into something: a mention of a person, a reference to another page or to a commit. */
const LIVE = /@[\p{L}\p{N}]|#\d|\bGH-\d|:\/\/|\bwww\.|\b[0-9a-f]{40}\b/iu;

/** Why a page is not one of ours: it could call somebody, load something from elsewhere, or look like what it is not. */
function faultOf(text: string): Texts | undefined {
  if (!text.startsWith(`${MARKER}\n`)) return NOT_OURS;
  // Only these three of the characters that nobody sees.
  if (/(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) return HIDDEN;
  const tokens = md.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  for (const { type, content } of tokens) {
    const isHtml = type.startsWith('html_');
    const rest = isHtml ? content.replaceAll(OUR_HTML, '') : content;
    // In HTML a character may be written as an entity (`&commat;`), which only the forge reads: our own pages have none there.
    if (isHtml && /[<&]/.test(rest)) return HTML;
    if (type === 'image' || type === 'link_open' || ((isHtml || type === 'text') && LIVE.test(rest))) return LINKED;
  }
  return undefined;
}

const NOT_TEXT: Texts = { fr: "elle est trop longue, ou n'est pas du texte", en: 'it is too long, or no text' };
const NOT_OURS: Texts = { fr: 'elle ne commence pas comme une page de rapport', en: 'it does not begin as the page of a report' };
const HIDDEN: Texts = { fr: 'elle contient des caractères invisibles', en: 'it holds hidden characters' };
const LINKED: Texts = { fr: 'elle contient une image, un lien ou une mention', en: 'it holds an image, a link or a mention' };
const HTML: Texts = { fr: 'elle contient du HTML', en: 'it holds HTML' };

const NOT_SHOWN: Record<Lang, (why: string) => string> = {
  fr: (why) => `La page du rapport de cette proposition n'est pas montrée ici : ${why}.`,
  en: (why) => `The page of the report of this proposal is not shown here: ${why}.`,
};

const ATTACHED: Record<Lang, (run: string) => string> = {
  fr: (run) => `<sub>Pièces jointes : [la page et le dictionnaire des données, en Markdown](${run}#artifacts).</sub>`,
  en: (run) => `<sub>Attached: [the page and the data dictionary, as Markdown](${run}#artifacts).</sub>`,
};
