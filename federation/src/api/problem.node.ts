/** Errors as answers: RFC 9457, in the language of the request. */
import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import { BeingMade } from '../search/made.node.ts';
import { BadCursor } from '../search/pages.ts';
import { DatabaseAway } from '../store/postgres.node.ts';
import { languageOf } from './language.ts';
import { unknownValue, wrongParameter } from './wrong-parameter.ts';

/** Why a request has no other answer. `code` is for programs. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly texts: Texts;
  readonly parameter: string | undefined;

  constructor(status: number, code: string, texts: Texts, parameter?: string) {
    super(texts.en);
    this.status = status;
    this.code = code;
    this.texts = texts;
    this.parameter = parameter;
  }
}

/** `what`: the kind of thing that is not there, as the messages name it. */
export const notFound = (
  what: 'contract' | 'resource' | 'source' | 'buyer' | 'territory' | 'snapshot' | 'file' | 'version',
  name: string,
): Problem =>
  new Problem(
    404,
    'not-found',
    textsOf(FEDERATION_API, (say) => say['not-found']({ what, name })),
  );

/** A parameter that makes no sense. */
export const badParameter = (parameter: string, texts: Texts): Problem => new Problem(400, 'bad-parameter', texts, parameter);

/** Refuses values of a parameter that are none of those that there are. */
export function refuseUnknownValues(parameter: string, values: readonly string[] | undefined, known: readonly string[]): void {
  const unknown = values?.find((value) => !known.includes(value));
  if (unknown !== undefined) throw badParameter(parameter, unknownValue(parameter, unknown, known));
}

/** A problem whose code is also the name of its sentence. */
export const problem = (status: number, code: PlainCode): Problem =>
  new Problem(
    status,
    code,
    textsOf(FEDERATION_API, (say) => say[code]()),
  );

type PlainCode =
  | ('bad-request' | 'not-yours' | 'being-made' | 'database-away' | 'too-slow')
  | ('too-large' | 'too-slow-upload' | 'small-parts' | 'bad-type' | 'too-many-requests' | 'under-pressure');

/** What fastify and its plugins refuse, by status. Any other of 4xx is a bad request. */
const REFUSED: ReadonlyMap<number, PlainCode> = new Map([
  [413, 'too-large'],
  [415, 'bad-type'],
  [429, 'too-many-requests'],
  [503, 'under-pressure'],
]);

/** The problem that an error of the server, of its database or of fastify is; undefined for a fault of ours. */
function problemOf(error: unknown, request: FastifyRequest): Problem | undefined {
  if (error instanceof Problem) return error;
  if (error instanceof BadCursor)
    return badParameter(
      'cursor',
      textsOf(FEDERATION_API, (say) => say['bad-cursor']()),
    );
  if (error instanceof BeingMade) return problem(503, 'being-made');
  if (error instanceof DatabaseAway) return problem(503, 'database-away');
  const { code, statusCode = 500, validation, validationContext } = error as Partial<FastifyError>;
  // Whoever asked is gone: nobody is answered.
  if (code !== undefined && GONE.has(code)) return problem(400, 'bad-request');
  // The database gives a statement up that takes too long.
  if (code === '57014') return problem(503, 'too-slow');
  const [first] = validation ?? [];
  if (first) {
    const { parameter, texts } = wrongParameter(first, validationContext ?? '', request);
    return badParameter(parameter, texts);
  }
  const refused = REFUSED.get(statusCode);
  if (refused !== undefined) return problem(statusCode, refused);
  return statusCode >= 400 && statusCode < 500 ? problem(statusCode, 'bad-request') : undefined;
}

/** What Node says of a connection that the client has closed. */
const GONE = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR']);

/** Answers a browser with a page that says what is wrong; undefined where none is asked for. */
export type AsPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Pick<Problem, 'status' | 'texts'>,
) => FastifyReply | undefined;

/** Answers with what an error is. `onFault` takes what is a fault of ours, which the answer says nothing about. */
export function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { onFault, asPage }: { onFault: (error: unknown) => void; asPage: AsPage },
): FastifyReply {
  const said = problemOf(error, request);
  if (!said) onFault(error);
  const known =
    said ??
    new Problem(
      500,
      'bug',
      textsOf(FEDERATION_API, (say) => say.bug({ id: request.id })),
    );
  // What counts the requests of a client knows when its minute is over.
  if ((known.status === 503 || known.status === 429) && !reply.hasHeader('retry-after')) void reply.header('retry-after', '5');
  return asPage(request, reply, known) ?? sendProblem(known, languageOf(request), reply);
}

/** A text of its own, so that no schema of a route leaves anything out. */
export const sendProblem = ({ status, code, texts, parameter }: Problem, lang: Lang, reply: FastifyReply): FastifyReply =>
  reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', lang)
    .header('cache-control', 'no-store')
    .removeHeader('etag')
    .removeHeader('content-disposition')
    .send(
      JSON.stringify({
        ...{ type: 'about:blank', title: STATUS_CODES[status] ?? '', status, detail: texts[lang], code },
        ...(parameter !== undefined && { parameter }),
      }),
    );
