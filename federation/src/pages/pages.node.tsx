/** Serves the pages: each is written of what the API answers, by the same program. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Lang } from '../../../packages/base/src/language.ts';
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import type { App } from '../api/app.ts';
import type { ApiContext } from '../api/context.ts';
import { contractPage } from './contract.tsx';
import { Layout } from './layout.tsx';
import { type Page, Refused, type Shown } from './page.ts';
import { searchPage } from './search.tsx';
import { ViewContext, VIEWS } from './view.ts';

const PAGES: readonly Page[] = [searchPage, contractPage];

const STYLE = readFileSync(new URL('style.css', import.meta.url), 'utf8');

/** Nothing but our style is loaded, no script runs, and forms lead here. */
const POLICY = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Tells the requests of pages to the API from those of others: who asked for the page was counted already. */
const INSIDE = { header: 'x-inside', value: randomUUID() };

export const isInside = (request: FastifyRequest): boolean => request.headers[INSIDE.header] === INSIDE.value;

export function pages(app: App, { now, onFault }: ApiContext): void {
  app.get('/style.css', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=600').send(STYLE),
  );
  for (const page of PAGES)
    for (const lang of ['fr', 'en'] as const)
      app.get(VIEWS[lang].href(page.path), { schema: { hide: true } }, async (request, reply) => {
        const path = lang === 'fr' ? request.url : request.url.slice(3) || '/';
        const calls: string[] = [];
        const ask = async <T,>(address: string): Promise<T> => {
          calls.push(address);
          const headers = { [INSIDE.header]: INSIDE.value, 'accept-language': lang };
          const answer = await app.inject({ url: address, headers });
          const body = answer.json<T & { detail?: string }>();
          if (answer.statusCode >= 400) throw new Refused(answer.statusCode, body.detail ?? '');
          return body;
        };
        const call = {
          ...{ lang, path, now: now(), ask },
          params: request.params as Readonly<Record<string, string>>,
          query: new URL(path, 'http://here').searchParams,
        };
        const shown = await page.show(call).catch((error: unknown) => {
          if (!(error instanceof Refused)) onFault(error);
          return refusal(lang, error);
        });
        return send(request, reply.code(shown.status ?? 200), { lang, path, calls, shown });
      });
}

/** The page that says why there is none. */
function refusal(lang: Lang, error: unknown): Shown {
  const say = FEDERATION_PAGES[lang];
  if (!(error instanceof Refused)) return { title: say['fault.title'](), status: 500, content: <p>{say.fault()}</p> };
  return {
    status: error.status,
    title: say['refused.title']({ status: String(error.status) }),
    content: (
      <>
        <p>{error.message}</p>
        <p>
          <a href={VIEWS[lang].href('/')}>{say.home()}</a>
        </p>
      </>
    ),
  };
}

type Written = { lang: Lang; path: string; calls: readonly string[]; shown: Shown };

function send(request: FastifyRequest, reply: FastifyReply, { lang, path, calls, shown }: Written): FastifyReply {
  const page: { toString: () => string } = (
    <ViewContext.Provider value={VIEWS[lang]}>
      <Layout shown={shown} path={path} calls={calls} />
    </ViewContext.Provider>
  );
  const html = `<!doctype html>${page.toString()}`;
  const tag = `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  void reply.headers({
    etag: tag,
    'cache-control': 'public, no-cache',
    'content-security-policy': POLICY,
    'content-language': lang,
  });
  if (reply.statusCode === 200 && request.headers['if-none-match']?.includes(tag)) return reply.code(304).send();
  return reply.type('text/html; charset=utf-8').send(html);
}
