import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { Content, Scenario, ScenarioResource } from '../../../federation/fake/scenario.ts';
import { objectId, resourceId } from '../../../federation/fake/scenario-site.node.ts';
import { startFake } from '../../../federation/fake/server.node.ts';
import type { Fake, Fault } from '../../../federation/fake/site.ts';

let fake: Fake | undefined;
afterEach(async () => {
  await fake?.stop();
  fake = undefined;
});

const TEXT = '{"marches":{"marche":[]}}';

const resource = (more: Partial<ScenarioResource> = {}, content: Content = { text: TEXT }): ScenarioResource => ({
  title: 'marches.json',
  days: { 1: content },
  ...more,
});

/** One dataset, with these resources and faults. */
async function start(resources: readonly ScenarioResource[], more: Partial<Scenario> & { deleted?: number } = {}): Promise<Fake> {
  const { deleted, ...rest } = more;
  fake = await startFake({
    title: { fr: 'Essai', en: 'Trial' },
    datasets: [
      {
        slug: 'valbourg',
        organization: 'Commune inventée de Valbourg',
        rhythm: 'cumulative',
        ...(deleted !== undefined && { deleted }),
        resources,
      },
    ],
    expect: {},
    ...rest,
  });
  return fake;
}

type Got = { status: number; headers: Record<string, string | string[] | undefined>; text: string; bytes: Buffer };

/** One request on a connection of its own. Rejects where the answer does not come whole, or nothing comes for `patience` milliseconds. */
function get(
  path: string,
  headers: Record<string, string> = {},
  method: 'GET' | 'HEAD' = 'GET',
  patience = 60_000,
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, fake?.url), { headers, method, agent: false, timeout: patience });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', reject);
    asked.on('response', (answer) => {
      buffer(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: bytes.toString(), bytes }),
        reject,
      );
    });
    asked.end();
  });
}

type Listed = {
  id: string;
  title: string;
  url: string;
  latest: string;
  checksum: { value: string } | null;
  last_modified: string;
};
type Page = { data: Listed[]; total: number; next_page: string | null; previous_page: string | null; page_size: number };

const json = async <T>(path: string, headers: Record<string, string> = {}): Promise<T> =>
  JSON.parse((await get(path, headers)).text) as T;
const list = (query = ''): Promise<Page> => json(`/api/2/datasets/valbourg/resources/${query}`);
const urlOf = async (rank = 0): Promise<string> => (await list()).data[rank]?.url ?? '';

const many = (count: number): ScenarioResource[] =>
  Array.from({ length: count }, (_, i) => resource({ title: `marches-${i + 1}.json` }));

describe('the API', () => {
  test('lists resources in pages of fifty, and says what comes before and after', async () => {
    await start(many(120));
    const first = await list();
    expect(first).toMatchObject({ total: 120, page_size: 50, previous_page: null });
    expect(first.data).toHaveLength(50);
    const second = await json<Page>(first.next_page ?? '');
    expect(second.data[0]?.title).toBe('marches-51.json');
    expect(second.previous_page).toContain('page=1');
    expect(await list('?page=3')).toMatchObject({ next_page: null });
    expect(await get('/api/2/datasets/valbourg/resources/?page=4')).toMatchObject({ status: 404 });
  });

  test('grants a smaller page than the one that was asked for, without a word', async () => {
    await start(many(5), { pageSize: 2 });
    expect(await list('?page_size=50')).toMatchObject({ page_size: 2, total: 5 });
  });

  test('says 404 for a dataset that never was, 410 for one that is deleted', async () => {
    const portal = await start([resource()], { deleted: 2 });
    expect((await get('/api/1/datasets/elsewhere/')).status).toBe(404);
    expect((await get('/api/1/datasets/valbourg/')).status).toBe(200);
    portal.setDay(2);
    for (const path of [
      '/api/1/datasets/valbourg/',
      `/api/1/datasets/${objectId('valbourg')}/`,
      '/api/2/datasets/valbourg/resources/',
    ])
      expect((await get(path)).status).toBe(410);
    expect(await json('/api/1/datasets/')).toMatchObject({ total: 0 });
  });

  test('finds datasets by the schema of a resource and by organisation', async () => {
    await start([resource({ schema: '139bercy/format-commande-publique@2.0.3' })]);
    const found = async (query: string): Promise<number> => (await json<Page>(`/api/1/datasets/?${query}`)).total;
    expect(await found('schema=139bercy/format-commande-publique')).toBe(1);
    expect(await found('schema=139bercy/format-commande-publique&schema_version=1.5.0')).toBe(0);
    expect(await found('schema=etalab/schema-irve')).toBe(0);
    expect(await found(`organization=${objectId('Commune inventée de Valbourg')}`)).toBe(1);
    expect(await found(`organization=${objectId('Commune de Kervadec')}`)).toBe(0);
  });

  test('gives only the fields of a mask, in version 1', async () => {
    await start([resource()]);
    const mask = { 'x-fields': 'id,resources{title}' };
    expect(await json('/api/1/datasets/valbourg/', mask)).toEqual({
      id: objectId('valbourg'),
      resources: [{ title: 'marches.json' }],
    });
    expect(Object.keys(await json<object>('/api/1/datasets/', { 'x-fields': '{data{slug},*}' }))).toContain('total');
    expect((await get('/api/1/datasets/valbourg/', { 'x-fields': 'resources{title' })).status).toBe(400);
    expect(Object.keys(await json<object>('/api/2/datasets/valbourg/resources/', mask))).toContain('data');
  });

  test('redirects the lasting address of a resource to that of its file, which changes with each upload', async () => {
    const portal = await start([resource({ days: { 1: { text: TEXT }, 2: { text: `${TEXT}\n` } } })]);
    const [before] = (await list()).data;
    expect(await get(before?.latest ?? '')).toMatchObject({ status: 302, headers: { location: before?.url } });
    portal.setDay(2);
    const [after] = (await list()).data;
    expect(after?.latest).toBe(before?.latest);
    expect(after?.url).not.toBe(before?.url);
    expect((await get(before?.url ?? '')).status).toBe(404);
    expect((await get(`/api/1/datasets/r/${resourceId('elsewhere', 'x')}`)).status).toBe(404);
  });

  test('says of a file that it holds its sum and size, of another what its crawler saw', async () => {
    await start([resource(), resource({ title: 'ailleurs.json', filetype: 'remote' })]);
    const [held, other] = (await list()).data;
    expect(held).toMatchObject({ filetype: 'file', filesize: TEXT.length, checksum: { type: 'sha1' }, extras: {} });
    expect(other).toMatchObject({ filetype: 'remote', filesize: null, checksum: null });
    expect(other).toMatchObject({
      extras: { 'analysis:checksum': held?.checksum?.value, 'analysis:content-length': TEXT.length },
    });
  });

  test('takes the date of a resource from the harvest, then the crawler, then itself', async () => {
    await start([
      resource({ title: 'a.json', filetype: 'remote', harvest: '2020-02-02' }),
      resource({ title: 'b.json', filetype: 'remote' }, { text: TEXT, said: { modified: 3 } }),
      resource({ title: 'c.json' }),
    ]);
    const dates = (await list()).data.map((one) => one.last_modified.slice(0, 10));
    expect(dates).toEqual(['2020-02-02', '2026-01-07', '2026-01-05']);
  });
});

describe('the server of files', () => {
  test('says length, tag and date, for HEAD as for GET, and answers 304 to either condition', async () => {
    const { requests } = await start([resource()]);
    const url = await urlOf();
    const { headers, text } = await get(url);
    expect(text).toBe(TEXT);
    expect(headers['content-length']).toBe(String(TEXT.length));
    const head = await get(url, {}, 'HEAD');
    expect(head.text).toBe('');
    for (const name of ['content-length', 'etag', 'last-modified', 'content-type'])
      expect(head.headers[name]).toBe(headers[name]);
    const [etag, date] = [String(headers['etag']), String(headers['last-modified'])];
    expect((await get(url, { 'if-none-match': etag })).status).toBe(304);
    expect((await get(url, { 'if-none-match': '"other"', 'if-modified-since': date })).status).toBe(200);
    expect((await get(url, { 'if-modified-since': date })).status).toBe(304);
    expect((await get(url, { 'if-modified-since': 'Thu, 01 Jan 2015 00:00:00 GMT' })).status).toBe(200);
    const files = requests.filter(({ to }) => to === 'file');
    expect(files.map(({ method, status, bytes }) => `${method} ${status} ${bytes}`)).toEqual([
      `GET 200 ${TEXT.length}`,
      'HEAD 200 0',
      'GET 304 0',
      `GET 200 ${TEXT.length}`,
      'GET 304 0',
      `GET 200 ${TEXT.length}`,
    ]);
    expect(files[2]).toMatchObject({ ifNoneMatch: etag, ifModifiedSince: null });
  });

  test('continues a file from an offset, unless it changed', async () => {
    await start([resource()]);
    const url = await urlOf();
    const { headers } = await get(url);
    const rest = await get(url, { range: 'bytes=5-', 'if-range': String(headers['etag']) });
    expect(rest).toMatchObject({ status: 206, text: TEXT.slice(5) });
    expect(rest.headers['content-range']).toBe(`bytes 5-${TEXT.length - 1}/${TEXT.length}`);
    expect(await get(url, { range: 'bytes=5-', 'if-range': '"other"' })).toMatchObject({ status: 200, text: TEXT });
    expect((await get(url, { range: 'bytes=900-' })).status).toBe(416);
  });

  test('compresses on the way where the client accepts it, under a weak tag', async () => {
    await start([resource({ gzip: true })]);
    const url = await urlOf();
    const packed = await get(url, { 'accept-encoding': 'gzip' });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', etag: expect.stringMatching(/^W\//) as string });
    expect(gunzipSync(packed.bytes).toString()).toBe(TEXT);
    expect((await get(url, { 'accept-encoding': 'gzip', 'if-none-match': String(packed.headers['etag']) })).status).toBe(304);
    expect((await get(url)).headers['content-encoding']).toBeUndefined();
  });
});

describe('faults', () => {
  const LONG = JSON.stringify({ marches: { marche: [] }, blanks: ' '.repeat(200_000) });
  const meeting = async (meet: Fault['meet'], on: Partial<Fault['on']> = {}): Promise<string> => {
    await start([resource({}, { text: LONG })], { faults: [{ on: { to: 'file', ...on }, meet }] });
    return urlOf();
  };

  test('a status, as often as it says, with or without Retry-After', async () => {
    const url = await meeting({ kind: 'status', status: 429, retryAfter: 2 }, { first: 1 });
    expect(await get(url)).toMatchObject({ status: 429, headers: { 'retry-after': '2' } });
    expect((await get(url)).status).toBe(200);
  });

  test('only HEAD is refused', async () => {
    const url = await meeting({ kind: 'status', status: 405 }, { method: 'HEAD' });
    expect((await get(url, {}, 'HEAD')).status).toBe(405);
    expect((await get(url)).status).toBe(200);
  });

  test('a page of a firewall', async () => {
    const url = await meeting({ kind: 'firewall' });
    expect(await get(url)).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  });

  test('silence, before the answer and in it', async () => {
    await expect(get(await meeting({ kind: 'silence' }), {}, 'GET', 300)).rejects.toThrow('no answer');
    await fake?.stop();
    await expect(get(await meeting({ kind: 'stall', after: 1000 }), {}, 'GET', 300)).rejects.toThrow('no answer');
    expect(fake?.requests.at(-1)).toMatchObject({ status: 200, bytes: 1000 });
  });

  test('a connection that breaks, and a length that is too great', async () => {
    await expect(get(await meeting({ kind: 'cut', after: 1000 }))).rejects.toThrow();
    expect(fake?.requests.at(-1)).toMatchObject({ bytes: 1000 });
    await fake?.stop();
    await expect(get(await meeting({ kind: 'length', by: 10 }))).rejects.toThrow();
  });

  test('an end too early that no length betrays, and a length that is too small', async () => {
    const short = await get(await meeting({ kind: 'short', after: 1000 }));
    expect(short.headers['content-length']).toBeUndefined();
    expect(short.text).toBe(LONG.slice(0, 1000));
    await fake?.stop();
    const small = await get(await meeting({ kind: 'length', by: -10 })).catch((error: unknown) => error as Error);
    // A client ends the body where the length says, or refuses what follows it.
    expect(small instanceof Error || small.text.length === LONG.length - 10).toBe(true);
  });

  test('an address that redirects to itself', async () => {
    const url = await meeting({ kind: 'loop' });
    expect(await get(url)).toMatchObject({ status: 302, headers: { location: url } });
  });

  test('a list that changes while it is read: an item goes, comes, or all move', async () => {
    const read = async (meet: Fault['meet'], resources = many(4)): Promise<string[]> => {
      await fake?.stop();
      await start(resources, { pageSize: 2, faults: [{ on: { to: 'resources', page: 1, first: 1 }, meet }] });
      const titles: string[] = [];
      for (let url: string | null = '/api/2/datasets/valbourg/resources/?page=1'; url !== null;) {
        const page: Page = await json<Page>(url);
        titles.push(...page.data.map(({ title }) => title.replace(/\D/g, '')));
        url = page.next_page;
      }
      return titles;
    };
    expect(await read({ kind: 'hide', resource: 'marches-1.json' })).toEqual(['1', '2', '4']);
    const withNew = [...many(4), resource({ title: 'marches-9.json', hidden: true })];
    expect(await read({ kind: 'reveal', resource: 'marches-9.json' }, withNew)).toEqual(['1', '2', '2', '3', '4']);
    expect(await read({ kind: 'rotate' })).toEqual(['1', '2', '2', '3']);
  });
});

test('large files and bombs are made as they are sent, and continue from any offset', async () => {
  await start([
    resource({ title: 'grand.json' }, { text: TEXT, blanks: { megabytes: 3 } }),
    resource({ title: 'bombe.json.gz' }, { text: TEXT, blanks: { megabytes: 3, as: 'gz' } }),
    resource({ title: 'codage.json' }, { text: TEXT, blanks: { megabytes: 3, as: 'coding' } }),
  ]);
  const plain = await get(await urlOf(0));
  expect(plain.text).toBe(TEXT + ' '.repeat(3_000_000));
  const middle = await get(await urlOf(0), { range: 'bytes=1500000-' });
  expect(middle.text).toBe(plain.text.slice(1_500_000));
  const packed = await get(await urlOf(1));
  expect(packed.bytes.length).toBeLessThan(20_000);
  expect(gunzipSync(packed.bytes).toString()).toBe(plain.text);
  expect((await get(await urlOf(2))).headers['content-encoding']).toBe('gzip');
});
