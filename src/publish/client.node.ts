import { createReadStream } from 'node:fs';
import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { visible } from '../../packages/base/src/visible.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import type { Portal } from './deposit.ts';
import { PassingError, PublishError } from './failure.ts';
import { reasonOf } from './portal.ts';

/** `path`: the file to send; `silence`: milliseconds after which a connection is given up. */
type PortalOptions = {
  api: URL;
  token: string;
  path: string;
  silence?: number;
  wait?: (milliseconds: number) => Promise<unknown>;
};

/** Times that a request is made again. */
const MOST_FAILURES = 5;
/** Milliseconds: the first pause, doubled each time; the longest that the portal may ask for; the silence after which a connection is given up; the longest request. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 120_000;
const SILENCE = 120_000;
const LONGEST = 3_600_000;
/** Bytes: an answer that is longer is none of the API. */
const LONGEST_ANSWER = 1 << 25;

/**
 * The address of the API. `given` may be the address of a portal or of its API. Throws a PublishError for another protocol than https, which would show the token
 * to the network; http is for trials on this machine.
 */
export function apiAddress(given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !isSafe || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new PublishError((words) => words['bad-api']({ api: visible(withoutSecrets(given), 200) }));
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/api\/1$/, '')}/api/1`;
  return url;
}

/** What stands before an at sign in an address may be a password, and a query a token. */
const withoutSecrets = (address: string): string => address.replace(/^([a-z]+:)?\/*.*@/i, '$1//…@').replace(/[?#].*$/s, '?…');

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);

/** Opens the API of a portal: requests with the token, which is sent to this address alone and stands in no message. */
export function openPortal({ api, token, path, silence = SILENCE, wait = sleep }: PortalOptions): Portal {
  const headers = { 'X-API-KEY': token, Accept: 'application/json', 'User-Agent': agent() };
  const ask = async (method: string, at: string, body?: Body, more: Record<string, string> = {}): Promise<Answer> => {
    const answer = await exchange(
      new URL(`${api.href}${at}`),
      { method, headers: { ...headers, ...more, ...body?.headers } },
      body,
      { silence, token },
    );
    return { ...answer, reason: visible(reasonOf(answer.value), 300) || undefined };
  };
  const pause: Portal['pause'] = async (fault, failures) => {
    const time = fault.after ?? FIRST_PAUSE * 2 ** (failures - 1);
    if (failures > MOST_FAILURES || time > LONGEST_PAUSE) throw new PublishError(fault.say);
    await wait(time);
  };
  return {
    pause,
    read: async (at, { fields, missing = [] } = {}) => {
      for (let failures = 1; ; failures++)
        try {
          const answer = await ask('GET', at, undefined, fields === undefined ? {} : { 'X-Fields': fields });
          return missing.includes(answer.status) ? undefined : valueOf(answer, api);
        } catch (error) {
          if (!(error instanceof PassingError)) throw error;
          await pause(error, failures);
        }
    },
    write: async (method, at, body) => valueOf(await ask(method, at, jsonBody(body)), api),
    upload: async (at, { name, size }) => valueOf(await ask('POST', at, fileBody(path, name, size)), api),
  };
}

const agent = (): string => {
  const { name, version } = packageFacts();
  return `${name}/${version}`;
};

/** A portal may repeat what it was sent: as it is, in a text of JSON, in an address. */
const without = (token: string, text: string): string =>
  [token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)].reduce((left, one) => left.replaceAll(one, '…'), text);

/** `length`: in bytes. */
type Body = { headers: Record<string, string>; length: number; stream: () => AsyncIterable<Uint8Array> };

function jsonBody(value: unknown): Body {
  const bytes = Buffer.from(JSON.stringify(value));
  return { headers: { 'Content-Type': 'application/json' }, length: bytes.length, stream: () => Readable.from([bytes]) };
}

/** A form with the one part `file` (RFC 7578), as udata's upload takes it. Its boundary can stand in no file, for it is drawn anew each time. */
function fileBody(path: string, name: string, size: number): Body {
  const boundary = `decp-${crypto.randomUUID()}`;
  const type = name.endsWith('.xml') ? 'application/xml' : 'application/json';
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const stream = async function* (): AsyncGenerator<Uint8Array> {
    yield head;
    let left = size;
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
      left -= chunk.length;
      if (left < 0) break;
      yield chunk;
    }
    // What was announced to the portal is no longer what is on disk.
    if (left !== 0) throw new PublishError((words) => words['file-changed']());
    yield tail;
  };
  const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };
  return { headers, length: head.length + size + tail.length, stream };
}

type Answer = { status: number; headers: IncomingHttpHeaders; value: unknown; reason: string | undefined };

/** Makes one request and reads its answer, whatever its status. No redirection is followed. Throws a PassingError where the connection fails. */
async function exchange(
  url: URL,
  options: RequestOptions,
  body: Body | undefined,
  { silence, token }: { silence: number; token: string },
): Promise<Omit<Answer, 'reason'>> {
  const make = url.protocol === 'https:' ? requestHttps : requestHttp;
  const length = body ? { 'Content-Length': String(body.length) } : {};
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), LONGEST);
  // An agent of its own: a connection that was kept may be closed by the portal just as it is used.
  const request = make(url, {
    ...options,
    headers: { ...options.headers, ...length },
    agent: false,
    signal: ended.signal,
  });
  request.setTimeout(silence, () => request.destroy(new Error('ETIMEDOUT')));
  try {
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve);
      request.on('error', reject);
    });
    // An answer may come before all is sent: too large a file, for one.
    const sent = pipeline(body ? body.stream() : [], request);
    const answer = await Promise.race([answered, sent.then(() => answered)]);
    const { statusCode: status = 0, headers } = answer;
    const { location } = headers;
    return {
      status,
      headers: { ...headers, ...(location !== undefined && { location: without(token, location) }) },
      value: parsed(without(token, await textOf(answer))),
    };
  } catch (error) {
    if (error instanceof PublishError) throw error;
    throw new PassingError((words) => words['no-connection']({ host: url.host, reason: visible(codeOf(error)) }));
  } finally {
    clearTimeout(timer);
    request.destroy();
  }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new PublishError((words) => words['unexpected-answer']());
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** An answer that is no JSON is a page of a proxy or of a firewall. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const codeOf = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
};

/** The value of an answer that obeyed. Throws a PublishError that says what to do about any other. */
function valueOf({ status, headers, value, reason }: Answer, api: URL): unknown {
  const host = api.host;
  if (status >= 200 && status < 300) {
    if (value === undefined) throw new PublishError((words) => words['unexpected-answer']());
    return value;
  }
  if (status >= 300 && status < 400)
    throw new PublishError((words) => words['redirected']({ host, location: visible(headers.location ?? '', 200) }));
  if (status === 408 || status === 429 || status >= 500) {
    const after = retryAfter(headers['retry-after']);
    const minutes = after === undefined || after <= LONGEST_PAUSE ? 0 : Math.ceil(after / 60_000);
    throw new PassingError((words) => words['passing-fault']({ host, status, reason, minutes }), after);
  }
  if (status === 401) throw new PublishError((words) => words['unauthorized']({ host, reason }));
  if (status === 403) throw new PublishError((words) => words['forbidden']({ host, reason }));
  if (status === 413) throw new PublishError((words) => words['too-large']({ host }));
  throw new PublishError((words) => words['refused']({ host, status, reason }));
}

/** In milliseconds. The header gives seconds or a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const time = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(time) ? undefined : Math.max(0, time);
}
