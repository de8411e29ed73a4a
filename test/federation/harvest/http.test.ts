import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { USUAL } from '../../../federation/src/budgets.ts';
import { HarvestFault } from '../../../federation/src/harvest/fault.ts';
import { Hosts } from '../../../federation/src/harvest/hosts.ts';
import { type Http, type JsonAttempt, type Limits, limitsOf, openHttp } from '../../../federation/src/harvest/http.node.ts';
import { isPrivateUrl, isPublicAddress, publicLookup } from '../../../federation/src/harvest/public-address.node.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const DATA = JSON.stringify({ marches: 'é'.repeat(2000) });

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
let handler: Handler;
let asked: IncomingMessage[];
let server: Server;
let base: URL;
let http: Http;
/** What was asked of the hosts, and how long they are closed. */
let entered: string[];
let left: number;
let closed: [string, number][];
let waits: number[];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    handler(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const open = (portal: URL, limits: Partial<Limits> = {}, hosts?: Hosts): Http =>
  openHttp({
    politeness: {
      enter: (host) => {
        entered.push(host);
        return Promise.resolve(() => Promise.resolve(void left++));
      },
      close: (host, milliseconds) => Promise.resolve(void closed.push([host, milliseconds])),
    },
    portal,
    limits,
    hosts,
    now: () => NOW,
    sleep: (milliseconds) => Promise.resolve(void waits.push(milliseconds)),
    random: () => 0,
  });

beforeEach(() => {
  [asked, entered, closed, waits, left] = [[], [], [], [], 0];
  http = open(base);
});
afterEach(async () => {
  await http.close();
  // Whatever came of a request, its connection is given back.
  expect(left).toBe(entered.length);
});

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  return Buffer.concat(parts).toString();
}

const get = (path = '/a.json', headers = {}) =>
  http.fetch({ url: new URL(path, base), headers }, async ({ body, status, url }) => ({
    text: await textOf(body),
    status,
    path: url.pathname,
  }));

/** The fault of a request. */
async function faultOf(work: Promise<unknown>): Promise<Pick<HarvestFault, 'kind' | 'status' | 'detail'> & { bytes: number }> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HarvestFault)) throw new Error(`no fault: ${String(error)}`, { cause: error });
  const { kind, status, detail, bytes } = error;
  return { kind, status, detail, bytes };
}

const send =
  (status: number, headers: Record<string, string | number>, body: string | Uint8Array = ''): Handler =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };

describe('an answer', () => {
  test('comes as it was sent, with its bytes counted', async () => {
    handler = send(200, {}, DATA);
    expect(await get()).toEqual({
      value: { text: DATA, status: 200, path: '/a.json' },
      status: 200,
      bytes: Buffer.byteLength(DATA),
    });
    expect(asked[0]?.headers).toMatchObject({ 'accept-encoding': 'gzip, br, deflate' });
    expect(asked[0]?.headers['user-agent']).toMatch(/^decp-federation\//);
  });

  test.each([
    ['gzip', gzipSync(DATA)],
    ['x-gzip', gzipSync(DATA)],
    ['br', brotliCompressSync(DATA)],
    ['deflate', deflateSync(DATA)],
    ['deflate', deflateRawSync(DATA)],
    ['identity', Buffer.from(DATA)],
    ['gzip, br', brotliCompressSync(gzipSync(DATA))],
  ])('in %s is decompressed', async (encoding, body) => {
    handler = send(200, { 'content-encoding': encoding, 'content-length': body.length }, body);
    const { value, bytes } = await get();
    expect(value.text).toBe(DATA);
    expect(bytes).toBe(body.length);
  });

  test('304 has no body, where conditions were given, and is a fault otherwise', async () => {
    handler = send(304, {});
    expect((await get('/a.json', { 'if-none-match': '"1"' })).value).toMatchObject({ status: 304, text: '' });
    expect(asked[0]?.headers['if-none-match']).toBe('"1"');
    expect(await faultOf(get())).toMatchObject({ kind: 'refused', status: 304 });
  });

  test('is given back though nobody reads it', async () => {
    handler = send(200, {}, DATA.repeat(1000));
    await http.fetch({ url: base }, () => Promise.resolve());
    await expect(http.fetch({ url: base }, () => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
  });

  test('redirects are followed, each host entered by itself', async () => {
    handler = (request, response) => {
      if (request.url === '/a.json') response.writeHead(302, { location: '/b.json' }).end('moved');
      else if (request.url === '/b.json') response.writeHead(307, { location: `http://localhost:${base.port}/c.json#x` }).end();
      else response.end(DATA);
    };
    expect((await get()).value).toMatchObject({ text: DATA, path: '/c.json' });
    expect(entered).toEqual([base.host, base.host, `localhost:${base.port}`]);
  });
});

type FaultCase = [what: string, handler: Handler, fault: Record<string, unknown>];

const cut: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': 5000 });
  response.write(DATA.slice(0, 1500), () => setImmediate(() => response.destroy()));
};
const cutInChunks: Handler = (_, response) => {
  response.write(DATA.slice(0, 1500), () => setImmediate(() => response.destroy()));
};
const endsEarly: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': 5000, connection: 'close' });
  response.write(DATA.slice(0, 1500), () => response.socket?.end());
};
const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, 'x'));
const packed = gzipSync(DATA);

const FAULTS: FaultCase[] = [
  ['404', send(404, {}), { kind: 'not-found', status: 404 }],
  ['410', send(410, {}), { kind: 'gone', status: 410 }],
  ['401', send(401, {}), { kind: 'refused', status: 401 }],
  ['403 with a page', send(403, { 'content-type': 'text/html' }, '<html>'), { kind: 'refused', status: 403 }],
  ['206', send(206, {}, DATA), { kind: 'refused', status: 206 }],
  ['202 with a page', send(202, {}, '<html>'), { kind: 'refused', status: 202 }],
  ['429', send(429, {}), { kind: 'busy', status: 429 }],
  ['503', send(503, {}), { kind: 'busy', status: 503 }],
  ['500', send(500, {}), { kind: 'server-error', status: 500 }],
  ['502', send(502, {}), { kind: 'server-error', status: 502 }],
  ['204', send(204, {}), { kind: 'empty', status: 204 }],
  ['a body of no bytes', send(200, { 'content-length': 0 }), { kind: 'empty', status: 200 }],
  ['a body of no bytes in gzip', send(200, { 'content-encoding': 'gzip' }), { kind: 'empty' }],
  ['an empty file in gzip', send(200, { 'content-encoding': 'gzip' }, gzipSync('')), { kind: 'empty' }],
  [
    'a page of a firewall',
    send(200, { 'content-type': 'text/html' }, '<!DOCTYPE html><html>no</html>'),
    { kind: 'firewall', status: 200 },
  ],
  [
    'a page as JSON, in gzip',
    send(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }, gzipSync(`\n<HTML>${DATA}`)),
    { kind: 'firewall' },
  ],
  ['our own manifest', send(200, {}, '{"format":"decp-federation-snapshot/1"}'), { kind: 'own-output', status: 200 }],
  ['a connection cut in the body', cut, { kind: 'truncated', status: 200, bytes: 2988, detail: '2988 / 5000' }],
  ['a connection cut between chunks', cutInChunks, { kind: 'truncated', bytes: 2988 }],
  ['an end before the length', endsEarly, { kind: 'truncated', bytes: 2988, detail: '2988 / 5000' }],
  ['gzip that is cut', send(200, { 'content-encoding': 'gzip' }, packed.subarray(0, packed.length - 9)), { kind: 'truncated' }],
  ['gzip that is none', send(200, { 'content-encoding': 'gzip' }, DATA), { kind: 'damaged', detail: 'Z_DATA_ERROR' }],
  ['br that is none', send(200, { 'content-encoding': 'br' }, DATA), { kind: 'damaged' }],
  [
    'an encoding that nobody asked for',
    send(200, { 'content-encoding': 'zstd' }, DATA),
    { kind: 'damaged', detail: 'content-encoding: zstd' },
  ],
  ['three encodings', send(200, { 'content-encoding': 'gzip, gzip, gzip' }, gzipSync(gzipSync(packed))), { kind: 'damaged' }],
  ['a bomb', send(200, { 'content-encoding': 'gzip' }, bomb), { kind: 'bomb', status: 200 }],
  ['a redirect to itself', send(302, { location: '/a.json' }), { kind: 'redirect-loop' }],
  ['a redirect without an address', send(302, {}), { kind: 'refused' }],
  ['a redirect to no address', send(302, { location: 'http://[' }), { kind: 'refused' }],
  ['a redirect to a file', send(302, { location: 'file:///etc/passwd' }), { kind: 'unsafe' }],
  ['a redirect with a password', send(302, { location: 'http://a:b@127.0.0.1/' }), { kind: 'unsafe' }],
  ['a connection that closes', (request) => void request.socket.destroy(), { kind: 'network', status: null }],
  ['no HTTP', (request) => void request.socket.end('hello\r\n\r\n'), { kind: 'network', status: null }],
];

test.each(FAULTS)('%s is recognised', async (_, given, fault) => {
  handler = given;
  expect(await faultOf(get())).toMatchObject(fault);
  // The next request is not harmed.
  handler = send(200, {}, DATA);
  expect((await get()).value.text).toBe(DATA);
});

test('a loop of two redirects names where it closes; a chain ends after ten', async () => {
  handler = (request, response) => void response.writeHead(301, { location: request.url === '/a.json' ? '/b' : '/a.json' }).end();
  expect(await faultOf(get())).toMatchObject({ kind: 'redirect-loop', detail: `${base.href}b → ${base.href}a.json` });
  handler = (request, response) => void response.writeHead(301, { location: `${request.url ?? ''}x` }).end();
  asked = [];
  expect(await faultOf(get())).toMatchObject({ kind: 'redirect-loop' });
  expect(asked).toHaveLength(11);
});

test('a body longer than the limits is stopped, as sent and as decompressed', async () => {
  await http.close();
  http = open(base, { plain: 3000 });
  handler = send(200, {}, DATA);
  expect(await faultOf(get())).toMatchObject({ kind: 'too-large', detail: '> 3000' });
  handler = send(200, { 'content-encoding': 'gzip' }, packed);
  expect(await faultOf(get())).toMatchObject({ kind: 'too-large', detail: '> 3000' });
  await http.close();
  http = open(base, { packed: 3000 });
  handler = send(200, {}, DATA);
  expect(await faultOf(get())).toMatchObject({ kind: 'too-large' });
  handler = send(200, { 'content-encoding': 'gzip' }, packed);
  await get();
});

test('what does not come in time is said, before the answer and within it', async () => {
  await http.close();
  http = open(base, { headers: 50, body: 50 });
  handler = () => undefined;
  expect(await faultOf(get())).toMatchObject({ kind: 'timeout', status: null });
  handler = (_, response) => void response.write(DATA.slice(0, 1500));
  expect(await faultOf(get())).toMatchObject({ kind: 'timeout', status: 200, bytes: 2988 });
  await http.close();
  http = open(base, { all: 50 });
  expect(await faultOf(get())).toMatchObject({ kind: 'slow', status: 200, detail: '> 0.05 s' });
});

test('the time for a file is that of its budget, however long', () => {
  expect(limitsOf({ ...USUAL, server: { ...USUAL.server, file: 7200 } }).all).toBe(7_200_000);
});

test('a host that brings nothing is not asked any more, also where another leads to it, which is', async () => {
  await http.close();
  const hosts = new Hosts(USUAL.server);
  http = open(base, {}, hosts);
  const dead = '127.0.0.1:9';
  handler = send(302, { location: `http://${dead}/` });
  for (let at = 0; at < 6; at++) {
    const fault = (await http
      .json()(new URL(`/${at}`, base))
      .catch((error: unknown) => error)) as HarvestFault;
    expect([fault.kind, fault.host]).toEqual(['network', dead]);
    hosts.hear(dead, fault);
  }
  // Each is tried three times, but the last is not asked, nor is it tried again.
  expect([dead, base.host].map((name) => entered.filter((host) => host === name).length)).toEqual([15, 16]);
});

describe('an answer in small chunks', () => {
  /** Each of them sent alone. */
  const inChunks = (count: number, size: number): void => {
    handler = (_, response) => {
      response.socket?.setNoDelay(true);
      const send = (left: number): void => {
        if (left === 0) return void response.end();
        response.write('x'.repeat(size));
        setImmediate(send, left - 1);
      };
      send(count);
    };
  };

  test('is handed on in large pieces', async () => {
    inChunks(2000, 100);
    const pieces: number[] = [];
    await http.fetch({ url: new URL('/a.json', base) }, async ({ body }) => {
      for await (const piece of body) pieces.push(piece.length);
    });
    expect(pieces.reduce((sum, one) => sum + one, 0)).toBe(200_000);
    expect(pieces.length).toBeLessThanOrEqual(5);
  });

  test('without end is given up', async () => {
    await http.close();
    http = open(base, { chunks: 20 });
    inChunks(5000, 1);
    expect(await faultOf(get())).toMatchObject({ kind: 'slow', detail: expect.stringMatching(/^\d+ \/ 21$/) as string });
    inChunks(60, 64);
    expect((await get()).value.text).toHaveLength(3840);
  });
});

describe('an answer that comes too slowly', () => {
  /** Sends a byte every few milliseconds, without end. */
  const trickle =
    (status = 200): Handler =>
    (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write('['), 5);
      response.once('close', () => clearInterval(timer));
    };

  test('is given up, with what came of it; one that is as fast as it has to be is not', async () => {
    await http.close();
    http = open(base, { speed: 1_000_000, over: 60 });
    handler = trickle();
    expect(await faultOf(get())).toMatchObject({
      kind: 'slow',
      status: 200,
      detail: expect.stringMatching(/^\d+ \/ 0 s$/) as string,
    });
    handler = send(200, {}, DATA);
    await get();
    await http.close();
    http = open(base, { speed: 0, over: 20, all: 100 });
    handler = trickle();
    expect(await faultOf(get())).toMatchObject({ kind: 'slow', detail: '> 0.1 s' });
  });

  test('is given up once its file has taken all its time, which later requests for it share', async () => {
    const time = { all: 60, left: 60 };
    const url = new URL('/a.json', base);
    handler = trickle();
    const ask = () => http.fetch({ url, time }, async ({ body }) => textOf(body));
    expect(await faultOf(ask())).toMatchObject({ kind: 'slow', status: 200, detail: '> 0.06 s' });
    expect(time.left).toBeLessThanOrEqual(0);
    handler = () => undefined;
    expect(await faultOf(ask())).toMatchObject({ kind: 'slow', status: null });
  });

  test('is given up once its host has', async () => {
    await http.close();
    const hosts = new Hosts({ ...USUAL.server, host: 0.06 });
    http = open(base, {}, hosts);
    handler = trickle();
    expect(await faultOf(get())).toMatchObject({ kind: 'slow', detail: `${base.host}: > 0.06 s` });
    expect(() => hosts.refuse(base.host)).toThrow('slow');
  });

  test('is not read to its end where nobody wants it', async () => {
    handler = trickle(404);
    expect(await faultOf(get())).toMatchObject({ kind: 'not-found' });
  });
});

test('a host that nobody finds, or where nobody listens, is a fault of the network', async () => {
  const other = createServer();
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await new Promise((done) => other.close(done));
  expect(await faultOf(http.fetch({ url: new URL(`http://127.0.0.1:${port}/`) }, () => Promise.resolve()))).toMatchObject({
    kind: 'network',
    detail: 'ECONNREFUSED',
  });
});

test('Retry-After closes the host for all, and a wait that cannot be read does not', async () => {
  handler = send(429, { 'retry-after': '7' });
  await faultOf(get());
  handler = send(503, { 'retry-after': 'Sun, 01 Mar 2026 12:00:09 GMT' });
  await faultOf(get());
  handler = send(503, { 'retry-after': 'later' });
  await faultOf(get());
  handler = send(429, {});
  await faultOf(get());
  expect(closed).toEqual([
    [base.host, 7000],
    [base.host, 9000],
  ]);
});

describe('addresses that are not asked', () => {
  test.each(['ftp://exemple.test/a', 'file:///etc/passwd', 'http://user:secret@exemple.test/', 'data:,x'])('%s', async (url) => {
    const fault = await faultOf(http.fetch({ url: new URL(url) }, () => Promise.resolve()));
    expect(fault.kind).toBe('unsafe');
    expect(fault.detail).not.toContain('secret');
  });

  test.each(['127.0.0.1', 'localhost', 'a.localhost', '0x7f.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]'])(
    'this machine as %s, where the portal is on the Internet',
    async (host) => {
      await http.close();
      http = open(new URL('https://www.data.gouv.fr'));
      handler = send(200, {}, DATA);
      expect(await faultOf(http.fetch({ url: new URL(`http://${host}:${base.port}/`) }, () => Promise.resolve()))).toMatchObject({
        kind: 'unsafe',
      });
      expect(asked).toEqual([]);
    },
  );

  test('a name that leads to this machine, when it is looked up', async () => {
    const said = await new Promise((done) => {
      publicLookup('localhost', { all: true }, (error, addresses) => done(error ?? addresses));
    });
    expect(said).toMatchObject({ kind: 'unsafe' });
  });

  test.each([
    ...['10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...['255.255.255.255', '::1', '::', 'fc00::1', 'fd12::1', 'fe80::1', 'ff02::1', '::ffff:10.0.0.1', '64:ff9b::7f00:1'],
    // NAT64 of a network of its own, IPv4 within IPv6 as it was once written, sites, links, what is for examples or for nothing yet.
    ...[
      '64:ff9b:1::1',
      '64:ff9b:1:ffff::7f00:1',
      '::127.0.0.1',
      '::10.0.0.1',
      '::8.8.8.8',
      '::ffff:0:127.0.0.1',
      '::ffff:0:7f00:1',
    ],
    ...['fec0::1', 'feff::1', 'fe80::1%eth0', '100::1', '100:0:0:1::1', '2001::1', '2001:db8::1', '2002:7f00:1::1', '3fff::1'],
    ...['5f00::1', '4000::1', '::ffff:7f00:1'],
  ])('%s is of a private network', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '193.0.0.1', '2a01:4f8::1', '2600::', '2001:660::1', '::ffff:1.1.1.1'])(
    '%s is not',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test('names of the Internet are no private ones', () => {
    expect(isPrivateUrl(new URL('https://localhost.exemple.test/'))).toBe(false);
    expect(isPrivateUrl(new URL('http://localhost./'))).toBe(true);
  });
});

describe('JSON', () => {
  const URL_OF = (): URL => new URL('/api/2/x', base);

  test('is read, after what passes; each attempt is heard', async () => {
    const heard: JsonAttempt[] = [];
    handler = (_, response) => {
      if (asked.length === 1) response.writeHead(502).end('<html>');
      else response.end('\uFEFF{"total": 1}');
    };
    expect(await http.json((attempt) => heard.push(attempt))(URL_OF())).toEqual({ status: 200, value: { total: 1 } });
    expect(heard.map(({ status, fault, bytes }) => [status, fault?.kind ?? null, bytes])).toEqual([
      [502, 'server-error', 0],
      [200, null, 15],
    ]);
    expect(waits).toEqual([1000]);
  });

  test('a status is given, not thrown', async () => {
    for (const [status, tries] of [
      [404, 1],
      [410, 1],
      [503, 3],
    ] as const) {
      asked = [];
      handler = send(status, {});
      expect(await http.json()(URL_OF())).toEqual({ status, value: null });
      expect(asked).toHaveLength(tries);
    }
  });

  test('a page, and a text that is no JSON, are thrown', async () => {
    handler = send(200, {}, '<html>');
    expect(await faultOf(http.json()(URL_OF()))).toMatchObject({ kind: 'firewall' });
    handler = send(200, {}, '{"total": ');
    expect(await faultOf(http.json()(URL_OF()))).toMatchObject({ kind: 'damaged', detail: 'JSON' });
  });
});
