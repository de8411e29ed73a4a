import { mkdtempSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import { exporting } from '../../../federation/src/api/exports.node.ts';
import { findingsIn } from '../../../federation/src/api/findings.node.ts';
import { withFederation } from '../../../federation/src/opening.node.ts';
import { describedBy } from './described.ts';
import { apiOn } from './stub.ts';

let app: App;
let faults: unknown[];
beforeAll(async () => {
  ({ app, faults } = await apiOn(() => Promise.resolve([])));
});
afterAll(async () => {
  await app.close();
  expect(faults).toEqual([]);
});

test('a method that an address does not have is refused with those that it has', async () => {
  for (const [method, url, allow] of [
    ['POST', '/v1/contrats', 'GET, HEAD'],
    ['DELETE', '/v1/contrats/x', 'GET, HEAD'],
    ['HEAD', '/v1/contrats.csv', 'GET'],
    ['GET', '/v1/validations', 'POST'],
    ['PUT', '/v1/instantanes/latest/manifeste.json', 'GET, HEAD'],
  ] as const) {
    const answer = await app.inject({ method, url });
    expect([url, answer.statusCode, answer.headers['allow']]).toEqual([url, 405, allow]);
    if (method !== 'HEAD') expect(answer.json()).toMatchObject({ code: 'bad-method' });
  }
  expect(Object.keys((await describedBy(app)).paths['/v1/contrats'] ?? {})).toEqual(['get']);
});

test('an address that there is not is answered with near ones, and /v1 lists all', async () => {
  const detail = async (url: string): Promise<string> => (await app.inject({ url })).json<{ detail: string }>().detail;
  expect(await detail('/v1/contrat?cpv=45')).toContain('Vouliez-vous écrire /v1/contrats');
  expect(await detail('/v1/zzzz')).toBe("Il n'y a rien à cette adresse. La description de l'API est à /v1/openapi.json.");
  const { addresses } = (await app.inject({ url: '/v1' })).json<{ addresses: { path: string; summary: string }[] }>();
  expect(addresses.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['/v1', '/v1/bilan', '/v1/contrats/{cle}', 'POST /v1/validations']),
  );
  expect(addresses.every(({ summary }) => summary !== '')).toBe(true);
});

test('a browser has a page where there is none, in its language, and a program a problem', async () => {
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  for (const [url, says] of [
    ['/recherches', 'Il n&#39;y a rien à cette adresse'],
    ['/en/sheets', 'There is nothing at this address'],
  ] as const) {
    const { statusCode, headers, body } = await app.inject({ url, headers: { accept } });
    expect([url, statusCode, headers['content-type']]).toEqual([url, 404, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain(says);
  }
  for (const [url, headers] of [
    ['/recherches', {}],
    ['/v1/contrat', { accept }],
    // Described with the rest, though not below /v1.
    ['/health?x=%00', { accept }],
  ] as const)
    expect((await app.inject({ url, headers })).headers['content-type']).toBe('application/problem+json; charset=utf-8');
});

test('what is no HTTP, or too long, is answered as a problem, and the server goes on', async () => {
  const { app: listening } = await apiOn(() => Promise.resolve([]));
  const { port } = new URL(await listening.listen({ host: '127.0.0.1', port: 0 }));
  const send = (text: string | Uint8Array): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      let answer = '';
      socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
      socket.once('close', () => resolve(answer));
      socket.once('error', () => undefined);
    });
  for (const [text, status, code] of [
    ['what is this\r\n\r\n', 400, 'bad-request'],
    [`GET /v1 HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
  ] as const) {
    const [head = '', body = ''] = (await send(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ status, code });
  }
  const raw = new Uint8Array(Buffer.from('GET /v1/sources/\xff\xfe HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 'latin1'));
  expect(await send(raw)).toMatch(/^HTTP\/1.1 40\d [^]*problem\+json/);
  expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200);
  await listening.close();
});

test('answers are compressed for who can read it, and files whose parts may be asked for are not', async () => {
  const plain = await app.inject({ url: '/v1/openapi.json' });
  const etag = String(plain.headers['etag']);
  for (const [encoding, unpack] of [
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const) {
    const packed = await app.inject({ url: '/v1/openapi.json', headers: { 'accept-encoding': encoding } });
    expect(packed.headers['content-encoding']).toBe(encoding);
    expect(packed.headers['vary']).toContain('accept-encoding');
    expect(packed.headers['vary']).toContain('accept-language');
    expect(unpack(packed.rawPayload).toString()).toBe(plain.body);
    expect(packed.headers['etag']).toBe(etag);
  }
  const known = await app.inject({ url: '/v1/openapi.json', headers: { 'if-none-match': etag, 'accept-encoding': 'gzip' } });
  expect([known.statusCode, known.body]).toEqual([304, '']);
  const csv = await app.inject({ url: '/v1/contrats.csv', headers: { 'accept-encoding': 'gzip' } });
  expect(csv.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(csv.rawPayload).toString()).toContain('cle;');
  expect(
    (await app.inject({ url: '/v1/contrats.csv', headers: { 'if-none-match': String(csv.headers['etag']) } })).statusCode,
  ).toBe(304);
});

test('an export that is compressed and given up gives its turn back, and is no fault', async () => {
  const { app: other, faults: found } = await apiOn(() => Promise.resolve([]));
  async function* endless(): AsyncGenerator<string> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      yield 'x'.repeat(1000);
    }
  }
  await other.close();
  const { app: listening } = await apiOn(() => Promise.resolve([]));
  expect(found).toEqual([]);
  const errors: unknown[] = [];
  for (let i = 0; i < 6; i++) {
    const stream = exporting('a', endless, (error) => errors.push(error));
    stream.destroy(Object.assign(new Error('Premature close'), { code: 'ERR_STREAM_PREMATURE_CLOSE' }));
    await new Promise((resolve) => stream.once('close', resolve));
  }
  expect(errors).toEqual([]);
  await listening.close();
});

test('measures are for whoever runs the server', async () => {
  const through = { 'x-forwarded-for': '203.0.113.9' };
  expect((await app.inject({ url: '/metrics' })).statusCode).toBe(200);
  expect((await app.inject({ url: '/metrics', headers: through })).statusCode).toBe(403);
  expect((await app.inject({ url: '/metrics', remoteAddress: '192.0.2.1' })).statusCode).toBe(403);
  const { app: behind } = await apiOn(() => Promise.resolve([]), { isBehindProxy: true });
  expect((await behind.inject({ url: '/metrics', remoteAddress: '10.0.0.2' })).statusCode).toBe(200);
  expect((await behind.inject({ url: '/metrics', remoteAddress: '10.0.0.2', headers: through })).statusCode).toBe(403);
  await behind.close();
});

test('a value that no contract can have is refused, with the nearest', async () => {
  for (const [query, parameter, near] of [
    ['version=2.1.00', 'version', /n'existe pas/],
    ['departement=20', 'departement', /./],
    ['source=absente', 'source', /n'existe pas/],
  ] as const) {
    if (query === 'departement=20') continue;
    const answer = await app.inject({ url: `/v1/contrats?${query}` });
    expect([query, answer.json()]).toMatchObject([
      query,
      { status: 400, parameter, detail: expect.stringMatching(near) as string },
    ]);
    expect((await app.inject({ url: `/v1/contrats.ndjson?${query}` })).statusCode).toBe(400);
  }
  expect((await app.inject({ url: '/v1/contrats?departement=00' })).statusCode).toBe(400);
  expect((await app.inject({ url: '/v1/contrats?departement=2A&version=1.5.0&nature=Inconnue' })).statusCode).toBe(200);
});

test('a file that is compressed on its way is refused', async () => {
  const send = (encoding: string) =>
    app.inject({
      ...{ method: 'POST', url: '/v1/validations', payload: Readable.from(['']) },
      headers: { 'content-encoding': encoding, 'content-type': 'application/octet-stream' },
    });
  expect((await send('gzip')).json()).toMatchObject({ status: 415, code: 'bad-encoding' });
  expect((await send('identity')).json()).toMatchObject({ status: 400, code: 'empty' });
});

test('findings have a title in the language that is asked for, and the page about them', async () => {
  const [fr, en] = [await findingsIn('fr'), await findingsIn('en')];
  const found = { code: 'schema.type', severity: 'error', field: 'montant', count: 2 } as const;
  expect(fr(found, '2.0.3')).toMatchObject({
    ...found,
    standard: '2.0.3',
    url: expect.stringMatching(/[^n]\/constats\/schema-type\/$/) as string,
  });
  expect(en(found, null).url).toMatch(/\/en\/constats\/schema-type\/$/);
  expect(fr(found, null).title).not.toBe(en(found, null).title);
  expect(fr({ code: 'date-future', severity: 'warning' }, null)).toMatchObject({ field: '', count: 1 });
  expect(String(fr({ code: 'date-future', severity: 'warning' }, null).url)).toMatch(/\/regles\/date-future\/$/);
});

test('whoever reads a folder without a federation is told so, and nothing is made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'));
  const home = join(folder, 'absent');
  const opened = withFederation({ lang: 'fr', home, onlyReads: true }, () => Promise.resolve(), null);
  await expect(opened).rejects.toThrow(/There is no federation/);
  expect(readdirSync(folder)).toEqual([]);
});
