import { describe, expect, test } from 'vitest';
import { openPortal } from '../../../federation/src/catalogue/open-portal.ts';
import { always, DATASET, fake, faultOf, ids, read, resource } from './fake-portal.ts';

describe('the resources of a dataset', () => {
  test('of one page are read with one request', async () => {
    const { portal, asked } = fake(ids(3));
    expect(await read(portal)).toEqual(ids(3));
    expect(asked).toEqual([`https://portail.exemple/api/2/datasets/${DATASET}/resources/?page=1&page_size=100`]);
  });

  test('of a dataset without any are none', async () => {
    expect(await read(fake([]).portal)).toEqual([]);
  });

  test('are all read where the portal grants fewer on a page than asked, and no address of an answer is followed', async () => {
    const { portal, asked } = fake(ids(23), { most: 5 });
    expect((await read(portal)).sort()).toEqual(ids(23).sort());
    expect(asked.every((url) => url.startsWith('https://portail.exemple/api/2/'))).toBe(true);
    // Twice: a list of several pages is known to be complete where two passes agree.
    expect(asked).toHaveLength(10);
  });

  test.each<[what: string, change: (list: string[]) => void]>([
    ['one goes, and the others move up', (list) => list.shift()],
    ['one comes first, and the others move down', (list) => list.unshift('new')],
    ['one goes and another comes, their number unchanged', (list) => list.splice(0, 1).forEach(() => list.push('new'))],
    ['the last one comes first', (list) => list.unshift(list.pop() ?? '')],
  ])('are complete although, while they are read, %s', async (_, change) => {
    const list = ids(23);
    const { portal } = fake(list, { most: 5, after: { 2: change } });
    expect((await read(portal)).sort()).toEqual([...list].sort());
  });

  test('that never stay still are a fault: nothing may be concluded', async () => {
    const list = ids(23);
    const after = Object.fromEntries(ids(500).map((_, index) => [index, (of: string[]) => of.unshift(`n${String(index)}`)]));
    const seen = new Set<string>();
    const fault = await faultOf(fake(list, { most: 5, after }).portal, seen);
    // What was seen is given before: it can be harvested.
    expect(ids(20).every((id) => seen.has(id))).toBe(true);
    expect(fault.texts.fr).toMatch(
      /^https:\/\/portail\.exemple\/api\/2\/datasets\/\w+\/resources\/\?page=1&page_size=100 : la liste change sans cesse/,
    );
  });
});

describe('an answer that is none of the portal', () => {
  const page = (data: unknown, total: unknown = 1): unknown => ({ data, total, next_page: null });
  const WRONG: [what: string, value: unknown, pointer: string][] = [
    ['a text', 'Access denied', '/data'],
    ['nothing', null, '/data'],
    ['a list', [], '/data'],
    ['an object in the place of the list', page({}), '/data'],
    ['no total', { data: [resource('a')] }, '/total'],
    ['a total that is a text', page([], '1'), '/total'],
    ['a total below zero', page([], -1), '/total'],
    ['a total that nobody has', page([resource('a')], 1e12), '/total'],
    ['a resource that is a list', page([[]]), '/data/0/id'],
    ['a resource without id', page([{ ...resource('a'), id: undefined }]), '/data/0/id'],
    ['an id that is a path', page([resource('../../etc')]), '/data/0/id'],
    ['an id that is huge', page([resource('a'.repeat(1e6))]), '/data/0/id'],
    ['an address that is a number', page([{ ...resource('a'), url: 4 }]), '/data/0/url'],
    ['no address', page([{ ...resource('a'), url: null }]), '/data/0/url'],
    ['a title that is an object', page([{ ...resource('a'), title: { fr: 'x' } }]), '/data/0/title'],
    ['a title without end', page([{ ...resource('a'), title: 'x'.repeat(1e6) }]), '/data/0/title'],
    ['a total of two and the same resource twice', page([resource('a'), resource('a')], 2), ''],
    ['fewer than the total', page([resource('a')], 7), ''],
  ];
  test.each(WRONG)('%s is a fault that names the address and the place', async (_, value, pointer) => {
    const fault = await faultOf(always(value));
    expect(fault).toMatchObject({ status: 200, pointer, url: expect.stringContaining(`/api/2/datasets/${DATASET}/`) as string });
    expect(fault.texts.fr).toContain(`${fault.url} : ${pointer}`);
    expect(fault.texts.en).toContain(`${fault.url}: ${pointer}`);
    expect(fault.texts.fr.length).toBeLessThan(700);
  });

  test('of another status is a fault, even 404: a list that is not there is not an empty one', async () => {
    for (const status of [404, 410, 500, 302]) {
      const fault = await faultOf(always({ message: 'x' }, status));
      expect(fault).toMatchObject({ status, pointer: '' });
      expect(fault.texts.en).toMatch(new RegExp(`: the portal answers with status ${String(status)}$`));
    }
  });
});

describe('a resource', () => {
  const one = async (more: object): Promise<unknown> => {
    for await (const found of always({ data: [{ ...resource('a'), ...more }], total: 1 }).resources(DATASET)) return found;
    return undefined;
  };
  const SHA1 = 'A9993E364706816ABA3E25717850C26C9CD0D89D';
  const NONE = {
    ...{ id: 'a', title: 'Fichier a', format: 'json', url: 'https://static.exemple/a.json', latest: null, hosted: true },
    ...{ size: null, checksum: null, lastModified: null, schema: null },
  };

  test.each<[what: string, more: object, expected: object]>([
    ['without signals of change has none', {}, NONE],
    ['elsewhere', { filetype: 'remote' }, { ...NONE, hosted: false }],
    [
      'with the sum of the portal',
      { checksum: { type: 'sha1', value: SHA1 } },
      { ...NONE, checksum: `sha1:${SHA1.toLowerCase()}` },
    ],
    [
      'without it, with that of its crawler',
      { checksum: null, extras: { 'analysis:checksum': SHA1, 'analysis:content-length': 12 } },
      { ...NONE, checksum: `sha1:${SHA1.toLowerCase()}`, size: 12 },
    ],
    ['with the size of the portal', { filesize: 3, extras: { 'analysis:content-length': 12 } }, { ...NONE, size: 3 }],
    [
      'with signals of a wrong kind has none: they are hints',
      { checksum: 'x', filesize: '3', last_modified: 7, extras: [] },
      NONE,
    ],
    ['without format', { format: null, title: null }, { ...NONE, format: '', title: '' }],
    [
      'with a schema',
      {
        schema: { name: '139bercy/format-commande-publique', version: '2.0.3', url: null },
        last_modified: '2026-11-01',
        latest: 'https://l',
      },
      {
        ...NONE,
        schema: { name: '139bercy/format-commande-publique', version: '2.0.3', url: null },
        lastModified: '2026-11-01',
        latest: 'https://l',
      },
    ],
  ])('%s', async (_, more, expected) => {
    expect(await one(more)).toEqual(expected);
  });
});

describe('a dataset', () => {
  const VALUE = {
    ...{ id: DATASET, slug: 'jeu-invente', title: 'Jeu inventé', license: 'lov2', frequency: 'daily', deleted: null },
    ...{ organization: { id: '5f0000000000000000000002', name: 'Inventé' }, resources: { rel: 'subsection', total: 7 } },
  };
  const DATASET_READ = {
    ...{ id: DATASET, slug: 'jeu-invente', title: 'Jeu inventé', licence: 'lov2', resources: 7 },
    organization: { id: '5f0000000000000000000002', name: 'Inventé' },
  };

  test('is read, deleted or unknown', async () => {
    expect(await always(VALUE).dataset(DATASET)).toEqual(DATASET_READ);
    expect(await always({ ...VALUE, deleted: '2026-01-01' }).dataset(DATASET)).toBe('gone');
    expect(await always(null, 410).dataset(DATASET)).toBe('gone');
    expect(await always(null, 404).dataset(DATASET)).toBe('not-found');
  });

  test('of a person has no organisation, and its licence may be an object', async () => {
    const value = { ...VALUE, organization: null, license: { id: 'fr-lo' }, resources: [{}, {}] };
    expect(await always(value).dataset(DATASET)).toEqual({
      ...DATASET_READ,
      ...{ organization: null, licence: 'fr-lo', resources: 2 },
    });
  });

  test.each<[string, object, string]>([
    ['without resources', { resources: undefined }, '/resources'],
    ['with an organisation that is a text', { organization: 'x' }, '/organization/id'],
    ['without title', { title: ' ' }, '/title'],
  ])('%s is a fault', async (_, more, pointer) => {
    await expect(always({ ...VALUE, ...more }).dataset(DATASET)).rejects.toMatchObject({ name: 'PortalFault', pointer });
  });

  test('with an id that could be a path is never asked for', async () => {
    const { portal, asked } = fake([]);
    for (const id of ['..', 'a/b', '', 'a?b', 'a'.repeat(400)]) await expect(portal.dataset(id)).rejects.toThrow(TypeError);
    expect(asked).toEqual([]);
  });

  test('is listed by declared schema and by organisation', async () => {
    const asked: string[] = [];
    const portal = openPortal(new URL('https://portail.exemple/prefixe/'), (url) => {
      asked.push(url.href);
      return Promise.resolve({ status: 200, value: { data: [VALUE], total: 1, next_page: null } });
    });
    for await (const found of portal.datasets({ schema: '139bercy/format-commande-publique' }))
      expect(found).toEqual(DATASET_READ);
    for await (const found of portal.datasets({ organization: '5f0000000000000000000002' })) expect(found).toEqual(DATASET_READ);
    expect(asked).toEqual([
      'https://portail.exemple/prefixe/api/1/datasets/?page=1&page_size=20&schema=139bercy%2Fformat-commande-publique',
      'https://portail.exemple/prefixe/api/1/datasets/?page=1&page_size=20&organization=5f0000000000000000000002',
    ]);
  });
});
