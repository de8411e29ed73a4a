import { ParseOption, XmlDocument, type XmlElement } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { originOf } from '../../../federation/src/api/origin.ts';
import type { ChangeAnswer, EventAnswer } from '../../../federation/src/pages/answers.ts';
import { atomOf } from '../../../federation/src/pages/atom.node.ts';
import { type Feed, FEEDS } from '../../../federation/src/pages/feed.ts';
import { type Answers, callOf, HOSTILE } from './written.ts';

const NAMESPACES = { a: 'http://www.w3.org/2005/Atom' };

/** What RFC 4287 asks for and a feed does not have (sections 4.1.1, 4.1.2, 4.2.6, 4.2.7, 3.3). */
function faultsIn(xml: string): string[] {
  const document = XmlDocument.fromString(xml, { option: ParseOption.XML_PARSE_NONET });
  try {
    const count = (path: string): number => document.find(path, NAMESPACES).length;
    const texts = (path: string): string[] => document.find(path, NAMESPACES).map((node) => (node as XmlElement).content);
    const entries = count('/a:feed/a:entry');
    const once = ['id', 'title', 'updated', 'summary'].flatMap((name) =>
      Array.from({ length: entries }, (_, at) => `/a:feed/a:entry[${at + 1}]/a:${name}`).filter((path) => count(path) !== 1),
    );
    const feed = ['id', 'title', 'updated', "link[@rel='self']", "link[@rel='alternate']"]
      .map((name) => `/a:feed/a:${name}`)
      .filter((path) => count(path) !== 1);
    const ids = texts('//a:id');
    const times = texts('//a:updated').filter((time) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(time));
    return [
      ...once,
      ...feed,
      ...(count('/a:feed/a:author/a:name') === 1 ? [] : ['author']),
      ...(new Set(ids).size === ids.length ? [] : ['ids are not unique']),
      ...ids.filter((id) => !/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)),
      ...times,
      ...(count("//a:entry[count(a:link[@rel='alternate'])!=1]") === 0 ? [] : ['alternate']),
    ];
  } finally {
    document.dispose();
  }
}

const textOf = (xml: string, path: string): string[] => {
  const document = XmlDocument.fromString(xml);
  const found = document.find(path, NAMESPACES).map((node) => (node as XmlElement).content);
  document.dispose();
  return found;
};

const change = (at: number, more: Partial<ChangeAnswer['contract']> = {}): ChangeAnswer => ({
  ...{ at: '2026-01-30T06:00:00.000Z', change: 'new', content: `00000000-0000-0000-0000-${String(at).padStart(12, '0')}` },
  contract: {
    ...{ key: 'abc', kind: 'marche', standard: '2.0.3', record: 'abc', sources: [], firstPublished: null, lastPublished: null },
    ...{ united: [], conflicts: [], refused: null, reserves: [], sequence: at, withdrawn: false, warned: false },
    body: { objet: `Travaux ${at}`, montant: 1000, dateNotification: '2026-01-12', acheteur: { id: '21350238800019' } },
    ...more,
  },
});

const EVENT: EventAnswer = {
  ...{ at: '2026-01-30T06:00:00.000Z', event: 'held', resource: 'https://a.example/x?y=1&z', title: 'x.json', version: 4 },
  ...{ records: 20, reason: { code: 'sudden-loss', before: 120, lost: 100 }, error: null, since: null },
};

const ANSWERS: Answers = {
  '/v1/sources/ville': { id: 'ville', title: 'Ville' },
  '/v1/sources/ville/evenements': {
    items: [EVENT, { ...EVENT, version: null, event: 'broken', error: 'timeout' }, { ...EVENT, version: 3, event: 'accepted' }],
  },
  '/v1/acheteurs/213502388': { id: '213502388', name: null },
  '/v1/acheteurs/213502388/changements': {
    items: [change(1), { ...change(2), change: 'withdrawn', at: '2026-01-31T06:00:00.000Z' }],
  },
  '/v1/territoires/commune-35238': { name: 'Rennes' },
  '/v1/territoires/commune-35238/changements': { items: [] },
};

const PARAMS = { id: '', code: 'commune-35238' };
const PATHS = {
  '/sources/:id/flux.atom': 'ville',
  '/acheteurs/:id/flux.atom': '213502388',
  '/territoires/:code/flux.atom': '',
} as Record<string, string>;

async function readFeed(
  path: string,
  { lang = 'fr', answers = ANSWERS }: { lang?: 'fr' | 'en'; answers?: Answers } = {},
): Promise<Feed> {
  const feed = FEEDS.find((one) => one.path === path);
  if (!feed) throw new Error(path);
  return feed.read(callOf({ lang, answers, params: { ...PARAMS, id: PATHS[path] ?? '' } }).call);
}

describe.each(Object.keys(PATHS))('%s', (path) => {
  test.each(['fr', 'en'] as const)('is a feed as RFC 4287 asks for one, in %s', async (lang) => {
    const feed = await readFeed(path, { lang });
    const xml = atomOf(feed, { lang, address: '/x/flux.atom' });
    expect(faultsIn(xml)).toEqual([]);
    expect(atomOf(await readFeed(path, { lang }), { lang, address: '/x/flux.atom' })).toBe(xml);
    const links = textOf(xml, '//a:link/@href');
    for (const link of links.slice(1)) expect(link.startsWith(lang === 'fr' ? '/' : '/en/')).toBe(true);
  });
});

test('addresses are of the host that was asked, where it is one', async () => {
  const feed = await readFeed('/sources/:id/flux.atom');
  const baseOf = (host: string, protocol = 'https'): string[] =>
    textOf(atomOf(feed, { lang: 'fr', address: '/x', base: originOf({ protocol, host }) }), '/a:feed/@xml:base');
  expect(baseOf('marches.example')).toEqual(['https://marches.example/']);
  expect(baseOf('127.0.0.1:8080', 'http')).toEqual(['http://127.0.0.1:8080/']);
  for (const host of ['', 'a/b', 'a"b', 'a@b', 'a b', '<a>', 'a:port', 'a:99999', `${'a'.repeat(64)}.example`])
    expect(baseOf(host)).toEqual([]);
  expect(baseOf('marches.example', 'javascript')).toEqual([]);
});

test('what lacks an element, or has one twice, is no feed', async () => {
  const xml = atomOf(await readFeed('/acheteurs/:id/flux.atom'), { lang: 'fr', address: '/x' });
  for (const planted of [
    xml.replace(/<updated>[^<]*<\/updated>/, ''),
    xml.replace(/<author>.*<\/author>/, ''),
    xml.replace(/(<entry>\n<id>[^<]*<\/id>)/, '$1<id>urn:uuid:0</id>'),
    xml.replaceAll(/(<entry>\n)<id>[^<]*<\/id>/g, '$1<id>urn:uuid:00000000-0000-0000-0000-000000000000</id>'),
  ]) {
    expect(planted).not.toBe(xml);
    expect(faultsIn(planted)).not.toEqual([]);
  }
});

test('entries say what changed, and the feed is as new as its newest one', async () => {
  const xml = atomOf(await readFeed('/acheteurs/:id/flux.atom'), { lang: 'fr', address: '/x' });
  expect(textOf(xml, '//a:entry/a:title')).toEqual(['Nouveau : Travaux 1', "N'est plus publié : Travaux 2"]);
  expect(textOf(xml, '/a:feed/a:updated')).toEqual(['2026-01-31T06:00:00.000Z']);
  expect(textOf(xml, '//a:entry[1]/a:summary')[0]?.replaceAll(/\s/g, ' ')).toBe(
    'Acheteur : 21350238800019. Montant : 1 000 €. Notifié ou signé le 12 janv. 2026.',
  );
  const files = atomOf(await readFeed('/sources/:id/flux.atom', { lang: 'en' }), { lang: 'en', address: '/x' });
  expect(textOf(files, '//a:entry/a:title')).toEqual([
    'x.json: new version blocked by the guard',
    'x.json: can no longer be fetched',
    'x.json: new version accepted',
  ]);
  expect(textOf(files, '//a:entry[1]/a:link/@href')).toEqual([`/en/ressources/${encodeURIComponent(EVENT.resource)}`]);
});

test('of a contract that changed, the entry leads to where its records and their differences are', async () => {
  const items = [{ ...change(1), change: 'changed' }, change(2)];
  const answers = { ...ANSWERS, '/v1/acheteurs/213502388/changements': { items } };
  for (const [lang, path] of [
    ['fr', ''],
    ['en', '/en'],
  ] as const) {
    const xml = atomOf(await readFeed('/acheteurs/:id/flux.atom', { lang, answers }), { lang, address: '/x' });
    expect(textOf(xml, '//a:entry/a:link/@href')).toEqual([`${path}/contrats/abc#enregistrements`, `${path}/contrats/abc`]);
    const [changed, isNew] = textOf(xml, '//a:entry/a:summary');
    const where = lang === 'fr' ? 'La page du contrat montre ses enregistrements' : 'The page of the contract shows its records';
    expect(changed).toContain(where);
    expect(isNew).not.toContain(where);
  }
});

test('a contract that changes has another entry; one that stays has the same', async () => {
  const idsOf = async (items: ChangeAnswer[]): Promise<string[]> => {
    const feed = await readFeed('/acheteurs/:id/flux.atom', {
      answers: { ...ANSWERS, '/v1/acheteurs/213502388/changements': { items } },
    });
    return textOf(atomOf(feed, { lang: 'fr', address: '/x' }), '//a:entry/a:id');
  };
  const [first] = await idsOf([change(1)]);
  expect(await idsOf([change(2), change(1)])).toContain(first);
  expect(await idsOf([change(3)])).not.toContain(first);
});

test('texts of strangers are well-formed text, whatever they hold, and no longer than a reader wants', async () => {
  const objet = `${HOSTILE}\u0000\u0008\uFFFF\uD800]]>`;
  const long = '😀'.repeat(5000);
  const items = [change(1, { body: { objet } }), change(2, { body: { objet: long } }), change(3, { body: { objet: 12 } })];
  const feed = await readFeed('/acheteurs/:id/flux.atom', {
    answers: { ...ANSWERS, '/v1/acheteurs/213502388/changements': { items } },
  });
  const xml = atomOf({ ...feed, title: objet, page: '/"><x>' }, { lang: 'fr', address: '/"><x>&' });
  expect(faultsIn(xml)).toEqual([]);
  const [first, second, third] = textOf(xml, '//a:entry/a:title');
  expect(first).toBe(`Nouveau : ${HOSTILE}\uFFFD\uFFFD\uFFFD\uFFFD]]>`);
  expect(second?.length).toBeLessThanOrEqual(300);
  expect(second).not.toMatch(/\p{Surrogate}/u);
  expect(third).toBe('Nouveau : Contrat sans objet');
});
