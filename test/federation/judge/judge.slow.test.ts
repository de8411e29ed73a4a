import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { consolidate } from '../../../federation/src/consolidate/consolidate.node.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { partlyReadVersions } from '../../../federation/src/jobs/run.node.ts';
import { judgePending } from '../../../federation/src/judge/judge.node.ts';
import type { Queries, Row } from '../../../federation/src/store/store.ts';
import { reopen } from '../../../federation/src/judge/reopen.node.ts';
import { eachInWorld, fileOf, many, marche, sumOf, World } from './world.ts';

let world: World;
eachInWorld((one) => (world = one));

/** Something that one waits for and another gives. */
function signal(): { given: Promise<void>; give: () => void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

const SIGHTINGS = `select resource.name, record.number, sighting.times from sighting join record on record.hash = sighting.record
  join resource on resource.id = sighting.resource order by 1, 2`;

test('a daily file that is cut is said to be read in part, until a version of it is whole', async () => {
  const whole = fileOf(...many(3));
  const partlyRead = async () => (await partlyReadVersions(world.federation)).map(({ title, code }) => ({ title, code }));
  await world.publish(whole.slice(0, whole.lastIndexOf('"id"')), { resource: 'a', updates: 'added' });
  expect(await world.judge()).toMatchObject({ versions: 1, held: 0, unreadable: 0 });
  expect(await partlyRead()).toEqual([{ title: 'a', code: 'syntax.truncated' }]);
  await world.publish(whole, { resource: 'a', updates: 'added' });
  await world.judge();
  expect(await partlyRead()).toEqual([]);
});

describe('a first version', () => {
  test('has a record, a listing, a sighting and a key to consolidate for each of its contracts', async () => {
    await world.publish(fileOf(...many(3)), { resource: 'a' });
    expect(await world.judge()).toMatchObject({ versions: 1, records: 3, fresh: 3, held: 0, unreadable: 0, failed: [] });
    expect(await world.rows('select count(*) as n, count(distinct key) as keys from record')).toEqual([{ n: 3, keys: 3 }]);
    expect(await world.rows('select cardinality(records) as records, cardinality(verdicts) as verdicts from listing')).toEqual([
      { records: 3, verdicts: 3 },
    ]);
    expect(await world.rows(SIGHTINGS)).toHaveLength(3);
    expect(await world.rows('select count(distinct key) as n from dirty')).toEqual([{ n: 3 }]);
    expect(await world.rows('select state, form, standard from version')).toEqual([
      { state: 'accepted', form: 'json', standard: '2.0.3' },
    ]);
  });

  test('keeps of a record what consolidation compares', async () => {
    const modification = {
      id: 1,
      dateNotificationModification: '2024-06-01',
      datePublicationDonneesModification: '2024-06-15',
      montant: 60_000,
    };
    await world.publish(fileOf(marche('2024M1', { modifications: [{ modification }] })), { resource: 'a' });
    await world.judge();
    expect(
      await world.rows(
        'select kind, standard, valid, buyer, number, published, year, changes, fullness > 20 as full from record',
      ),
    ).toEqual([
      {
        kind: 'marche',
        standard: '2.0.3',
        valid: true,
        buyer: '21990041200012',
        number: '2024M1',
        published: '2024-06-15',
        year: 2024,
        changes: 1,
        full: true,
      },
    ]);
  });

  test('names the members that some version of the standard has, and no other: a name may be personal data', async () => {
    await world.publish(fileOf(marche('2024M1', { _type: 'Marché', 'jeanne.exemple@ville.example': '1' })), {
      resource: 'a',
    });
    await world.judge();
    const [row] = await world.rows('select v.findings from record r join verdict v on v.id = r.verdict');
    const fields = (row as { findings: { code: string; field: string; count: number }[] }).findings
      .filter(({ code }) => code === 'schema.additionalProperties')
      .map(({ field, count }) => ({ field, count }));
    expect(fields).toEqual([
      { field: '/_type', count: 1 },
      { field: '/…', count: 1 },
    ]);
  });

  test('has as many sightings of a record as the file has copies', async () => {
    await world.publish(fileOf(marche('2024M1'), marche('2024M1'), marche('2024M2')), { resource: 'a' });
    expect(await world.judge()).toMatchObject({ records: 3, fresh: 2 });
    expect(await world.rows(SIGHTINGS)).toEqual([
      { name: 'a', number: '2024M1', times: 2 },
      { name: 'a', number: '2024M2', times: 1 },
    ]);
  });

  test.each([
    ['with blanks', (text: string) => JSON.stringify(JSON.parse(text), null, 2)],
    ['after a byte order mark', (text: string) => `\ufeff${text}`],
    ['packed by gzip', (text: string) => gzipSync(text)],
    ['packed twice', (text: string) => gzipSync(gzipSync(text))],
    [
      'in a ZIP archive beside a text',
      (text: string) => zipSync({ 'lisez-moi.txt': Buffer.from('?'), 'decp/a.json': Buffer.from(text) }),
    ],
    ['packed by gzip in a ZIP archive', (text: string) => zipSync({ 'decp/a.json.gz': gzipSync(text) })],
    ['packed twice in a ZIP archive', (text: string) => zipSync({ 'a.gz': gzipSync(gzipSync(text)) }, { level: 0 })],
  ])('holds the same records %s', async (_, form) => {
    const text = fileOf(...many(3));
    await world.publish(text, { resource: 'a' });
    await world.publish(form(text), { resource: 'b' });
    expect(await world.judge()).toMatchObject({ versions: 2, records: 6, fresh: 3 });
    expect(await world.rows(SIGHTINGS)).toHaveLength(6);
  });

  test('in XML has the records of the same file in JSON', async () => {
    const { JSON: text, xml } = both();
    await world.publish(text, { resource: 'a' });
    await world.publish(xml, { resource: 'b', title: 'b.xml' });
    expect(await world.judge()).toMatchObject({ records: 2, fresh: 1 });
  });

  test('of which nothing can be read is unreadable, with the reason', async () => {
    await world.publish('', { resource: 'a' });
    await world.publish('<!doctype html><title>Accès refusé</title>', { resource: 'b' });
    await world.publish(gzipSync(fileOf(marche('1'))).subarray(0, 40), { resource: 'c' });
    expect(await world.judge()).toMatchObject({ versions: 3, unreadable: 3 });
    expect(await world.rows(`select state, reason->>'code' as code from version order by id`)).toEqual([
      { state: 'unreadable', code: 'syntax.empty' },
      { state: 'unreadable', code: 'syntax.not-json' },
      { state: 'unreadable', code: 'bad-gzip' },
    ]);
  });

  test('that unpacks to more than any source publishes is unreadable', async () => {
    await world.publish(gzipSync(Buffer.alloc(80_000_000, '[')), { resource: 'a' });
    await world.judge();
    expect(await world.rows(`select state, reason->>'code' as code from version`)).toEqual([
      { state: 'unreadable', code: 'bomb' },
    ]);
  });

  const inner = zipSync({ 'b.json': Buffer.from(fileOf(...many(2, 10))) });
  const [first, last] = [Buffer.from(fileOf(...many(2))), Buffer.from(fileOf(marche('2024M9')))];
  /** An archive of three files, of which the one between is not to be read. */
  const around = (name: string, bytes: Uint8Array): Uint8Array => zipSync({ 'a.json': first, [name]: bytes, 'c.json': last });
  /** The place of a name in an archive, in the header just before the file. */
  const headerOf = (archive: Uint8Array, name: string): number => Buffer.from(archive).indexOf(name) - 30;
  const locked = around('2024/07/b.json', first);
  locked[headerOf(locked, '2024/07/b.json') + 8] = 99;
  const damaged = around('b.json', first);
  damaged.fill(0xff, headerOf(damaged, 'b.json') + 36, headerOf(damaged, 'b.json') + 46);
  test.each([
    ['an archive', 'not-unpacked', '2024/07/b.zip', around('2024/07/b.zip', inner)],
    ['a gzip file that is cut', 'bad-gzip', 'b.json.gz', around('b.json.gz', gzipSync(first).subarray(0, 40))],
    ['a file packed in a way that nobody knows', 'bad-zip', '2024/07/b.json', locked],
    ['a damaged file', 'bad-zip', 'b.json', damaged],
    ['a file that is no data', 'syntax.not-json', 'b.json', around('b.json', Buffer.from('<!doctype html>'))],
    ['a file without a byte', 'syntax.empty', 'b.json', around('b.json', Buffer.alloc(0))],
  ])('that has %s among its files says which, and reads the others', async (_, code, name, archive) => {
    await world.publish(archive, { resource: 'a', title: 'a.zip' });
    expect(await world.judge()).toMatchObject({ records: 3, unreadable: 0, failed: [] });
    expect(await world.rows('select state, reason, around from version join listing on listing.version = version.id')).toEqual([
      {
        state: 'accepted',
        reason: { code },
        around: [{ code, severity: 'error', field: name, count: 1, line: code === 'syntax.not-json' ? 1 : null }],
      },
    ]);
    // What it no longer has may be in what was not read.
    await world.publish(zipSync({ 'a.json': first, 'c.zip': inner }), { resource: 'a', title: 'a.zip' });
    expect(await world.judge()).toMatchObject({ held: 1 });
  });

  test('that has nothing but archives is unreadable', async () => {
    await world.publish(zipSync({ '1.zip': inner, '2.rar': inner }), { resource: 'a', title: 'a.zip' });
    expect(await world.judge()).toMatchObject({ unreadable: 1 });
    expect(await world.rows(`select reason, around from version join listing on listing.version = version.id`)).toEqual([
      {
        reason: { code: 'not-unpacked' },
        around: ['1.zip', '2.rar'].map((field) => expect.objectContaining({ field }) as unknown),
      },
    ]);
  });

  test('that is an archive cut between two files is not read to its end', async () => {
    const archive = zipSync({ 'a.json': first, 'lisez-moi.txt': Buffer.alloc(9), 'c.json': last });
    for (const name of ['lisez-moi.txt', 'c.json'])
      await world.publish(archive.subarray(0, headerOf(archive, name)), { resource: name, title: 'a.zip' });
    await world.judge();
    expect(await world.rows('select state, reason, cardinality(records) as n from version join listing on version = id')).toEqual(
      Array.from({ length: 2 }, () => ({ state: 'accepted', reason: { code: 'bad-zip' }, n: 2 })),
    );
  });

  test('that is an archive of bombs is unpacked no further than one of them', async () => {
    const bomb = gzipSync(Buffer.alloc(60_000_000, '['));
    await world.publish(zipSync({ '1.json.gz': bomb, '2.json.gz': bomb, '3.json.gz': bomb }), { resource: 'a', title: 'a.zip' });
    await world.judge();
    expect(await world.rows(`select state, around from version join listing on listing.version = version.id`)).toEqual([
      {
        state: 'unreadable',
        around: expect.arrayContaining([expect.objectContaining({ code: 'bomb', field: '2.json.gz' })]) as unknown,
      },
    ]);
  });

  test('that unpacks to a packed file again and again is unreadable', async () => {
    const packed = Array.from({ length: 5 }).reduce<Uint8Array>((bytes) => gzipSync(bytes), Buffer.from(fileOf(marche('1'))));
    await world.publish(packed, { resource: 'a' });
    await world.judge();
    expect(await world.rows(`select state, reason->>'code' as code from version`)).toEqual([
      { state: 'unreadable', code: 'bomb' },
    ]);
  });

  test.each([
    ['a NUL', 'a\\u0000b'],
    ['half of a pair', 'a\\ud800b'],
    ['a pair where the path is cut', `${'a'.repeat(199 - '/marches/marche/*/'.length)}😀`],
  ])('whose findings name a member with %s is judged', async (_, name) => {
    const bad = JSON.stringify(marche('2')).replace('{', `{"${name}":"\t",`);
    await world.publish(fileOf(marche('1')).replace(/\}\],"contrat/, `},${bad}],"contrat`), { resource: 'a' });
    expect(await world.judge()).toMatchObject({ versions: 1, records: 1, failed: [] });
    expect(
      await world.rows(
        `select around->0->>'code' as code, around->0->>'field' like '/marches/marche/*/a%\ufffd%' as field from listing`,
      ),
    ).toEqual([{ code: 'syntax.control-character', field: true }]);
  });

  test('of which the archive fails halfway leaves nothing, and costs no other version anything', async () => {
    const text = fileOf(...many(4, 10));
    await world.publish(fileOf(...many(2)), { resource: 'a' });
    await world.publish(text, { resource: 'b' });
    await world.publish(fileOf(...many(2, 1)), { resource: 'c' });
    world.damage(text);
    expect(await world.judge()).toMatchObject({ versions: 2, records: 4, failed: [{ why: `archive: damaged: ${sumOf(text)}` }] });
    // It is to be fetched again.
    expect(await world.rows('select sha256 from content where damaged_at is not null')).toEqual([{ sha256: sumOf(text) }]);
    expect(await world.rows('select number from record order by 1')).toHaveLength(3);
    expect(
      await world.rows(
        'select count(*) as n from listing, unnest(records) as hash left join record using (hash) where number is null',
      ),
    ).toEqual([{ n: 0 }]);
    world.damage(text, false);
    expect(await world.judge()).toMatchObject({ versions: 1, records: 4, failed: [] });
  });

  test('that is damaged gives way to one that was fetched later, and is judged in its turn once it is whole', async () => {
    const [lost, later] = [fileOf(...many(4)), fileOf(...many(5))];
    const states = (): Promise<Row[]> => world.rows(`select state, reason->>'code' as code from version order by id`);
    await world.publish(lost, { resource: 'a' });
    world.damage(lost);
    expect((await world.judge()).failed).toHaveLength(1);
    await world.publish(later, { resource: 'a' });
    expect(await world.judge()).toMatchObject({ versions: 2, records: 5, unreadable: 1, givenUp: [], failed: [] });
    expect(await states()).toEqual([
      { state: 'unreadable', code: 'damaged' },
      { state: 'accepted', code: null },
    ]);
    expect((await world.judge()).versions).toBe(0);
    world.damage(lost, false);
    await world.store.exec('update content set damaged_at = null');
    expect(await world.judge()).toMatchObject({ versions: 2, records: 9, unreadable: 0 });
    expect(await states()).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }]);
    expect(await world.rows(SIGHTINGS)).toHaveLength(5);
  });

  test('that cannot be read is not read again by a lane that asked for it meanwhile', async () => {
    const damaged = fileOf(...many(2));
    const version = await world.publish(damaged, { resource: 'a' });
    await world.publish(fileOf(...many(2, 2)), { resource: 'b' });
    const [row] = await world.rows('select resource from version where id = $1', version);
    // On PostgreSQL a lane locks a resource, on PGlite it asks for the versions of several at once.
    const isAsking = (sql: string, [first, second]: readonly unknown[]): boolean =>
      world.store.kind === 'postgres'
        ? sql.includes('pg_try_advisory_lock') && second === row?.['resource']
        : sql.includes('content.sha256') && [first].flat().includes(version);
    const [askedTwice, left] = [signal(), signal()];
    let asked = 0;
    const held = async (sql: string, parameters: readonly unknown[] = []): Promise<void> => {
      if (!isAsking(sql, parameters) || ++asked !== 2) return;
      askedTwice.give();
      await left.given;
    };
    const slow = <T extends Queries>(queries: T): T => ({
      ...queries,
      query: async <R extends Row>(sql: string, parameters?: readonly unknown[]) => {
        await held(sql, parameters);
        const rows = await queries.query<R>(sql, parameters);
        if (sql.includes('pg_advisory_unlock') && [parameters?.[1]].flat().includes(row?.['resource'])) left.give();
        return rows;
      },
    });
    const { store, archive } = world.federation;
    const federation: Federation = {
      ...world.federation,
      store: { ...slow(store), session: (work) => store.session((session) => work(slow(session))) },
      archive: {
        ...archive,
        read: async function* (sum: string): AsyncGenerator<Uint8Array> {
          if (sum === sumOf(damaged)) {
            await askedTwice.given;
            throw new Error('the archive is damaged');
          }
          // Without locks: the lane that met the damaged one goes on with the other.
          if (store.kind === 'pglite') left.give();
          yield* archive.read(sum);
        },
      },
    };
    expect((await judgePending(federation)).failed).toEqual([{ version, why: 'the archive is damaged' }]);
  });

  test('cut in the middle keeps the contracts before the cut', async () => {
    const text = fileOf(...many(3));
    await world.publish(text.slice(0, text.lastIndexOf('2024M2')), { resource: 'a' });
    expect(await world.judge()).toMatchObject({ records: 2, unreadable: 0 });
    expect(await world.rows(`select around->0->>'code' as code from listing`)).toEqual([
      { code: expect.stringContaining('syntax.') as unknown },
    ]);
  });
});

/** One marché in JSON and in XML. */
function both(): { JSON: string; xml: string } {
  const xml = readFileSync('examples/2.1.0/valid/marche-complet.xml', 'utf8');
  return { JSON: readFileSync('examples/2.1.0/valid/marche-complet.json', 'utf8'), xml };
}

describe('a new version', () => {
  test('of known records judges none again, and changes nothing', async () => {
    await world.publish(fileOf(...many(3)), { resource: 'a' });
    await world.judge();
    await world.store.exec('truncate dirty');
    await world.publish(`${fileOf(...many(3))}\n`, { resource: 'a' });
    expect(await world.judge()).toMatchObject({ versions: 1, records: 3, fresh: 0 });
    expect(await world.rows('select * from dirty')).toEqual([]);
    expect(await world.rows('select distinct since from sighting')).toEqual([{ since: 1 }]);
  });

  test('takes the place of the one before: what it lacks is no longer published there', async () => {
    await world.publish(fileOf(...many(3)), { resource: 'a' });
    await world.judge();
    await world.store.exec('truncate dirty');
    await world.publish(fileOf(...many(3, 1)), { resource: 'a' });
    expect(await world.judge()).toMatchObject({ records: 3, fresh: 1 });
    expect(await world.rows(SIGHTINGS)).toEqual(
      ['2024M1', '2024M2', '2024M3'].map((number) => ({ name: 'a', number, times: 1 })),
    );
    expect(await world.rows('select number from record where key in (select key from dirty) order by 1')).toEqual([
      { number: '2024M0' },
      { number: '2024M3' },
    ]);
  });

  test('of daily files at one address adds to those before', async () => {
    await world.publish(fileOf(...many(2)), { resource: 'a', updates: 'added' });
    await world.publish(fileOf(...many(2, 1)), { resource: 'a', updates: 'added' });
    await world.judge();
    expect(await world.rows(SIGHTINGS)).toEqual([
      { name: 'a', number: '2024M0', times: 1 },
      { name: 'a', number: '2024M1', times: 2 },
      { name: 'a', number: '2024M2', times: 1 },
    ]);
  });

  test('that loses too many contracts is held, and the one before stays', async () => {
    await world.publish(fileOf(...many(30)), { resource: 'a' });
    await world.publish(fileOf(...many(15)), { resource: 'a' });
    expect(await world.judge()).toMatchObject({ versions: 2, held: 1 });
    expect(await world.rows(`select state, reason from version order by id`)).toEqual([
      { state: 'accepted', reason: null },
      { state: 'held', reason: { code: 'sudden-loss', before: 30, lost: 15 } },
    ]);
    expect(await world.rows(SIGHTINGS)).toHaveLength(30);
    await world.publish(fileOf(...many(29)), { resource: 'a' });
    await world.judge();
    expect(await world.rows(SIGHTINGS)).toHaveLength(29);
  });

  test('that loses more contracts than one statement names is held, and where the catalogue allows it, none of them stays', async () => {
    const small = (count: number): string =>
      fileOf(...Array.from({ length: count }, (_, at) => ({ id: `M${at}`, acheteur: { id: '21350238800019' } })));
    await world.publish(small(20_010), { resource: 'a' });
    await world.publish(small(5), { resource: 'a' });
    expect(await world.judge()).toMatchObject({ records: 20_015, fresh: 20_010, held: 1 });
    const reason = { code: 'sudden-loss', before: 20_010, lost: 20_005 };
    expect(await world.rows(`select reason from version where state = 'held'`)).toEqual([{ reason }]);
    expect(await world.judgeFor(new World(world.store, { guard: 1 }))).toMatchObject({ held: 0 });
    expect(await world.rows('select count(*) as n, sum(times) as times from sighting')).toEqual([{ n: 5, times: 5 }]);
  }, 120_000);

  test('that the catalogue accepts is never held', async () => {
    const text = fileOf(...many(5));
    world = new World(world.store, { accept: [sumOf(text)] });
    await world.publish(fileOf(...many(30)), { resource: 'a' });
    await world.publish(text, { resource: 'a' });
    expect(await world.judge()).toMatchObject({ held: 0 });
    expect(await world.rows(SIGHTINGS)).toHaveLength(5);
  });

  test.each([
    ['is not read to its end', 11, 'held'],
    ['has all of them before the cut', 12, 'accepted'],
  ])('that %s is held as soon as it loses a contract', async (_, whole, state) => {
    await world.publish(fileOf(...many(12)), { resource: 'a' });
    const text = fileOf(...many(13));
    const cut = text.slice(0, text.indexOf(`"2024M${whole}"`) + 20);
    await world.publish(cut, { resource: 'a' });
    expect(await world.judge()).toMatchObject({ versions: 2, held: state === 'held' ? 1 : 0 });
    const reason = { code: 'syntax.truncated', ...(state === 'held' && { before: 12, lost: 1 }) };
    expect(await world.rows(`select state, reason from version order by id desc limit 1`)).toEqual([{ state, reason }]);
    expect(await world.rows(SIGHTINGS)).toHaveLength(12);
    const accepting = new World(world.store, { accept: [sumOf(cut)] });
    await world.judgeFor(accepting);
    expect(await world.rows(SIGHTINGS)).toHaveLength(whole);
    expect(await world.rows(`select state, reason from version order by id desc limit 1`)).toEqual([
      { state: 'accepted', reason: { code: 'syntax.truncated' } },
    ]);
  });

  const few = fileOf(...many(5), marche('2024N1'));
  const accept = [sumOf(few)];
  test.each([
    ['accepts it', {}, { accept }, []],
    ['accepts it, which others have followed', {}, { accept }, [many(20), many(4)]],
    ['no longer accepts it', { accept }, {}, []],
    ['no longer accepts it, which others have followed', { accept }, {}, [many(20), many(4)]],
    ['allows more to be lost', {}, { guard: 0.9 }, []],
    ['allows less to be lost', { guard: 0.9 }, {}, [many(20), many(4)]],
  ])('is judged again where the catalogue %s', async (_, before, after, later) => {
    const publish = async (): Promise<void> => {
      await world.publish(fileOf(...many(30)), { resource: 'a' });
      await world.publish(few, { resource: 'a' });
      for (const records of later) await world.publish(fileOf(...records), { resource: 'a' });
    };
    const end = async (): Promise<unknown> => {
      await consolidate(world.federation);
      return [
        await world.rows(SIGHTINGS),
        await world.rows('select state, reason, loss from version order by fetched_at'),
        await world.rows('select key, record, withdrawn from contract order by key'),
      ];
    };
    world = new World(world.store, after);
    await publish();
    await world.judge();
    const expected = await end();
    world = new World(world.store, before);
    await world.clear();
    await publish();
    await world.judge();
    expect(await end()).not.toEqual(expected);
    const changed = new World(world.store, after);
    const { catalogue } = changed.federation;
    // A process that is killed after it has taken versions back, and another that consolidates.
    await world.store.session((session) => reopen({ ...world.federation, catalogue }, session));
    await consolidate(world.federation);
    expect(await world.judgeFor(changed)).toMatchObject({ failed: [] });
    expect(await end()).toEqual(expected);
    expect(await world.judgeFor(changed)).toMatchObject({ versions: 0 });
  });

  test.each([
    ['replaced', 'added'],
    ['added', 'replaced'],
  ] as const)('of a resource that was %s, once the catalogue says %s', async (before, after) => {
    const publish = async (updates: 'added' | 'replaced'): Promise<void> => {
      for (const records of [many(3), many(1), many(3, 1)]) await world.publish(fileOf(...records), { resource: 'a', updates });
    };
    await publish(after);
    await world.judge();
    const expected = await world.rows(SIGHTINGS);
    await world.clear();
    await publish(before);
    await world.judge();
    expect(await world.rows(SIGHTINGS)).not.toEqual(expected);
    const rhythm = after === 'added' ? 'daily' : 'cumulative';
    await world.judgeFor(new World(world.store, { datasets: [{ id: 'd', rhythm, form: 'auto' }] }));
    expect(await world.rows(SIGHTINGS)).toEqual(expected);
  });

  test('that corrects contracts loses none', async () => {
    await world.publish(fileOf(...many(30)), { resource: 'a' });
    await world.publish(fileOf(...many(30).map((one) => ({ ...(one as object), objet: 'Réfection de la toiture du gymnase' }))), {
      resource: 'a',
    });
    expect(await world.judge()).toMatchObject({ held: 0, fresh: 60 });
    expect(await world.rows(SIGHTINGS)).toHaveLength(30);
  });

  test('that cannot be read leaves the one before', async () => {
    await world.publish(fileOf(...many(3)), { resource: 'a' });
    await world.publish('{', { resource: 'a' });
    await world.judge();
    expect(await world.rows(SIGHTINGS)).toHaveLength(3);
  });
});

describe('a date in the future', () => {
  test('is one no longer when its day has come', async () => {
    const text = fileOf(marche('2024M1', { dateNotification: '2026-10-20', datePublicationDonnees: '2026-10-20' }));
    await world.publish(text, { resource: 'a', at: '2026-10-10T00:00:00Z' });
    await world.judge();
    const valid = `select verdict.findings @> '[{"code":"date-future"}]' as future from record join verdict on verdict.id = record.verdict`;
    expect(await world.rows(valid)).toEqual([{ future: true }]);
    await world.publish(`${text} `, { resource: 'a', at: '2026-11-10T00:00:00Z' });
    await world.judge();
    expect(await world.rows(valid)).toEqual([{ future: false }]);
    await world.publish(`${text}  `, { resource: 'b', at: '2026-10-11T00:00:00Z' });
    await world.judge();
    expect(await world.rows(valid)).toEqual([{ future: false }]);
  });
});

describe('an erased record', () => {
  test('counts for the guard, whenever it was erased', async () => {
    const publish = async (): Promise<void> => {
      await world.publish(fileOf(...many(30)), { resource: 'a' });
      await world.publish(fileOf(...many(20)), { resource: 'a' });
    };
    await publish();
    await world.judge();
    const held = [{ state: 'accepted' }, { state: 'held' }];
    const states = 'select state from version order by id';
    expect(await world.rows(states)).toEqual(held);
    const [erased] = await world.rows(`select hash from record where number = '2024M29'`);
    await world.clear();
    await world.rows(`insert into tombstone values ($1, now(), 'essai')`, erased?.['hash']);
    await publish();
    await world.judge();
    expect(await world.rows(states)).toEqual(held);
  });

  test('never comes back', async () => {
    await world.publish(fileOf(...many(2)), { resource: 'a' });
    await world.judge();
    await world.store.exec(`
      insert into tombstone select hash, now(), 'essai' from record where number = '2024M1';
      delete from sighting using tombstone where tombstone.record = sighting.record;
      delete from record using tombstone where tombstone.record = record.hash`);
    await world.publish(fileOf(...many(2)), { resource: 'b' });
    await world.judge();
    expect(await world.rows(SIGHTINGS)).toEqual([
      { name: 'a', number: '2024M0', times: 1 },
      { name: 'b', number: '2024M0', times: 1 },
    ]);
  });
});
