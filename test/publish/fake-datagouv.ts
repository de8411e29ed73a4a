/**
 * A small data.gouv.fr for tests: the part of its API that a deposit and a harvest use, on the loopback interface. It answers as udata does (the public repository
 * opendatateam/udata, read at 22527b4: `udata/core/dataset/api.py`, `forms.py`, `udata/api/__init__.py`), with its oddities: a file that is uploaded again gets its file
 * name as title and a new address, and a member sees the deleted datasets of the organisation. The header `X-Fields` is accepted and not applied.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type Answer, pageOf, refused } from '../../federation/fake/udata.ts';

export type FakeResource = {
  id: string;
  title: string;
  description: string | null;
  type: string;
  filetype: 'file' | 'remote';
  format: string;
  mime: string | null;
  url: string;
  latest: string;
  checksum: { type: string; value: string } | null;
  filesize: number | null;
  last_modified: string;
  schema: { name: string | null; version: string | null; url: string | null } | null;
  extras: Record<string, unknown>;
};

export type FakeDataset = {
  id: string;
  slug: string;
  title: string;
  description: string;
  organization: { id: string; name: string } | null;
  license: string;
  frequency: string;
  tags: string[];
  extras: Record<string, unknown>;
  private: boolean;
  deleted: string | null;
  archived: string | null;
  page: string;
  resources: FakeResource[];
};

/** What a request meets instead of an answer. `cut-before`: the connection ends in the middle of the request; `cut-after`: once it was obeyed;
 * `silence`: no answer comes. */
export type Fault =
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
  | { kind: 'cut-before' | 'cut-after' | 'silence' | 'other-bytes' | 'page-of-a-firewall' };

export type FakeDatagouv = {
  /** The address of the portal. */
  url: string;
  datasets: FakeDataset[];
  /** The content of a file, by the id of its resource. */
  contents: Map<string, Buffer>;
  /** `POST /datasets/`, in order. */
  requests: string[];
  /** Gives the fault of a request, by its rank from 0 and its words. */
  faultOf: (rank: number, request: string) => Fault | undefined;
  close(): Promise<void>;
};

/** `members`: by token, the organisations of its account. `schemas`: the versions of each schema of the catalogue; none: there is no catalogue. */
type Options = {
  members: Readonly<Record<string, readonly string[]>>;
  schemas?: Readonly<Record<string, readonly string[]>>;
  /** How many datasets a page has at the most, whatever is asked for. */
  pageSize?: number;
};

const LICENCES = ['notspecified', 'lov2', 'fr-lo', 'odc-odbl'];
const FREQUENCIES = ['unknown', 'daily', 'weekly', 'monthly', 'annual'];
const DENIED = { message: 'You do not have the permission to modify that object.', status: 403 };

/** Starts the portal on a free port. It does not keep the process alive, and ends with it. */
export async function startFakeDatagouv(options: Options): Promise<FakeDatagouv> {
  const server = createServer((request, response) => {
    answer(portal, options, request, response).catch(() => response.destroy());
  });
  server.unref();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const portal: FakeDatagouv = {
    url: `http://127.0.0.1:${String(port)}`,
    datasets: [],
    contents: new Map(),
    requests: [],
    faultOf: () => undefined,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return portal;
}

/** A dataset as the portal keeps it. */
export function fakeDataset(portal: FakeDatagouv, organization: string, given: Partial<FakeDataset> = {}): FakeDataset {
  const id = randomUUID().replaceAll('-', '').slice(0, 24);
  return {
    id,
    slug: `jeu-${id}`,
    title: 'Jeu',
    description: 'Un jeu inventé.',
    organization: { id: organization, name: 'Commune inventée' },
    license: 'notspecified',
    frequency: 'unknown',
    tags: [],
    extras: {},
    private: false,
    deleted: null,
    archived: null,
    page: `${portal.url}/fr/datasets/jeu-${id}/`,
    resources: [],
    ...given,
  };
}

/** A file of a dataset as the portal keeps it. */
export function fakeResource(portal: FakeDatagouv, name: string, given: Partial<FakeResource> = {}): FakeResource {
  const id = randomUUID();
  return {
    id,
    title: name,
    description: null,
    type: 'main',
    filetype: 'file',
    format: name.split('.').at(-1) ?? '',
    mime: null,
    url: `${portal.url}/resources/${id}/${name}`,
    latest: `${portal.url}/fr/datasets/r/${id}`,
    checksum: null,
    filesize: null,
    last_modified: new Date().toISOString(),
    schema: null,
    extras: {},
    ...given,
  };
}

async function answer(portal: FakeDatagouv, options: Options, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const { pathname, searchParams } = new URL(url, portal.url);
  const path = pathname.replace(/^\/api\/1/, '');
  const words = `${method} ${path}`;
  const fault = portal.faultOf(portal.requests.length, words);
  portal.requests.push(words);
  if (fault?.kind === 'cut-before') {
    if (method !== 'GET') await new Promise((read) => request.once('data', read));
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'status' && fault.status === 413) {
    // As nginx does: it answers before it has read the body.
    send(response, fault.status, fault.body ?? '<html>413</html>', { connection: 'close' });
    return;
  }
  const body = await buffer(request);
  if (fault?.kind === 'silence') return;
  if (fault?.kind === 'status') {
    send(response, fault.status, fault.body ?? refused(fault.status, 'fault').body, fault.headers);
    return;
  }
  if (fault?.kind === 'page-of-a-firewall') {
    send(response, 200, '<html>Accès filtré</html>', { 'content-type': 'text/html' });
    return;
  }
  const token = request.headers['x-api-key'];
  const obeyed = obey(portal, options, {
    method,
    path,
    query: searchParams,
    token: token === undefined ? undefined : String(token),
    body,
    type: request.headers['content-type'] ?? '',
  });
  if (fault?.kind === 'cut-after') {
    request.socket.destroy();
    return;
  }
  if (fault?.kind === 'other-bytes') (obeyed.body as FakeResource).checksum = { type: 'sha1', value: '0'.repeat(40) };
  send(response, obeyed.status, obeyed.body, obeyed.headers);
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

type Request = { method: string; path: string; query: URLSearchParams; token: string | undefined; body: Buffer; type: string };

function obey(portal: FakeDatagouv, options: Options, request: Request): Answer {
  const { method, path, token, query, body } = request;
  if (token !== undefined && !Object.hasOwn(options.members, token)) return refused(401, 'Invalid API Key');
  const organizations = token === undefined ? [] : (options.members[token] ?? []);
  if (path === '/datasets/schemas/') return schemas(options);
  if (method !== 'GET' && token === undefined) return refused(401, 'Unauthorized');
  if (path === '/datasets/')
    return method === 'GET' ? list(portal, options, organizations, query) : create(portal, organizations, body);
  const [, id = '', rest = ''] = /^\/datasets\/([^/]+)\/(.*)$/.exec(path) ?? [];
  const dataset = portal.datasets.find((it) => it.id === id || it.slug === id);
  if (!dataset) return refused(404, 'Dataset not found');
  const mayEdit = dataset.organization !== null && organizations.includes(dataset.organization.id);
  if (dataset.deleted !== null && !mayEdit) return refused(410, 'Dataset has been deleted');
  if (method === 'GET' && rest === '') return { status: 200, body: dataset };
  if (!mayEdit) return { status: 403, body: DENIED };
  if (method === 'POST' && rest === 'upload/') return upload(portal, dataset, undefined, request);
  const [, rid = '', what = ''] = /^resources\/([^/]+)\/(.*)$/.exec(rest) ?? [];
  const resource = dataset.resources.find((it) => it.id === rid);
  if (!resource) return refused(404, 'Resource does not exist');
  if (method === 'POST' && what === 'upload/') return upload(portal, dataset, resource, request);
  return method === 'PUT' && what === '' ? describe(options, resource, body) : refused(405, 'Method Not Allowed');
}

function schemas({ schemas: known }: Options): Answer {
  if (!known) return refused(404, 'Schema catalog endpoint was not found');
  const versions = (of: readonly string[]) =>
    of.map((version) => ({ version_name: version, schema_url: `https://schema.data.gouv.fr/${version}` }));
  return {
    status: 200,
    body: Object.entries(known).map(([name, of]) => ({ name, title: name, schema_type: 'jsonschema', versions: versions(of) })),
  };
}

function list(
  portal: FakeDatagouv,
  { pageSize = 100 }: Options,
  organizations: readonly string[],
  query: URLSearchParams,
): Answer {
  const organization = query.get('organization');
  if (organization !== null && !/^[0-9a-f]{24}$/.test(organization))
    return refused(400, 'Organization arg must be an identifier');
  const seen = portal.datasets.filter(
    (it) =>
      (organization === null || it.organization?.id === organization) &&
      ((it.deleted === null && it.archived === null && !it.private) || organizations.includes(it.organization?.id ?? '')),
  );
  const { status, body } = pageOf(seen, new URL(`/api/1/datasets/?${query.toString()}`, portal.url), {
    usual: 20,
    most: pageSize,
  });
  return { status, body };
}

function create(portal: FakeDatagouv, organizations: readonly string[], body: Buffer): Answer {
  const given = JSON.parse(String(body)) as Partial<FakeDataset> & { organization?: string };
  const errors: Record<string, string[]> = {};
  for (const name of ['title', 'description'] as const) if (!given[name]) errors[name] = ['Data is required'];
  if ((given.title ?? '').length > 350) errors['title'] = ['Field cannot be longer than 350 characters.'];
  if (!LICENCES.includes(given.license ?? 'notspecified')) errors['license'] = ['Unknown identifiers'];
  if (!FREQUENCIES.includes(given.frequency ?? 'unknown')) errors['frequency'] = ['Not a valid choice'];
  const organization = String(given.organization ?? '');
  if (!organizations.includes(organization)) errors['organization'] = ['Permission denied for this organization'];
  if (Object.keys(errors).length > 0) return refused(400, 'Validation error', errors);
  const dataset = {
    ...fakeDataset(portal, organization),
    ...given,
    organization: { id: organization, name: 'Commune inventée' },
  };
  portal.datasets.push(dataset);
  return { status: 201, body: dataset };
}

/** Stores the part `file` of a form. A file that is uploaded again is called by its file name, whatever its title was. */
function upload(portal: FakeDatagouv, dataset: FakeDataset, before: FakeResource | undefined, { body, type }: Request): Answer {
  const file = filePart(body, type);
  if (!file) return { status: 400, body: { success: false, error: 'Missing file parameter' } };
  const stored = fakeResource(portal, file.name);
  const resource = before ?? stored;
  Object.assign(resource, {
    title: file.name,
    url: `${portal.url}/resources/${dataset.slug}/${String(portal.requests.length)}/${file.name}`,
    format: stored.format,
    mime: file.type,
    checksum: { type: 'sha1', value: createHash('sha1').update(file.content).digest('hex') },
    filesize: file.content.length,
    last_modified: stored.last_modified,
  });
  if (!before) dataset.resources.unshift(resource);
  portal.contents.set(resource.id, file.content);
  return { status: before ? 200 : 201, body: { ...resource, success: true } };
}

function filePart(body: Buffer, type: string): { name: string; type: string; content: Buffer } | undefined {
  const boundary = /boundary=(.+)$/.exec(type)?.[1];
  if (boundary === undefined) return undefined;
  const [start, end] = [body.indexOf('\r\n\r\n'), body.lastIndexOf(`\r\n--${boundary}--\r\n`)];
  const head = body.subarray(0, start).toString();
  const name = /name="file"; filename="([^"]*)"/.exec(head)?.[1];
  if (!head.startsWith(`--${boundary}\r\n`) || name === undefined || end < start) return undefined;
  return { name: name.toLowerCase(), type: /Content-Type: (.*)/.exec(head)?.[1] ?? '', content: body.subarray(start + 4, end) };
}

function describe({ schemas: known }: Options, resource: FakeResource, body: Buffer): Answer {
  const given = JSON.parse(String(body)) as Partial<FakeResource>;
  if (given.title === '') return refused(400, 'Validation error', { title: ['Data is required'] });
  if (given.filetype !== undefined && given.filetype !== resource.filetype)
    return refused(400, 'Cannot modify filetype after creation');
  const { name = null, version = null } = given.schema ?? {};
  const versions = name === null || !known ? [] : known[name];
  if (known && !versions)
    return refused(400, 'Validation error', { schema: { name: [`Schema name "${String(name)}" is not an allowed value.`] } });
  if (known && version !== null && !versions?.includes(version))
    return refused(400, 'Validation error', { schema: { version: [`Version "${version}" is not an allowed value.`] } });
  const { title = resource.title, description = resource.description, type = resource.type } = given;
  Object.assign(resource, { title, description, type, ...(name !== null && { schema: { name, version, url: null } }) });
  return { status: 200, body: resource };
}
