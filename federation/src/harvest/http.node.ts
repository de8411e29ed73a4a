import { pipeline, Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { packageFacts } from '../../../src/host/package-facts.node.ts';
import { mostUnpacked } from '../../../src/read/unpack.ts';
import { type Budgets, USUAL } from '../budgets.ts';
import type { GetJson } from '../catalogue/portal.ts';
import { type FaultKind, HarvestFault } from './fault.ts';
import { isOwnManifest, isPage, LOOKED_AT } from './first-bytes.ts';
import type { Hosts } from './hosts.ts';
import type { Politeness } from './politeness.node.ts';
import { isPrivateUrl, publicLookup } from './public-address.node.ts';
import { retryAfter, type Waiting, withRetries } from './retry.ts';

/** Times in milliseconds, sizes in bytes. */
export type Limits = {
  /** Until a connection stands; until the headers; between two pieces of a body; for one attempt, redirects followed. */
  connect: number;
  headers: number;
  body: number;
  all: number;
  /** Of a body, as it is sent and decompressed. */
  packed: number;
  plain: number;
  /** Bytes per second of a body, as it is sent; the milliseconds of waiting for it over which it has to be as fast. */
  speed: number;
  over: number;
  /** Chunks of a body after which they are to have 64 bytes on average. */
  chunks: number;
};

const LIMITS: Limits = {
  ...{ connect: 10_000, headers: 30_000, body: 30_000 },
  // The largest file of contracts has 1.1 GB.
  ...{ packed: 4e9, plain: 8e9, chunks: 100_000 },
  ...limitsOf(USUAL),
};

/** The limits that budgets say. */
export function limitsOf({ server: { leastSpeed, leastSpeedOver, file } }: Budgets): Pick<Limits, 'all' | 'speed' | 'over'> {
  return { all: file * 1000, speed: leastSpeed, over: leastSpeedOver * 1000 };
}

/** Bytes that the chunks of a body have on average, at the least, where there are many. */
const LEAST_CHUNK = 64;

/** A page of the portal's lists is held in memory. */
const JSON_LIMIT = 32 * 2 ** 20;

const MOST_REDIRECTS = 10;

/** Milliseconds for an answer to what is sent. */
const ANSWER = 120_000;

/** A request for data. `headers`: of conditions. `time`: the milliseconds that it may take, and what is left of them, also for later requests for the same, by default those of the limits; the turn that it waits for is not counted. */
type Request = { url: URL; headers?: Readonly<Record<string, string>>; time?: Time };

export type Time = { all: number; left: number };

/**
 * What came of it. `body`: decompressed, to be read once; none where nothing changed (304). `sent`: bytes of the body so far, as they were sent. `url`: after
 * redirects.
 */
export type Answer = { status: number; url: URL; headers: Headers; body: AsyncIterable<Uint8Array>; sent: () => number };

/** Bytes of the body as they were sent. */
type Taken<T> = { value: T; status: number; bytes: number };

/** Headers in lower-case letters, the values of one name joined. */
type Headers = { get(name: string): string | undefined };

export type Http = {
  /**
   * Makes one attempt, redirects followed, and gives the answer (200 or 304) to `take` while it comes. Throws a HarvestFault for any other answer, and for one that
   * does not come whole; what `take` throws it throws.
   */
  fetch<T>(request: Request, take: (answer: Answer) => Promise<T>): Promise<Taken<T>>;
  /** Asks for JSON, with retries. `heard` gets each attempt. */
  json(heard?: (attempt: JsonAttempt) => void): GetJson;
  /**
   * Sends JSON once: nothing is tried again, and no redirect is followed. `value`: the JSON of an answer 2xx; undefined where it cannot be read, or of another status. Throws
   * a HarvestFault where no answer came.
   */
  post(url: URL, content: unknown, headers: Readonly<Record<string, string>>): Promise<{ status: number; value: unknown }>;
  close(): Promise<void>;
};

export type JsonAttempt = {
  url: URL;
  at: Date;
  milliseconds: number;
  status: number | null;
  bytes: number;
  fault: HarvestFault | null;
};

type Ways = Waiting & {
  politeness: Politeness;
  /** Addresses of private networks are asked only where it is on one itself. */
  portal: URL;
  now: () => Date;
  limits?: Partial<Limits> | undefined;
  hosts?: Hosts | undefined;
};

/** Opens what makes requests. To be closed, for connections stay open meanwhile. */
export function openHttp({ politeness, portal, now, limits: given, hosts, ...waiting }: Ways): Http {
  const limits = { ...LIMITS, ...given };
  const mayBePrivate = isPrivateUrl(portal);
  const agent = new Agent({
    connect: { timeout: limits.connect, ...(!mayBePrivate && { lookup: publicLookup }) },
    headersTimeout: limits.headers,
    bodyTimeout: limits.body,
  });
  const agentName = `decp-federation/${packageFacts().version}`;

  const fetch = async <T>(
    { url: first, headers = {}, time = { all: limits.all, left: limits.all } }: Request,
    take: (answer: Answer) => Promise<T>,
    most = limits,
  ): Promise<Taken<T>> => {
    const seen = new Set<string>();
    /** What came of one address, or where it leads. */
    const askAt = async (url: URL): Promise<Taken<T> | URL> => {
      refuseUnsafe(url, mayBePrivate);
      hosts?.refuse(url.host);
      seen.add(url.href);
      const leave = await politeness.enter(url.host);
      const { signal, end } = timed(url.host, hosts, time);
      try {
        const answer = await ask(
          agent,
          url,
          { ...headers, 'user-agent': agentName, 'accept-encoding': 'gzip, br, deflate' },
          signal,
        );
        // What is not read fails unheard once the connection is closed.
        answer.body.on('error', () => undefined);
        try {
          const { statusCode: status } = answer;
          const named = headersOf(answer);
          if (REDIRECTS.has(status)) {
            const next = redirectOf(url, named, seen);
            hosts?.hear(url.host);
            return next;
          }
          const closed = status === 429 || status === 503 ? retryAfter(named.get('retry-after'), now()) : undefined;
          if (closed !== undefined) await politeness.close(url.host, closed);
          const kind = kindOf(status, headers);
          if (kind) throw new HarvestFault(kind, String(status), { status });
          const meter = { bytes: 0 };
          const body = status === 304 ? nothing() : plainOf(answer, named, meter, most);
          const value = await take({ status, url, headers: named, body, sent: () => meter.bytes }).catch((error: unknown) => {
            // What `take` found in the body came with this answer.
            if (error instanceof HarvestFault && error.status === null) Object.assign(error, { status, bytes: meter.bytes });
            throw error;
          });
          hosts?.hear(url.host);
          return { value, status, bytes: meter.bytes };
        } finally {
          await readRest(answer);
        }
      } finally {
        end();
        await leave();
      }
    };
    for (let url = first; ;) {
      const came = await askAt(url).catch((error: unknown) => {
        if (error instanceof HarvestFault) error.host = url.host;
        throw error;
      });
      if (!(came instanceof URL)) return came;
      url = came;
    }
  };

  const json: Http['json'] = (heard) => async (url) => {
    try {
      return await withRetries(async () => {
        const [at, from] = [now(), performance.now()];
        const told = (status: number | null, bytes: number, fault: HarvestFault | null): void =>
          heard?.({ url, at, milliseconds: Math.round(performance.now() - from), status, bytes, fault });
        try {
          const most = { ...limits, packed: Math.min(limits.packed, JSON_LIMIT), plain: Math.min(limits.plain, JSON_LIMIT) };
          const { value, status, bytes } = await fetch({ url, headers: { accept: 'application/json' } }, jsonOf, most);
          told(status, bytes, null);
          return { status, value };
        } catch (error) {
          if (error instanceof HarvestFault && !error.isUnasked) told(error.status, error.bytes, error);
          throw error;
        }
      }, waiting);
    } catch (error) {
      if (error instanceof HarvestFault && error.status !== null && error.status !== 200)
        return { status: error.status, value: null };
      throw error;
    }
  };

  const post: Http['post'] = async (url, content, headers) => {
    refuseUnsafe(url, mayBePrivate);
    const leave = await politeness.enter(url.host);
    try {
      const answer = await ask(
        agent,
        url,
        { ...headers, 'user-agent': agentName, 'content-type': 'application/json', accept: 'application/json' },
        AbortSignal.timeout(Math.min(limits.all, ANSWER)),
        JSON.stringify(content),
      );
      answer.body.on('error', () => undefined);
      try {
        const { statusCode: status } = answer;
        const named = headersOf(answer);
        const closed = status === 429 || status === 503 ? retryAfter(named.get('retry-after'), now()) : undefined;
        if (closed !== undefined) await politeness.close(url.host, closed);
        if (status < 200 || status > 299) return { status, value: undefined };
        const most = { ...limits, packed: JSON_LIMIT, plain: JSON_LIMIT };
        const body = plainOf(answer, named, { bytes: 0 }, most);
        // The answer came: what cannot be read of it does not undo what was done.
        const value = await jsonOf({ status, url, headers: named, body, sent: () => 0 }).catch(() => undefined);
        return { status, value };
      } finally {
        await readRest(answer);
      }
    } finally {
      await leave();
    }
  };

  return { fetch, json, post, close: () => agent.destroy() };
}

/** Reads an answer to its end where little is left and comes at once, so that the connection can be used again. */
async function readRest({ body }: Dispatcher.ResponseData): Promise<void> {
  await body.dump({ limit: 16_384, signal: AbortSignal.timeout(REST) }).catch(() => undefined);
}

/** Milliseconds for what is left of an answer that nobody wants. */
const REST = 2_000;

/** Ends a request where its host, or what it asks for, has taken all the time that it may. `end`: to be called at its end. */
function timed(host: string, hosts: Hosts | undefined, time: Time): { signal: AbortSignal; end: () => void } {
  const late = new AbortController();
  const from = performance.now();
  const endHost = hosts?.begin(host);
  const noTimeLeft = () => {
    time.left = 0;
    return new HarvestFault('slow', `> ${time.all / 1000} s`);
  };
  // A timer may be early by a millisecond or two: what it ends has no time left, whatever the clock says.
  const timers = [
    ...(hosts ? [{ left: hosts.left(host), fault: () => hosts.exhaust(host) }] : []),
    { left: time.left, fault: noTimeLeft },
  ].map(({ left, fault }) => setTimeout(() => late.abort(fault()), Math.max(0, left)).unref());
  return {
    signal: late.signal,
    end: () => {
      for (const timer of timers) clearTimeout(timer);
      endHost?.();
      time.left -= performance.now() - from;
    },
  };
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Throws where an address is not one of the public web. */
function refuseUnsafe(url: URL, mayBePrivate: boolean): void {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '' || (!mayBePrivate && isPrivateUrl(url)))
    throw new HarvestFault('unsafe', `${url.protocol}//${url.host}`);
}

/** Where a redirect leads. Throws where it leads back, too far, nowhere, or out of TLS. */
function redirectOf(from: URL, headers: Headers, seen: ReadonlySet<string>): URL {
  const location = headers.get('location') ?? '';
  const to = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (location === '' || !to) throw new HarvestFault('refused', `${from.href} → ${location.slice(0, 200)}`);
  to.hash = '';
  if (seen.has(to.href) || seen.size > MOST_REDIRECTS) throw new HarvestFault('redirect-loop', `${from.href} → ${to.href}`);
  if (from.protocol === 'https:' && to.protocol === 'http:' && !isPrivateUrl(to))
    throw new HarvestFault('unsafe', `${from.href} → ${to.href}`);
  return to;
}

/** The fault that a status is; none where there is an answer to take. */
function kindOf(status: number, conditions: Readonly<Record<string, string>>): FaultKind | undefined {
  if (status === 200 || status === 203) return undefined;
  if (status === 304 && Object.keys(conditions).some((name) => name.startsWith('if-'))) return undefined;
  if (status === 204 || status === 205) return 'empty';
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  if (status === 429 || status === 503) return 'busy';
  return status >= 500 ? 'server-error' : 'refused';
}

async function ask(
  agent: Agent,
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
  body?: string,
): Promise<Dispatcher.ResponseData> {
  const method = body === undefined ? 'GET' : 'POST';
  try {
    return await agent.request({
      ...{ origin: url.origin, path: `${url.pathname}${url.search}`, method, headers, signal },
      ...(body !== undefined && { body }),
    });
  } catch (error) {
    throw faultBefore(error);
  }
}

/** What failed before the answer. */
function faultBefore(error: unknown): HarvestFault {
  if (error instanceof HarvestFault) return error;
  const code = codeOf(error);
  return new HarvestFault(LATE.has(code) ? 'timeout' : 'network', code, {}, error);
}

const LATE = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT', 'TimeoutError']);

function codeOf(error: unknown): string {
  const { code, name, message } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError') return name;
  return typeof code === 'string' ? code : message.slice(0, 200);
}

function headersOf({ headers }: Dispatcher.ResponseData): Headers {
  return {
    get: (name) => {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
  };
}

/** A body of no bytes. */
async function* nothing(): AsyncIterable<Uint8Array> {}

type Meter = { bytes: number };

/** The body decompressed. Throws a HarvestFault where it does not come whole, is empty, is a page for people, or is too much. */
async function* plainOf(
  answer: Dispatcher.ResponseData,
  headers: Headers,
  meter: Meter,
  limits: Limits,
): AsyncIterable<Uint8Array> {
  const at = { status: answer.statusCode };
  const fault = (kind: FaultKind, detail: string | null, cause?: unknown): HarvestFault =>
    new HarvestFault(kind, detail, { ...at, bytes: meter.bytes }, cause);
  const declared = headers.get('content-length');

  async function* sent(): AsyncIterable<Uint8Array> {
    try {
      // What is waited for: what is done with the bytes meanwhile is no fault of the server.
      const slow = { waited: 0, bytes: 0 };
      let from = performance.now();
      let chunks = 0;
      let held: Uint8Array[] = [];
      let length = 0;
      for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
        meter.bytes += chunk.length;
        if (++chunks > limits.chunks && meter.bytes < chunks * LEAST_CHUNK) throw fault('slow', `${meter.bytes} / ${chunks}`);
        if (meter.bytes > limits.packed) throw fault('too-large', `> ${limits.packed}`);
        slow.waited += performance.now() - from;
        slow.bytes += chunk.length;
        if (slow.waited >= limits.over) {
          if (slow.bytes * 1000 < limits.speed * slow.waited)
            throw fault('slow', `${slow.bytes} / ${Math.round(slow.waited / 1000)} s`);
          Object.assign(slow, { waited: 0, bytes: 0 });
        }
        // What comes byte by byte is handed on in larger pieces: each costs as much as thousands of bytes.
        held.push(chunk);
        length += chunk.length;
        if (length >= CHUNK) {
          const piece = Buffer.concat(held);
          [held, length] = [[], 0];
          yield piece;
        }
        from = performance.now();
      }
      if (length > 0) yield Buffer.concat(held);
    } catch (error) {
      if (error instanceof HarvestFault) throw error;
      const code = codeOf(error);
      throw LATE.has(code)
        ? fault('timeout', code, error)
        : fault('truncated', declared === undefined ? code : `${meter.bytes} / ${declared}`, error);
    }
    if (declared !== undefined && Number(declared) !== meter.bytes) throw fault('truncated', `${meter.bytes} / ${declared}`);
  }

  let plain = 0;
  const start: { held: Uint8Array[]; length: number; isOver: boolean } = { held: [], length: 0, isOver: false };
  /** What was held back to be looked at. */
  const looked = (): Uint8Array[] => {
    start.isOver = true;
    const first = Buffer.concat(start.held);
    if (isPage(first, headers.get('content-type'))) throw fault('firewall', headers.get('content-type') ?? null);
    if (isOwnManifest(first)) throw fault('own-output', null);
    return [first];
  };
  try {
    for await (const chunk of await decoded(sent(), headers.get('content-encoding'))) {
      plain += chunk.length;
      if (plain > limits.plain) throw fault('too-large', `> ${limits.plain}`);
      if (plain > mostUnpacked(meter.bytes, Infinity)) throw fault('bomb', `${meter.bytes} → ${plain}`);
      if (start.isOver) {
        yield chunk;
        continue;
      }
      start.held.push(chunk);
      start.length += chunk.length;
      if (start.length >= LOOKED_AT) yield* looked();
    }
  } catch (error) {
    if (error instanceof HarvestFault) throw error;
    const code = codeOf(error);
    throw fault(code === 'Z_BUF_ERROR' ? 'truncated' : 'damaged', code, error);
  }
  if (plain === 0) throw fault('empty', null);
  if (!start.isOver) yield* looked();
}

/** Undoes what Content-Encoding says, last first. */
async function decoded(bytes: AsyncIterable<Uint8Array>, encoding: string | undefined): Promise<AsyncIterable<Uint8Array>> {
  const names = (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const done = names.filter((name) => name !== '' && name !== 'identity').toReversed();
  // More than one is never met, and a chain of them is a bomb's.
  if (done.length > 2) throw new HarvestFault('damaged', `content-encoding: ${names.join(', ').slice(0, 200)}`);
  let plain = bytes;
  for (const name of done) plain = await through(plain, name);
  return plain;
}

async function through(bytes: AsyncIterable<Uint8Array>, name: string): Promise<AsyncIterable<Uint8Array>> {
  const all = bytes[Symbol.asyncIterator]();
  const start = await all.next();
  const rest: AsyncIterable<Uint8Array> = {
    async *[Symbol.asyncIterator]() {
      if (start.done !== true) yield start.value;
      yield* { [Symbol.asyncIterator]: () => all };
    },
  };
  // A body of no bytes is no stream of any encoding, and is said as what it is.
  if (start.done === true) return nothing();
  const decoder = decoderOf(name, start.value);
  if (!decoder) throw new HarvestFault('damaged', `content-encoding: ${name.slice(0, 50)}`);
  // What fails in the one destroys the other, and whoever reads it gets the error.
  pipeline(Readable.from(rest, { objectMode: false, highWaterMark: CHUNK }), decoder, () => undefined);
  return decoder;
}

function decoderOf(name: string, first: Uint8Array): Transform | undefined {
  const options = { chunkSize: CHUNK };
  if (name === 'gzip' || name === 'x-gzip') return createGunzip(options);
  if (name === 'br') return createBrotliDecompress(options);
  // Some servers mean the bare stream, without the two bytes of zlib before it.
  if (name === 'deflate') return ((first[0] ?? 0) & 15) === 8 ? createInflate(options) : createInflateRaw(options);
  return undefined;
}

const CHUNK = 64 * 1024;

async function jsonOf({ body }: Answer): Promise<unknown> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  try {
    return JSON.parse(
      Buffer.concat(parts)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    );
  } catch (error) {
    throw new HarvestFault('damaged', 'JSON', {}, error);
  }
}
