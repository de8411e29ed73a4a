import { expect, test } from 'vitest';
import { apiOn } from '../api/stub.ts';

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

test('a browser that is refused has a page, which nobody keeps; a program, and the API, have a problem', async () => {
  const { app } = await apiOn(() => Promise.resolve([]), { perMinute: 2 });
  const get = (url: string, headers: Record<string, string> = BROWSER) => app.inject({ url, headers });
  const wrong = await get('/en/recherche?a=%00');
  expect([wrong.statusCode, wrong.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
  expect(wrong.body).toContain('Wrong address or value (400)');
  for (let asked = 0; asked < 2; asked++) expect((await get('/recherche')).statusCode).toBe(200);
  const many = await get('/recherche');
  expect([many.statusCode, many.headers['content-type']]).toEqual([429, 'text/html; charset=utf-8']);
  expect(many.headers).toMatchObject({ 'cache-control': 'no-store', 'content-language': 'fr' });
  expect(many.headers).toHaveProperty('retry-after');
  expect(many.body).toContain('Page indisponible (429)');
  for (const answer of [await get('/v1/sources'), await get('/recherche', {})])
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([429, 'application/problem+json; charset=utf-8']);
  await app.close();
});

test('a final slash leads to the page, with what was asked of it', async () => {
  const { app, faults } = await apiOn(() => Promise.resolve([]));
  for (const [url, to] of [
    ['/recherche/', '/recherche'],
    ['/en/sources/', '/en/sources'],
    ['/territoires/departement-35/?a=/', '/territoires/departement-35?a=/'],
    ['/territoires/departement-35/fiche/', '/territoires/departement-35/fiche'],
  ] as const) {
    const answer = await app.inject({ url });
    expect([url, answer.statusCode, answer.headers.location]).toEqual([url, 308, to]);
  }
  const absent = await app.inject({ url: '/absente/', headers: BROWSER });
  expect([absent.statusCode, absent.body.includes('Page introuvable (404)')]).toEqual([404, true]);
  expect(faults).toEqual([]);
  await app.close();
});
