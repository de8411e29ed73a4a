/** Pages written of invented answers of the API. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { Layout } from '../../../federation/src/pages/layout.tsx';
import { type Page, Refused } from '../../../federation/src/pages/page.ts';
import { ViewContext, VIEWS } from '../../../federation/src/pages/view.ts';

/** What the API answers to each address; what is not in it is refused. */
export type Answers = Readonly<Record<string, unknown>>;

/** The HTML of a page at an address, `/en` before it for English. */
export async function written(page: Page, address: string, answers: Answers, now = new Date('2026-01-07T06:00:00Z')): Promise<string> {
  const lang: Lang = address.startsWith('/en') ? 'en' : 'fr';
  const path = lang === 'fr' ? address : address.slice(3);
  const { pathname, searchParams: query } = new URL(path, 'http://here');
  const parts = pathname.split('/');
  const params = Object.fromEntries(
    page.path.split('/').flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), decodeURIComponent(parts[at] ?? '')]] : [])),
  );
  const calls: string[] = [];
  const ask = <T,>(asked: string): Promise<T> => {
    calls.push(asked);
    const answer = answers[asked];
    return answer === undefined ? Promise.reject(new Refused(404, asked)) : Promise.resolve(answer as T);
  };
  const shown = await page.show({ lang, params, query, path, now, ask });
  const html: { toString: () => string } = (
    <ViewContext.Provider value={VIEWS[lang]}>
      <Layout shown={shown} path={path} calls={calls} />
    </ViewContext.Provider>
  );
  return `<!doctype html>${html.toString()}`;
}

/** The texts of HTML, without its marks. */
export const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
