/** Serves the pages: each is written of what the API answers, by the same program. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Lang } from '../../../packages/base/src/language.ts';
import { FEDERATION_PAGES } from '../../../src/messages/compiled/federation-pages.ts';
import type { App } from '../api/app.ts';
import type { ApiContext } from '../api/context.ts';
import { originOf } from '../api/origin.ts';
import type { AsPage } from '../api/problem.node.ts';
import { explained } from '../explained.node.ts';
import { atomOf } from './atom.node.ts';
import { buyerPage } from './buyer.tsx';
import { contractPage } from './contract.tsx';
import { FEEDS } from './feed.ts';
import { filePage } from './file.tsx';
import { ExplainContext } from './findings.tsx';
import { homePage } from './home.tsx';
import { indicatorPage, indicatorsPage } from './indicator.tsx';
import { Layout } from './layout.tsx';
import { type Call, type Page, Refused, type Shown } from './page.ts';
import { searchPage } from './search.tsx';
import { sheetPage } from './sheet.tsx';
import { sourcePage, sourcesPage } from './sources.tsx';
import { territoriesPage } from './territories.tsx';
import { territoryPage } from './territory.tsx';
import { ViewContext, VIEWS } from './view.ts';

const PAGES: readonly Page[] = [
  ...[homePage, searchPage, contractPage, buyerPage],
  ...[territoriesPage, territoryPage, sheetPage],
  ...[sourcesPage, sourcePage, filePage],
  ...[indicatorsPage, indicatorPage],
];

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
  /** A request, with what the API is asked for it. */
  const callOf = (request: FastifyRequest, lang: Lang): { call: Call; calls: string[] } => {
    const path = lang === 'fr' ? request.url : request.url.slice(3) || '/';
    const calls: string[] = [];
    const ask = async <T,>(address: string): Promise<T> => {
      calls.push(address);
      const headers = { [INSIDE.header]: INSIDE.value, 'accept-language': lang };
      const answer = await app.inject({ url: address, headers });
      const body = answer.json<T & { detail?: string; parameter?: string }>();
      if (answer.statusCode >= 400) throw new Refused(answer.statusCode, body.detail ?? '', body.parameter);
      return body;
    };
    const params = request.params as Readonly<Record<string, string>>;
    return { call: { lang, path, now: now(), ask, params, query: new URL(path, 'http://here').searchParams }, calls };
  };
  app.get('/en', { schema: { hide: true } }, (_request, reply) => reply.redirect('/en/', 308));
  for (const lang of ['fr', 'en'] as const) {
    for (const page of PAGES)
      app.get(VIEWS[lang].href(page.path), { schema: { hide: true } }, async (request, reply) => {
        const { call, calls } = callOf(request, lang);
        const written = (shown: Shown) => ({
          status: shown.status ?? 200,
          text: htmlOf(shown, { lang, path: call.path, calls }),
        });
        const { status, text } = await page
          .show(call)
          .then(written)
          .catch((error: unknown) => {
            if (!(error instanceof Refused)) onFault(error);
            return written(refusal(lang, error));
          });
        return send(request, asPage(reply).code(status), { lang, text });
      });
    for (const { path } of PAGES)
      if (path !== '/')
        app.get(VIEWS[lang].href(`${path}/`), { schema: { hide: true } }, (request, reply) =>
          reply.redirect(request.url.replace(/\/(?=\?|$)/, ''), 308),
        );
    for (const feed of FEEDS)
      app.get(VIEWS[lang].href(feed.path), { schema: { hide: true } }, async (request, reply) => {
        const { call } = callOf(request, lang);
        const address = VIEWS[lang].href(call.path.split('?', 1)[0] ?? '');
        const text = await feed.read(call).then(
          (read) => {
            void reply.type('application/atom+xml; charset=utf-8');
            return atomOf(read, { lang, address, base: originOf(request) });
          },
          (error: unknown) => {
            void reply.type('text/plain; charset=utf-8');
            if (error instanceof Refused) {
              void reply.code(error.status);
              return error.message;
            }
            onFault(error);
            void reply.code(500);
            return FEDERATION_PAGES[lang].fault();
          },
        );
        return send(request, reply, { lang, text });
      });
  }
}

const asPage = (reply: FastifyReply): FastifyReply =>
  reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8');

/** Answers a browser that asks for a page which it cannot have; undefined for programs, and for what is of the API. */
export const refuseAsPage: AsPage = (request, reply, { status, texts }) => {
  const { url } = request;
  const { url: route, schema } = request.routeOptions;
  const isOfApi = url.startsWith('/v1') || (route !== undefined && schema?.hide !== true);
  if (isOfApi || request.headers.accept?.includes('text/html') !== true) return undefined;
  const lang = /^\/en(\/|$)/.test(url) ? 'en' : 'fr';
  const text = htmlOf(refusal(lang, new Refused(status, texts[lang])), { lang, path: '/', calls: [] });
  void asPage(reply).code(status).removeHeader('etag');
  return reply.headers({ 'cache-control': 'no-store', 'content-language': lang }).send(text);
};

/** The page that says why there is none. */
function refusal(lang: Lang, error: unknown): Shown {
  const say = FEDERATION_PAGES[lang];
  if (!(error instanceof Refused)) return { title: say['fault.title'](), status: 500, content: <p>{say.fault()}</p> };
  return {
    status: error.status,
    title: say['refused.title']({
      kind: error.status === 400 ? 'wrong' : error.status === 404 ? 'missing' : 'unavailable',
      status: String(error.status),
    }),
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

/** A page as HTML. `path`: its address, without the language; `calls`: what the API was asked for it. */
export function htmlOf(shown: Shown, { lang, path, calls }: { lang: Lang; path: string; calls: readonly string[] }): string {
  const page: { toString: () => string } = (
    <ViewContext.Provider value={VIEWS[lang]}>
      <ExplainContext.Provider value={explained}>
        <Layout shown={shown} path={path} calls={calls} />
      </ExplainContext.Provider>
    </ViewContext.Provider>
  );
  return `<!doctype html>${page.toString()}`;
}

/** Sends a text, or says that whoever asks has it already. */
function send(request: FastifyRequest, reply: FastifyReply, { lang, text }: { lang: Lang; text: string }): FastifyReply {
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  void reply.headers({ etag: tag, 'cache-control': 'public, no-cache', 'content-language': lang });
  if (reply.statusCode === 200 && request.headers['if-none-match']?.includes(tag)) return reply.code(304).send();
  return reply.send(text);
}
