import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import { DatabaseAway } from '../../../federation/src/store/postgres.node.ts';
import { apiOn } from './stub.ts';

const KEY = '00000000-0000-0000-0000-000000000000';

const nothing = (): Promise<never[]> => Promise.resolve([]);
/** What the database answers: nothing, unless a test says otherwise. */
let query = nothing;
let app: App;
let faults: unknown[];
beforeAll(async () => {
  ({ app, faults } = await apiOn(() => query()));
});
afterEach(() => {
  query = nothing;
  faults.length = 0;
});
afterAll(() => app.close());

test('a database that is away, or takes too long, is said and is no fault of ours', async () => {
  const away = { code: 'database-away', error: new DatabaseAway({ fr: 'loin', en: 'away' }) };
  const slow = {
    code: 'too-slow',
    error: Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' }),
  };
  for (const { code, error } of [away, slow]) {
    query = () => Promise.reject(error);
    const answer = await app.inject({ url: `/v1/contrats/${KEY}` });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ status: 503, code });
    expect((await app.inject({ url: '/health' })).statusCode).toBe(200);
    expect((await app.inject({ url: '/ready' })).statusCode).toBe(503);
    expect(faults).toEqual([]);
  }
});

test('a fault of ours has a number, and nothing of what went wrong is told', async () => {
  query = () => Promise.reject(new Error('password of the database'));
  const answer = await app.inject({ url: '/v1/contrats' });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('password');
  expect(answer.json<{ detail: string }>().detail).toMatch(/[0-9a-f-]{36}/);
  expect(faults).toHaveLength(1);
  const metrics = (await app.inject({ url: '/metrics' })).body;
  expect(metrics).toContain('http_faults_total 1');
  expect(metrics).toContain('route="/v1/contrats",status="500"');
});

test('what is not known is a problem in the language that is asked for', async () => {
  const french = await app.inject({ url: `/v1/contrats/${KEY}` });
  expect([french.statusCode, french.headers['content-language'], french.json()]).toMatchObject([
    404,
    'fr',
    { detail: `Aucun contrat n'a la clé « ${KEY} ».` },
  ]);
  const english = await app.inject({ url: '/rien', headers: { 'accept-language': 'en-GB,en;q=0.9' } });
  expect([english.statusCode, english.headers['content-language']]).toEqual([404, 'en']);
  for (const url of [
    '/v1/acheteurs/123456789',
    '/v1/territoires/commune-99999',
    '/v1/sources/absente',
    '/v1/ressources/absente',
    '/v1/instantanes/latest',
  ])
    expect([url, (await app.inject({ url })).statusCode]).toEqual([url, 404]);
});

test('an address that cannot be read is refused, and the server goes on', async () => {
  for (const url of ['/v1/instantanes/latest/%ff', `/v1/ressources/${'a'.repeat(2001)}`, '/v1/ressources/%zz']) {
    const answer = await app.inject({ url });
    expect([400, 414]).toContain(answer.statusCode);
    expect(answer.json()).toMatchObject({ code: 'bad-request' });
  }
  expect((await app.inject({ url: '/health' })).statusCode).toBe(200);
  expect(faults).toEqual([]);
});

test('a body is refused where none is expected, and a sign that no database has', async () => {
  expect((await app.inject({ url: '/v1/contrats?numero=a%00b' })).json()).toMatchObject({ status: 400, code: 'bad-request' });
  expect((await app.inject({ method: 'POST', url: '/health', payload: Readable.from(['x']) })).statusCode).toBe(405);
  for (const [name, value] of Object.entries({ 'x-content-type-options': 'nosniff', 'access-control-allow-origin': '*' }))
    expect((await app.inject({ url: '/health' })).headers[name]).toBe(value);
});
