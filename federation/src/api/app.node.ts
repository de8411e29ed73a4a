/** The server: an API, and the pages. It keeps no state of its own, so that several may answer side by side. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:zlib';
import compress, { type FastifyCompressOptions } from '@fastify/compress';
import cors from '@fastify/cors';
import accepts from '@fastify/accepts';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import underPressure from '@fastify/under-pressure';
import { type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyRequest } from 'fastify';
import { packageFacts } from '../../../src/host/package-facts.node.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { changes } from './changes.node.ts';
import { contracts } from './contracts.node.ts';
import { buyers } from './buyers.node.ts';
import type { App, Part } from './app.ts';
import { clientOf } from './client.ts';
import type { ApiContext } from './context.ts';
import { history } from './history.node.ts';
import { ocds } from './ocds.node.ts';
import { rejected } from './rejected.node.ts';
import { resources } from './resources.node.ts';
import { snapshots } from './snapshots.node.ts';
import { summary } from './summary.node.ts';
import { validations } from './validations.node.ts';
import { health } from './health.ts';
import { description } from './description.node.ts';
import { answerProblem, problem } from './problem.node.ts';
import { isInside, pages, refuseAsPage } from '../pages/pages.node.tsx';
import { refuseOthers } from './addresses.node.ts';
import { shareAnswers } from './answering.node.ts';
import { answerUnreadable } from './unreadable.node.ts';

const PARTS: readonly Part[] = [
  health,
  summary,
  contracts,
  history,
  changes,
  ocds,
  resources,
  rejected,
  buyers,
  snapshots,
  validations,
  pages,
];

export type AppSettings = {
  /** Requests of one client in a minute; undefined: as many as it likes. */
  perMinute?: number | undefined;
  /** The server is behind a proxy that says whom a request is from. */
  isBehindProxy?: boolean;
  /** Milliseconds that the process may be behind before it refuses requests for a while; 0: any. */
  maxDelay?: number;
};

/** Milliseconds that answers may be late before others are refused. */
const DELAY = 2000;

/** Bytes of a body, of the routes that do not say. */
const BODY = 1024;

/** Milliseconds in which a request is to be there whole: slow clients hold nothing. */
const PATIENCE = { requestTimeout: 120_000, keepAliveTimeout: 10_000, connectionTimeout: 60_000 };

/** Makes the server; `listen` is the caller's. */
export async function makeApp(
  context: ApiContext,
  { perMinute, isBehindProxy = false, maxDelay = DELAY }: AppSettings = {},
): Promise<App> {
  const refusing = { onFault: context.onFault, asPage: refuseAsPage };
  const app = fastify({
    ...PATIENCE,
    bodyLimit: BODY,
    // The proxy itself says whom it got the request from; what stood there before, anybody may have written.
    trustProxy: isBehindProxy ? (_address: string, hop: number) => hop === 0 : false,
    genReqId: () => randomUUID(),
    // A request may name the server in its address too (RFC 9112, section 3.2.2): nothing here leads where it says.
    rewriteUrl: ({ url = '/' }) => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*\/?/i, '/'),
    // A path says what it says: no second way to write it.
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 2000 },
    // What is refused is said with the value.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', verbose: true, keywords: ['x-texts', 'x-name'] } },
    return503OnClosing: true,
    clientErrorHandler: answerUnreadable,
    // An address that cannot be read has no route.
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply, refusing),
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, refusing));
  const refuse = refuseOthers(app, refuseAsPage);
  await app.register(accepts);
  await app.register(cors, { origin: '*', methods: ['GET', 'HEAD', 'POST'], exposedHeaders: EXPOSED });
  await app.register(compress, COMPRESSION);
  await app.register(underPressure, { maxEventLoopDelay: maxDelay });
  const perClient = { timeWindow: '1 minute', allowList: isInside, keyGenerator: ({ ip }: FastifyRequest) => clientOf(ip) };
  if (perMinute !== undefined) await app.register(rateLimit, { max: perMinute, ...perClient });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: FEDERATION_API.fr.title(),
        version: packageFacts().version,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      // Everything is for everybody.
      security: [],
    },
  });
  app.addHook('onRequest', (request, _reply, done) => {
    // PostgreSQL has no such sign.
    if (/%00|\0/.test(request.url)) done(problem(400, 'bad-request'));
    else done(request.routeOptions.url === '/metrics' && !isOwn(request, isBehindProxy) ? problem(403, 'not-yours') : undefined);
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    void reply.headers(SECURITY);
    // Sentences and titles are in a language.
    const vary = reply.getHeader('vary');
    void reply.header('vary', vary === undefined ? 'accept-language' : `accept-language, ${String(vary)}`);
    // What is still to come of a body that nobody wants is not read.
    if (hasBody(request) && !request.raw.complete) void reply.header('connection', 'close');
    done();
  });
  shareAnswers(app);
  for (const part of PARTS) await part(app, context);
  description(app, { perMinute });
  refuse();
  await app.ready();
  return app;
}

/** Whether a request is of whoever runs the server: from this machine, or, behind a proxy, not through it. */
function isOwn({ headers, socket }: FastifyRequest, isBehindProxy: boolean): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  return isBehindProxy || /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '');
}

/** Whether a request has a body (RFC 9112, section 6.3). */
const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** Answers are compressed on their way, whole or piece by piece. What is received is not: a small body may be made a large one. */
const COMPRESSION: FastifyCompressOptions = {
  globalDecompression: false,
  customTypes: /^(application\/(problem\+)?json|application\/x-ndjson|text\/(csv|html|css|plain|javascript))(;|$)/,
  encodings: ['br', 'gzip'],
  // The usual quality of Brotli takes ten times as long, to be a fifth smaller.
  brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
};

const EXPOSED = [
  'etag',
  'link',
  'retry-after',
  'content-range',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
];

/** Of every answer. */
const SECURITY = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};
