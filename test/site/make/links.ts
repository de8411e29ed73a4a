/** The addresses and anchors of made pages, read from what a browser would be given. */
import MarkdownIt from 'markdown-it';
import type { Page } from '../../../docs-site/make/types.ts';

const markdown = new MarkdownIt({ html: true });

type Links = { targets: string[]; anchors: string[] };

const kept = new WeakMap<Page, Links>();

/** What a page links to, and the anchors that it has. Anchors of headings stand as `{#anchor}`. */
export function linksIn(page: Page): Links {
  const links = kept.get(page) ?? readLinks(String(page.body));
  kept.set(page, links);
  return links;
}

function readLinks(body: string): Links {
  const text = markdown.render(body);
  const found = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([, value = '']) => value.replaceAll('&amp;', '&'));
  return {
    targets: found(/ href="([^"]*)"/g),
    anchors: [...found(/ id="([^"]*)"/g), ...found(/<h[1-6]>[^\n]* \{#([^}]*)\}<\/h/g)],
  };
}

/** Links that lead nowhere and anchors that stand twice. `elsewhere`: addresses of pages that others write. `files`: what can be downloaded. */
export function linkFaults(pages: readonly Page[], files: readonly string[], elsewhere: RegExp): string[] {
  const known = new Map(pages.map((page) => [page.url, new Set(linksIn(page).anchors)]));
  return pages.flatMap((page) => {
    const { targets, anchors } = linksIn(page);
    const twice = anchors.filter((anchor, i) => anchors.indexOf(anchor) !== i);
    return [
      ...twice.map((anchor) => `${page.url}: the anchor ${anchor} stands twice`),
      ...targets.flatMap((target) => faultOf(target, page.url, known, files, elsewhere) ?? []),
    ];
  });
}

function faultOf(
  target: string,
  from: string,
  known: ReadonlyMap<string, ReadonlySet<string>>,
  files: readonly string[],
  elsewhere: RegExp,
): string | undefined {
  if (/^https?:\/\//.test(target)) return undefined;
  if (target.startsWith('pathname://'))
    return files.includes(target.slice('pathname://'.length)) ? undefined : `${from}: no file ${target}`;
  const [path = '', anchor] = target.split('#');
  const url = path === '' ? from : path;
  if (elsewhere.test(url)) return undefined;
  const anchors = known.get(url);
  if (!anchors) return `${from}: no page ${target}`;
  return anchor === undefined || anchors.has(decodeURIComponent(anchor)) ? undefined : `${from}: no anchor ${target}`;
}
