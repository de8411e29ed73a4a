/**
 * A data.gouv.fr for tests and the demonstration, on the loopback interface: the part of its API that a harvest reads, and the servers of its files. It answers as udata
 * does (public repository opendatateam/udata, read at 25b5a2d: `udata/core/dataset/api.py`, `apiv2.py`, `models.py`).
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Scenario } from './scenario.ts';
import { siteOf } from './scenario-site.node.ts';
import type { Fake, FakeDiscussion, FakeRequest, Fault, Meet, Site, SiteDataset, SiteResource, Target } from './site.ts';
import { discuss } from './discussions.ts';
import { type Answer, masked, pageOf, refused } from './udata.ts';

/** Starts the fake data.gouv.fr of a scenario, as it is on a day (the first by default). */
export const startFake = (scenario: Scenario, { day = 1 }: { day?: number } = {}): Promise<Fake> =>
  serve(siteOf(scenario), { day });

/** Starts a server of a site on a free port. It ends with the process at the latest. */
export async function serve(site: Site, { day }: { day: number }): Promise<Fake> {
  const state = new State(site, day);
  const server = createServer((request, response) => {
    answer(state, request, response).catch((error: unknown) => {
      // A client that leaves in the middle of an answer is no fault of the server.
      if (!response.destroyed && !response.headersSent) sendJson(response, refused(500, String(error)));
      else response.destroy();
    });
  });
  server.unref();
  // The harvest keeps connections for longer than a few seconds.
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  state.url = new URL(`http://127.0.0.1:${String(port)}/`);
  return {
    url: state.url,
    requests: state.requests,
    discussions: state.discussions,
    setDay: (next) => {
      state.setDay(next);
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** The datasets of a day, with what faults have made of their lists since. */
class State {
  readonly site: Site;
  readonly requests: FakeRequest[] = [];
  readonly discussions: FakeDiscussion[] = [];
  url = new URL('http://127.0.0.1/');
  day: number;
  readonly #met: number[];
  #hidden: Set<string>;
  #rotations = 0;
  #shown: Promise<Shown> | undefined;

  constructor(site: Site, day: number) {
    this.site = site;
    this.day = day;
    this.#met = site.faults.map(() => 0);
    this.#hidden = new Set(site.hidden);
  }

  setDay(day: number): void {
    this.day = day;
    this.#hidden = new Set(this.site.hidden);
    this.#rotations = 0;
    this.#shown = undefined;
  }

  get shown(): Promise<Shown> {
    return (this.#shown ??= this.site.datasets(this.day).then(shownOf));
  }

  /** The resources of a dataset in the order of the moment. */
  listed({ resources }: SiteDataset): readonly SiteResource[] {
    const hidden = new Set(this.site.hidden);
    const seen = resources.filter(({ title }) => !this.#hidden.has(title));
    // One that comes while the list is read stands first, as the newest.
    const sorted = [...seen.filter(({ title }) => hidden.has(title)), ...seen.filter(({ title }) => !hidden.has(title))];
    const turn = this.#rotations % Math.max(1, sorted.length);
    return turn === 0 ? sorted : [...sorted.slice(-turn), ...sorted.slice(0, -turn)];
  }

  /** The first fault that a request meets. */
  faultOf(asked: Asked): Meet | undefined {
    for (const [i, { on, meet }] of this.site.faults.entries()) {
      if (!fits(on, asked, this.day) || (this.#met[i] ?? 0) >= (on.first ?? Infinity)) continue;
      this.#met[i] = (this.#met[i] ?? 0) + 1;
      return meet;
    }
    return undefined;
  }

  /** What happens to a list after an answer. */
  changeList(meet: Meet): void {
    if (meet.kind === 'hide') this.#hidden.add(meet.resource);
    else if (meet.kind === 'reveal') this.#hidden.delete(meet.resource);
    else if (meet.kind === 'rotate') this.#rotations++;
  }
}

/** The datasets of a day, by what requests name. */
type Shown = {
  datasets: readonly SiteDataset[];
  byName: ReadonlyMap<string, SiteDataset>;
  resources: ReadonlyMap<string, OfDataset>;
  files: ReadonlyMap<string, OfDataset>;
};

type OfDataset = { dataset: SiteDataset; resource: SiteResource };

function shownOf(datasets: readonly SiteDataset[]): Shown {
  const byName = new Map<string, SiteDataset>();
  const resources = new Map<string, OfDataset>();
  const files = new Map<string, OfDataset>();
  for (const dataset of datasets) {
    byName.set(dataset.id, dataset).set(dataset.slug, dataset);
    if (dataset.deleted) continue;
    for (const resource of dataset.resources) {
      resources.set(resource.id, { dataset, resource });
      files.set(pathOf(dataset, resource), { dataset, resource });
    }
  }
  return { datasets, byName, resources, files };
}

/** The path of the file of a resource. */
function pathOf({ slug }: SiteDataset, { filetype, modified, file }: SiteResource): string {
  const stamp = modified.internal.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
  return filetype === 'file'
    ? `/static/resources/${slug}/${stamp}/${encodeURIComponent(file)}`
    : `/remote/${slug}/${encodeURIComponent(file)}`;
}

/** A request, and what it is about. */
type Asked = {
  to: Target | null;
  method: string;
  address: URL;
  dataset?: SiteDataset | undefined;
  resource?: SiteResource | undefined;
};

function fits(on: Fault['on'], { to, method, address, dataset, resource }: Asked, day: number): boolean {
  return (
    on.to === to &&
    (on.dataset === undefined || on.dataset === dataset?.slug) &&
    (on.resource === undefined || on.resource === resource?.title) &&
    (on.method === undefined || on.method === method) &&
    (on.page === undefined || on.page === Number(address.searchParams.get('page') ?? '1')) &&
    (on.day === undefined || on.day === day)
  );
}

function targetOf(shown: Shown, method: string, address: URL): Asked {
  const path = decodeURI(address.pathname).replace(/\/$/, '');
  const asked = { method, address };
  if (path === '/api/1/datasets') return { ...asked, to: 'search' };
  if (path === '/api/1/discussions') return { ...asked, to: 'discussions' };
  if (path.startsWith('/api/1/discussions/')) return { ...asked, to: 'discussion' };
  const file = shown.files.get(address.pathname);
  if (file) return { ...asked, to: 'file', ...file };
  const latest = /^\/(?:api\/1|fr)\/datasets\/r\/([^/]+)$/.exec(path);
  if (latest) return { ...asked, to: 'latest', ...shown.resources.get(latest[1] ?? '') };
  const [, name = '', list] = /^\/api\/[12]\/datasets\/([^/]+)(\/resources)?$/.exec(path) ?? [];
  if (name === '' || (list !== undefined && !path.startsWith('/api/2/'))) return { ...asked, to: null };
  return { ...asked, to: list === undefined ? 'dataset' : 'resources', dataset: shown.byName.get(name) };
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '', headers } = request;
  const address = new URL(url, state.url);
  const record: FakeRequest = {
    day: state.day,
    method,
    path: url,
    to: null,
    status: 0,
    bytes: 0,
    ifNoneMatch: headers['if-none-match'] ?? null,
    ifModifiedSince: headers['if-modified-since'] ?? null,
    range: headers.range ?? null,
  };
  state.requests.push(record);
  const exchange = new Exchange(request, response, record);
  const shown = await state.shown;
  const asked = targetOf(shown, method, address);
  record.to = asked.to;
  const meet = state.faultOf(asked);
  if (meet && refusal(exchange, meet, address)) return;
  if (asked.to === 'file') await sendFile(exchange, asked.resource as SiteResource, meet);
  else if (asked.to === 'discussions' || asked.to === 'discussion') {
    const given = discuss(shown.datasets, state.discussions, {
      ...{ method, path: address.pathname, key: headers['x-api-key'], body: await textOf(request) },
    });
    if (meet?.kind === 'cut') response.destroy();
    else exchange.json(given);
  } else if (method !== 'GET' && method !== 'HEAD') exchange.json(refused(405, 'Method Not Allowed'));
  else exchange.json(api(state, shown, asked, headers['x-fields']));
  if (meet) state.changeList(meet);
}

/** The greatest body that is read. */
const LARGEST = 1 << 20;

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) if ((size += part.length) <= LARGEST) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** A request with its answer, of which the bytes are counted. */
class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly #record: FakeRequest;

  constructor(request: IncomingMessage, response: ServerResponse, record: FakeRequest) {
    this.request = request;
    this.response = response;
    this.#record = record;
  }

  get isHead(): boolean {
    return this.request.method === 'HEAD';
  }

  head(status: number, headers: Readonly<Record<string, string | number>>): void {
    this.#record.status = status;
    this.response.writeHead(status, headers);
  }

  json(given: Answer): void {
    this.#record.status = given.status;
    this.#record.bytes = sendJson(this.response, given, this.isHead);
  }

  /** Sends a body up to a number of bytes, at the pace of the client. False where the client left. */
  async body(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, most = Infinity): Promise<boolean> {
    const { response } = this;
    for await (const whole of pieces) {
      const piece = whole.subarray(0, Math.max(0, most - this.#record.bytes));
      if (piece.length === 0) break;
      if (response.destroyed) return false;
      this.#record.bytes += piece.length;
      if (!response.write(piece)) await drained(response);
    }
    return !response.destroyed;
  }
}

/** Resolves once a client took what was written, or left. */
async function drained(response: ServerResponse): Promise<void> {
  const done = new AbortController();
  const { signal } = done;
  // Both waits end together, so that none listens on for every piece of a large file. An error comes before the close.
  const waits = ['drain', 'close'].map((name) =>
    once(response, name, { signal }).then(
      () => undefined,
      () => undefined,
    ),
  );
  await Promise.race(waits);
  done.abort();
}

function sendJson(response: ServerResponse, { status, body, headers = {} }: Answer, isHead = false): number {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers });
  response.end(isHead ? undefined : text);
  return isHead ? 0 : Buffer.byteLength(text);
}

const FIREWALL =
  '<!DOCTYPE html>\n<html><head><title>Request Rejected</title></head><body>La requête a été bloquée. Support ID: 0000</body></html>\n';

/** Gives the answers that have nothing of the file in them. True where it gave one. */
function refusal(exchange: Exchange, meet: Meet, address: URL): boolean {
  if (meet.kind === 'status') {
    const headers = meet.retryAfter === undefined ? {} : { 'retry-after': String(meet.retryAfter) };
    exchange.json({ ...refused(meet.status, 'fault of the scenario'), headers });
  } else if (meet.kind === 'firewall')
    exchange.json({ status: 200, body: FIREWALL, headers: { 'content-type': 'text/html; charset=utf-8' } });
  else if (meet.kind === 'loop') exchange.json({ status: 302, body: '', headers: { location: address.href } });
  else return meet.kind === 'silence';
  return true;
}

async function sendFile(exchange: Exchange, { served }: SiteResource, meet: Meet | undefined): Promise<void> {
  const { method = '', headers: asked } = exchange.request;
  if (method !== 'GET' && method !== 'HEAD') {
    exchange.json(refused(405, 'Method Not Allowed'));
    return;
  }
  const { body, type, lastModified, coding } = served;
  const compressed = served.gzip && /\bgzip\b/.test(asked['accept-encoding'] ?? '');
  // As nginx does: a file that it compresses on its way has a weak tag.
  const etag = served.etag === null ? null : compressed ? `W/${served.etag}` : served.etag;
  const headers: Record<string, string | number> = {
    'content-type': type,
    ...(etag !== null && { etag }),
    ...(lastModified !== null && { 'last-modified': new Date(lastModified).toUTCString() }),
    ...(served.gzip && { vary: 'Accept-Encoding' }),
  };
  if (isUnchanged(asked, etag, lastModified)) {
    exchange.head(304, headers);
    exchange.response.end();
    return;
  }
  if (compressed) {
    exchange.head(200, { ...headers, 'content-encoding': 'gzip' });
    if (!exchange.isHead) await sendBody(exchange, Readable.from(body.open(0)).pipe(createGzip()), meet);
    else exchange.response.end();
    return;
  }
  const from = rangeOf(asked, etag, lastModified, body.size);
  if (from === undefined) {
    exchange.head(416, { ...headers, 'content-range': `bytes */${String(body.size)}` });
    exchange.response.end();
    return;
  }
  const length = body.size - from + (meet?.kind === 'length' ? meet.by : 0);
  exchange.head(from === 0 ? 200 : 206, {
    ...headers,
    ...(coding === undefined ? { 'accept-ranges': 'bytes' } : { 'content-encoding': coding }),
    ...(meet?.kind === 'short' ? {} : { 'content-length': length }),
    ...(from > 0 && { 'content-range': `bytes ${String(from)}-${String(body.size - 1)}/${String(body.size)}` }),
    ...(meet?.kind === 'length' && { connection: 'close' }),
  });
  if (exchange.isHead) exchange.response.end();
  else await sendBody(exchange, body.open(from), meet);
}

/** Sends the bytes of a file, or as many of them as a fault lets pass. */
async function sendBody(
  exchange: Exchange,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  meet: Meet | undefined,
): Promise<void> {
  const { response } = exchange;
  const most = meet?.kind === 'stall' || meet?.kind === 'cut' || meet?.kind === 'short' ? meet.after : Infinity;
  if (!(await exchange.body(pieces, most))) return;
  if (meet?.kind === 'stall') return;
  // What was written has to reach the client before the connection breaks.
  if (meet?.kind === 'cut') response.write('', () => setImmediate(() => response.destroy()));
  else if (meet?.kind === 'length' && meet.by > 0) response.write('', () => response.socket?.end());
  else response.end();
}

const strong = (tag: string): string => tag.replace(/^W\//, '');

/** RFC 9110, 13.2.2: where there is an If-None-Match, the date is not looked at. */
function isUnchanged(asked: IncomingMessage['headers'], etag: string | null, lastModified: string | null): boolean {
  const tags = asked['if-none-match'];
  if (tags !== undefined)
    return (
      etag !== null &&
      (tags === '*' ||
        tags
          .split(/\s*,\s*/)
          .map(strong)
          .includes(strong(etag)))
    );
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return lastModified !== null && Math.floor(Date.parse(lastModified) / 1000) * 1000 <= since;
}

/** Where an answer begins: 0 for all of the file. Undefined for a range past its end. Ranges with an end, or several, are not granted, which a server may do. */
function rangeOf(
  asked: IncomingMessage['headers'],
  etag: string | null,
  lastModified: string | null,
  size: number,
): number | undefined {
  const from = /^bytes=(\d+)-$/.exec(asked.range ?? '')?.[1];
  if (from === undefined) return 0;
  const condition = asked['if-range'];
  const isSame =
    typeof condition !== 'string' || condition === etag || condition === (lastModified && new Date(lastModified).toUTCString());
  if (!isSame) return 0;
  return Number(from) < size ? Number(from) : undefined;
}

function api(state: State, shown: Shown, { to, address, dataset, resource }: Asked, mask: string | string[] | undefined): Answer {
  const isFirst = address.pathname.startsWith('/api/1/');
  const given = apiAnswer(state, shown, to, address, dataset, resource);
  if (!isFirst || mask === undefined || given.status !== 200) return given;
  try {
    return { ...given, body: masked(given.body, String(mask)) };
  } catch (error) {
    return refused(400, String(error));
  }
}

function apiAnswer(
  state: State,
  shown: Shown,
  to: Target | null,
  address: URL,
  dataset: SiteDataset | undefined,
  resource: SiteResource | undefined,
): Answer {
  const most = state.site.pageSize;
  if (to === 'search') {
    const page = pageOf(
      shown.datasets.filter((one) => isFound(one, address.searchParams)),
      address,
      { usual: 20, most },
    );
    return page.status === 200
      ? { status: 200, body: { ...(page.body as object), data: page.items.map((one) => datasetOf(state, one)) } }
      : page;
  }
  if (to === 'latest') {
    if (!dataset || !resource) return refused(404, 'Resource does not exist');
    return { status: 302, body: '', headers: { location: new URL(pathOf(dataset, resource), state.url).href } };
  }
  if (to === null) return refused(404, 'Not Found');
  if (!dataset) return refused(404, 'Dataset not found');
  if (dataset.deleted) return refused(410, 'Dataset has been deleted');
  if (to === 'resources') {
    const page = pageOf(state.listed(dataset), address, { usual: 50, most });
    const data = page.items.map((one) => resourceOf(state, dataset, one));
    return page.status === 200 ? { status: 200, body: { ...(page.body as object), data } } : page;
  }
  if (address.pathname.startsWith('/api/1/')) return { status: 200, body: datasetOf(state, dataset) };
  const href = new URL(`/api/2/datasets/${dataset.id}/resources/?page=1&page_size=50`, state.url).href;
  const resources = { rel: 'subsection', href, type: 'GET', total: state.listed(dataset).length };
  return { status: 200, body: { ...datasetOf(state, dataset), resources } };
}

function isFound({ deleted, organization, resources, tags }: SiteDataset, query: URLSearchParams): boolean {
  const [owner, schema, version, tag] = ['organization', 'schema', 'schema_version', 'tag'].map((name) => query.get(name));
  const declares = resources.some(({ schema: of }) => (!schema || of?.name === schema) && (!version || of?.version === version));
  return (
    !deleted && (!owner || organization?.id === owner) && ((!schema && !version) || declares) && (!tag || tags.includes(tag))
  );
}

function datasetOf(state: State, dataset: SiteDataset): Record<string, unknown> {
  const { id, slug, title, organization, license, frequency, tags, extras } = dataset;
  const page = new URL(`/fr/datasets/${slug}/`, state.url).href;
  const resources = state.listed(dataset).map((resource) => resourceOf(state, dataset, resource));
  const description = 'Jeu de données inventé.';
  return {
    id,
    slug,
    title,
    description,
    organization,
    license,
    frequency,
    tags,
    extras,
    private: false,
    deleted: null,
    archived: null,
    page,
    resources,
  };
}

function resourceOf(state: State, dataset: SiteDataset, resource: SiteResource): Record<string, unknown> {
  const { id, title, format, mime, filetype, schema, created, modified, said } = resource;
  const isHosted = filetype === 'file';
  const analysed = !isHosted && modified.analysis !== null;
  return {
    id,
    title,
    description: null,
    type: 'main',
    filetype,
    format,
    mime,
    url: new URL(pathOf(dataset, resource), state.url).href,
    latest: new URL(`/api/1/datasets/r/${id}`, state.url).href,
    checksum: isHosted && said.sha1 !== null ? { type: 'sha1', value: said.sha1 } : null,
    filesize: isHosted ? said.size : null,
    created_at: created,
    last_modified: modified.harvest ?? (analysed ? modified.analysis : null) ?? modified.internal,
    internal: { created_at_internal: created, last_modified_internal: modified.internal },
    harvest: modified.harvest === null ? null : { modified_at: modified.harvest },
    schema,
    extras: {
      ...(analysed && {
        'analysis:last-modified-at': modified.analysis,
        'analysis:last-modified-detection': 'last-modified-header',
      }),
      ...(!isHosted && said.sha1 !== null && { 'analysis:checksum': said.sha1 }),
      ...(!isHosted && said.size !== null && { 'analysis:content-length': said.size }),
      ...(!isHosted && { 'check:available': true, 'check:status': 200 }),
    },
  };
}
