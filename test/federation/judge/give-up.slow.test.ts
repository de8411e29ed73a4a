import { describe, expect, test } from 'vitest';
import { type Budgets, USUAL } from '../../../federation/src/budgets.ts';
import { countDeaths, givenUpVersions, takeUp } from '../../../federation/src/judge/give-up.node.ts';
import { judgeHere, type Watch } from '../../../federation/src/judge/judge.node.ts';
import type { Judged } from '../../../federation/src/judge/judged.ts';
import { repeatedRow } from '../costly.ts';
import { eachInWorld, fileOf, many, marche, sumOf, type World } from './world.ts';

let world: World;
eachInWorld((one) => (world = one));

const judge = (file: Partial<Budgets['file']> = {}, watch?: Watch): Promise<Judged> =>
  judgeHere({ ...world.federation, budgets: { ...USUAL, file: { ...USUAL.file, ...file } } }, watch);

const states = async (): Promise<string[]> =>
  (
    await world.rows(
      'select resource.name, state, reason from version join resource on resource.id = resource order by version.id',
    )
  ).map(({ name, state, reason }) => `${String(name)} ${String(state)}${reason === null ? '' : ` ${JSON.stringify(reason)}`}`);
const published = async (): Promise<number> =>
  (await world.rows('select count(*)::int as count from sighting'))[0]?.['count'] as number;

describe('a file over its budget', () => {
  const big = fileOf(...many(21));

  test('is given up as too costly: nothing of it counts, the version before stays, and the others go on', async () => {
    await world.publish(fileOf(...many(3, 100)), { resource: 'a' });
    await judge();
    await world.publish(big, { resource: 'a' });
    await world.publish(fileOf(...many(5, 200)), { resource: 'b' });
    await world.publish(fileOf(...many(4, 100)), { resource: 'a' });
    const judged = await judge({ records: 20 });
    expect(judged).toMatchObject({ versions: 3, unreadable: 1, failed: [] });
    expect(judged.givenUp).toEqual([
      {
        ...{ source: 'ville', title: 'a', sha256: sumOf(big), at: expect.any(String) as string },
        reason: { code: 'too-costly', over: 'records', allowed: 20 },
      },
    ]);
    const reason = expect.stringMatching(/^a unreadable .*too-costly/) as string;
    expect(await states()).toEqual(['a accepted', reason, 'b accepted', 'a accepted']);
    expect(await published()).toBe(9);
    expect(await world.rows(`select around from listing where around <> '[]'`)).toEqual([
      { around: [{ code: 'too-costly', severity: 'error', field: '', count: 1, line: null }] },
    ]);
    // A later version of the file was judged: there is nothing to decide any more.
    expect(await givenUpVersions(world)).toEqual([]);
    expect((await judge({ records: 20 })).versions).toBe(0);
  });

  test('is taken up again by its sum once somebody asks for it, and then judged as it would have been', async () => {
    await world.publish(fileOf(...many(3)), { resource: 'a' });
    await world.publish(big, { resource: 'a' });
    await judge({ records: 20 });
    expect(await givenUpVersions(world)).toMatchObject([{ title: 'a', sha256: sumOf(big) }]);
    expect(await takeUp(world.store, 'f'.repeat(64))).toEqual([]);
    // Without a larger budget it is given up again.
    expect(await takeUp(world.store, sumOf(big))).toEqual(['a']);
    expect(await judge({ records: 20 })).toMatchObject({ versions: 1, unreadable: 1 });
    expect(await takeUp(world.store, 'a')).toEqual(['a']);
    expect(await judge()).toMatchObject({ versions: 1, records: 21, unreadable: 0 });
    expect(await states()).toEqual(['a accepted', 'a accepted']);
    expect(await takeUp(world.store, sumOf(big))).toEqual([]);
  });

  test.each([
    ['bytes', { unpacked: 0.001 }, 'unpacked'],
    ['processor', { seconds: 0, secondsPerMegabyte: 0 }, 'seconds'],
  ] as const)('of %s likewise', async (_, file, over) => {
    await world.publish(big, { resource: 'a' });
    expect((await judge(file)).givenUp).toMatchObject([{ reason: { code: 'too-costly', over } }]);
  });

  test('of memory, which is that of all files read at once, is read again alone before it is given up', async () => {
    await world.publish(big, { resource: 'a' });
    const judged = await judge({ memory: 0 });
    expect(judged).toMatchObject({ versions: 1, givenUp: [{ reason: { code: 'too-costly', over: 'memory' } }] });
    expect(await world.rows('select deaths from version')).toEqual([{ deaths: 1 }]);
  });

  test('that is packed is measured by what it unpacks to, also a workbook of one row that is repeated', async () => {
    const ods = repeatedRow(5000);
    expect(ods.length).toBeLessThan(1000);
    await world.publish(ods, { resource: 'a', title: 'a.ods' });
    expect((await judge({ records: 1000 })).givenUp).toMatchObject([{ reason: { over: 'records', allowed: 1000 } }]);
  });
});

describe('a version that ended what read it', () => {
  test('is read alone, after that is set aside, and is taken up again on demand', async () => {
    const [first, second] = [
      await world.publish(fileOf(...many(2)), { resource: 'a' }),
      await world.publish(fileOf(...many(2, 9)), { resource: 'a' }),
    ];
    const other = await world.publish(fileOf(...many(2, 20)), { resource: 'b' });
    // Two processes that begin at once find it out, and others that read them meanwhile as well.
    const readings = [first, other].map((id) => ({ id, deaths: 0 }));
    for (let time = 0; time < 2; time++) await countDeaths(world.store, readings);
    const groups: number[][] = [[]];
    const hand = {
      begin: ({ id }: { id: number }) => void groups.at(-1)?.push(id),
      end: () => void groups.push([]),
    };
    await judge({}, { hands: [hand, hand], judged: () => undefined });
    const read = groups.filter(({ length }) => length > 0);
    // Versions of a resource are read in their order, whichever is read alone.
    expect(read).toHaveLength(3);
    expect(read.slice(0, 2)).toEqual(expect.arrayContaining([[first], [other]]));
    expect(read[2]).toEqual([second]);

    const third = await world.publish(fileOf(...many(2, 30)), { resource: 'a' });
    await world.publish(fileOf(...many(2, 40)), { resource: 'b' });
    await countDeaths(world.store, [{ id: third, deaths: 1 }]);
    expect(await judge()).toMatchObject({
      ...{ versions: 2, unreadable: 1 },
      givenUp: [{ title: 'a', reason: { code: 'set-aside', deaths: 2 } }],
    });
    expect((await states()).slice(3)).toEqual([
      expect.stringMatching(/^a unreadable .*set-aside/),
      expect.stringMatching(/^b (accepted|held)/),
    ]);
    expect(await takeUp(world.store, String(third))).toEqual(['a']);
    expect(await judge()).toMatchObject({ versions: 1, givenUp: [] });
  });

  test('is set aside likewise where what it holds makes the program fail, and one that was fetched later is read', async () => {
    const bad = fileOf(...many(2));
    await world.publish(bad, { resource: 'a' });
    await world.publish(fileOf(...many(3)), { resource: 'a' });
    const { archive } = world.federation;
    const failing = (error: Error): typeof archive => ({
      ...archive,
      read: (sum) => {
        if (sum === sumOf(bad)) throw error;
        return archive.read(sum);
      },
    });
    const judgeWith = (error: Error): Promise<Judged> => judgeHere({ ...world.federation, archive: failing(error) });
    // The disk or the network, which may be well again the next time.
    for (let time = 0; time < 3; time++)
      expect((await judgeWith(Object.assign(new Error('planted'), { code: 'EMFILE' }))).failed).toHaveLength(1);
    for (let time = 0; time < 2; time++)
      expect((await judgeWith(new TypeError('planted'))).failed).toMatchObject([{ why: 'planted' }]);
    expect(await judgeWith(new TypeError('planted'))).toMatchObject({
      ...{ versions: 2, records: 3, failed: [] },
      givenUp: [{ reason: { code: 'set-aside', deaths: 2 } }],
    });
  });

  test('is likewise told from those that are written with it where the database refuses what it holds', async () => {
    // Stands for what PostgreSQL refuses and nobody has thought of.
    await world.store.exec(`alter table record add constraint planted check (number is distinct from '2024M666')`);
    try {
      for (const at of [0, 1, 2]) await world.publish(fileOf(...many(2, 10 * at)), { resource: `good ${at}` });
      await world.publish(fileOf(marche('2024M1'), marche('2024M666')), { resource: 'bad' });
      expect(await judge()).toMatchObject({
        ...{ versions: 4, unreadable: 1, failed: [] },
        givenUp: [{ title: 'bad', reason: { code: 'set-aside', deaths: 2 } }],
      });
      expect(await published()).toBe(6);
    } finally {
      await world.store.exec('alter table record drop constraint planted');
    }
  });
});
