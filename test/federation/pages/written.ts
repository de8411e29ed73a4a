/** Pages and feeds of invented answers of the API. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { type Call, type Page, Refused } from '../../../federation/src/pages/page.ts';
import { htmlOf } from '../../../federation/src/pages/pages.node.tsx';

/** What the API answers, by address, with its query or without; nothing else is there. A function is given the query. */
export type Answers = Readonly<Record<string, unknown>>;

type Asked = { lang?: Lang; params?: Record<string, string>; query?: string; answers: Answers; now?: Date };

/** A request, with the addresses that were asked for it. */
export function callOf({ lang = 'fr', params = {}, query = '', answers, now = new Date('2026-01-31T12:00:00Z') }: Asked): {
  call: Call;
  calls: string[];
} {
  const calls: string[] = [];
  const ask = async <T>(address: string): Promise<T> => {
    calls.push(address);
    await Promise.resolve();
    const [path = '', rest = ''] = address.split('?', 2);
    const answer = answers[address] ?? answers[path];
    if (answer === undefined) throw new Refused(404, `nothing at ${path}`);
    return (
      typeof answer === 'function' ? (answer as (query: URLSearchParams) => unknown)(new URLSearchParams(rest)) : answer
    ) as T;
  };
  return { call: { lang, params, query: new URLSearchParams(query), path: '/here', now, ask }, calls };
}

/** The HTML of a page. */
export async function written(page: Page, asked: Asked): Promise<string> {
  const { call, calls } = callOf(asked);
  return htmlOf(await page.show(call), { lang: call.lang, path: call.path, calls });
}

/** The HTML of a page at an address, `/en` before it for English. */
export function writtenAt(page: Page, address: string, answers: Answers, now?: Date): Promise<string> {
  const lang: Lang = address.startsWith('/en') ? 'en' : 'fr';
  const { pathname, search } = new URL(lang === 'fr' ? address : address.slice(3), 'http://here');
  const parts = pathname.split('/');
  const params = Object.fromEntries(
    page.path
      .split('/')
      .flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), decodeURIComponent(parts[at] ?? '')]] : [])),
  );
  return written(page, { lang, params, query: search, answers, ...(now && { now }) });
}

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** What a person reads of a page: blanks of all kinds are one. */
export const readable = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/g, ' ');

/** A text that would be a script, a picture or the end of an element, where it was written as it is. */
export const HOSTILE = `</td></table><script>alert(1)</script><img src=x onerror=alert(2)>"'&<!--`;

/** Whether nothing of HOSTILE is markup. */
export const isHarmless = (html: string): boolean => !/<script|<img|<!--|<[^>]*javascript:/i.test(html);
