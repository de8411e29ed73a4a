import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { USUAL } from '../../../federation/src/budgets.ts';
import { consolidate } from '../../../federation/src/consolidate/consolidate.node.ts';
import { balance } from '../../../federation/src/consolidate/states.node.ts';
import { NONE, notUnited } from '../../../federation/src/consolidate/not-united.node.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { contractsOf as snapshotContractsOf } from '../../../federation/src/snapshot/contracts.node.ts';
import { verdictOf } from '../../../federation/src/consolidate/balance.ts';
import { eraseRecord } from '../../../federation/src/consolidate/erase.node.ts';
import { keepListed, listingOf } from '../../../federation/src/harvest/rows.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { compareRecords, ORDER_SQL } from '../../../federation/src/consolidate/order.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { draws, NIGHT } from '../../support/tier.ts';
import { Killed, mortalStore } from './mortal-store.ts';
import {
  arrivals,
  arrive,
  cleared,
  contractsOf,
  empty,
  federationOf,
  ranked,
  type Rec,
  recordOf,
  type Resource,
  statesOf,
  stored,
  uuidOf,
  type World,
  world,
} from './world.ts';

const ranks = fc.uniqueArray(ranked, { selector: ({ hash }) => hash, maxLength: 30 });

let store: Store;
beforeAll(async () => {
  store = await emptyStore();
});
afterAll(() => store.close());
beforeEach(() => empty(store));

const inOrder = (): number => 0;
const publish = async (all: World): Promise<void> => {
  await cleared(store);
  for (const [resource, place] of arrivals(all, inOrder)) await arrive(store, all, resource, place);
};

/** One version of one resource, with these records. */
const publishOnce = (records: readonly Rec[]): Promise<void> =>
  publish({
    records: new Map(records.map((one) => [one.hash, one])),
    sources: { nord: 1 },
    resources: [
      {
        name: 'a',
        source: 'nord',
        updates: 'added',
        versions: [{ state: 'accepted', records: records.map(({ hash }) => hash) }],
      },
    ],
  });

test('records are ordered as in TypeScript', async () => {
  await fc.assert(
    fc.asyncProperty(ranks, async (all) => {
      const rows = await store.query<{ hash: string }>(
        `select hash from json_to_recordset($1::text::json)
             as r (published date, changes int, reserved boolean, fullness int, priority int, hash uuid) order by ${ORDER_SQL}`,
        [JSON.stringify(all)],
      );
      expect(rows.map(({ hash }) => hash)).toEqual(all.toSorted(compareRecords).map(({ hash }) => hash));
    }),
    { numRuns: draws(60, 500) },
  );
});

test('whatever the order of arrival and the consolidations between, the contracts are the same', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.infiniteStream(fc.nat(99)), async (all, stream) => {
      const expected = contractsOf(all);
      for (let order = 0; order < 8; order++) {
        const draw = (below: number): number => (stream.next().value as number) % below;
        await cleared(store);
        const federation = federationOf(store, all.sources);
        for (const [resource, place] of arrivals(all, draw)) {
          await arrive(store, all, resource, place);
          if (draw(3) === 0) await consolidate(federation);
        }
        await consolidate(federation);
        expect(await stored(store)).toEqual(expected);
      }
    }),
    { numRuns: draws(4, 20) },
  );
});

test('consolidation makes the contracts, and puts each observation in the state, that the definitions give, and the counts add up', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (all) => {
      await publish(all);
      const federation = federationOf(store, all.sources);
      await consolidate(federation);
      expect(await stored(store)).toEqual(contractsOf(all));
      const found = await balance(federation);
      expect(found.faults).toEqual([]);
      expect(verdictOf(found)).toBe('balanced');
      const expected = statesOf(all);
      const names = all.resources
        .toSorted((a, b) => (a.name < b.name ? -1 : 1))
        .flatMap(({ name, versions }) => versions.map((_, place) => `${name} ${place}`));
      expect(found.files.map(({ states }, place) => [names[place], states])).toEqual(
        names.map((name) => [name, expected.get(name)]),
      );
      expect(found.all.read).toBe(all.resources.flatMap(({ versions }) => versions.flatMap(({ records }) => records)).length);
    }),
    { numRuns: draws(25, 200) },
  );
});

test('an erased record leaves as if it had never been, and never comes back', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.nat(), async (all, which) => {
      await publish(all);
      const federation = federationOf(store, all.sources);
      await consolidate(federation);
      const hashes = [...new Set(all.resources.flatMap(({ versions }) => versions.flatMap(({ records }) => records)))];
      const hash = hashes[which % Math.max(1, hashes.length)];
      if (hash === undefined) return;
      await eraseRecord(federation, hash, 'à la demande de la personne');
      const expected = contractsOf(all, new Set([hash]));
      expect(await stored(store)).toEqual(expected);
      const states = statesOf(all, new Set([hash]));
      const found = await balance(federation);
      expect(found.faults).toEqual([]);
      expect(found.all.states.erased).toBe([...states.values()].reduce((sum, { erased }) => sum + erased, 0));
      // Every file is published once more, as it was.
      const again = {
        ...all,
        resources: all.resources.map((one) => ({ ...one, versions: [...one.versions, ...one.versions] })),
      };
      for (const resource of again.resources)
        for (let place = resource.versions.length / 2; place < resource.versions.length; place++)
          await arrive(store, again, resource, place);
      await consolidate(federation);
      expect(await stored(store)).toEqual(contractsOf(again, new Set([hash])));
      expect(
        await store.query('select from record where hash = $1 union all select from sighting where record = $1', [hash]),
      ).toEqual([]);
    }),
    { numRuns: draws(20, 100) },
  );
});

test('a kill at any statement and a resumption give the same contracts', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (all) => {
      const expected = contractsOf(all);
      // By day one step of three, and the end.
      for (let kill = 1, killed = true; killed; kill += NIGHT ? 1 : 3) {
        await publish(all);
        const mortal = mortalStore(store, kill);
        killed = await consolidate(federationOf(mortal, all.sources)).then(
          () => false,
          (error: unknown) => {
            if (error instanceof Killed) return true;
            throw error;
          },
        );
        await consolidate(federationOf(store, all.sources));
        expect(await stored(store)).toEqual(expected);
        expect(await store.query('select from dirty')).toEqual([]);
      }
    }),
    { numRuns: draws(2, 10) },
  );
});

test('judges and two consolidations at once give the same contracts', async (context) => {
  if (store.kind === 'pglite') return context.skip('PGlite has one session');
  await fc.assert(
    fc.asyncProperty(world, async (all) => {
      await cleared(store);
      const federation = federationOf(store, all.sources);
      const judge = async (resource: Resource): Promise<void> => {
        for (const place of resource.versions.keys()) await arrive(store, all, resource, place);
      };
      const consolidation = async (): Promise<void> => {
        for (let time = 0; time < 3; time++) await consolidate(federation);
      };
      await Promise.all([consolidation(), consolidation(), ...all.resources.map(judge)]);
      await consolidate(federation);
      expect(await stored(store)).toEqual(contractsOf(all));
    }),
    { numRuns: draws(20, 100) },
  );
});

test('of two records alike, that of the source with the higher priority is preferred, and a change of priorities is noticed', async () => {
  const [one, other] = ['un', 'deux'].map((objet) => recordOf({ objet })) as [Rec, Rec];
  const all = (nord: number): World => ({
    records: new Map([one, other].map((record) => [record.hash, record])),
    sources: { nord, sud: 1 },
    resources: [
      { name: 'a', source: 'nord', updates: 'replaced', versions: [{ state: 'accepted', records: [one.hash] }] },
      { name: 'b', source: 'sud', updates: 'replaced', versions: [{ state: 'accepted', records: [other.hash] }] },
      { name: 'c', source: 'sud', updates: 'replaced', versions: [{ state: 'accepted', records: [one.hash] }] },
    ],
  });
  await publish(all(2));
  const smallest = [one.hash, other.hash].toSorted()[0] as string;
  for (const [nord, preferred] of [
    [2, one.hash],
    [1, smallest],
    // The first is also published by the other source, whose priority is now the higher.
    [0, smallest],
    [2, one.hash],
  ] as const) {
    await consolidate(federationOf(store, all(nord).sources));
    expect((await stored(store)).map(({ record }) => record)).toEqual([preferred]);
    expect(await stored(store)).toEqual(contractsOf(all(nord)));
  }
});

test('the contracts of a file that another source lists since are preferred as those of that source', async () => {
  const [one, other] = ['un', 'deux'].map((objet) => recordOf({ objet })).toSorted((a, b) => (a.hash < b.hash ? -1 : 1)) as [
    Rec,
    Rec,
  ];
  const all = (source: string): World => ({
    records: new Map([one, other].map((record) => [record.hash, record])),
    sources: { nord: 2, sud: 1 },
    resources: [
      { name: 'a', source, updates: 'replaced', versions: [{ state: 'accepted', records: [other.hash] }] },
      { name: 'b', source: 'sud', updates: 'replaced', versions: [{ state: 'accepted', records: [one.hash] }] },
    ],
  });
  await publish(all('nord'));
  const federation = federationOf(store, all('nord').sources);
  for (const [source, preferred] of [
    ['nord', other.hash],
    ['sud', one.hash],
    ['nord', other.hash],
  ] as const) {
    const listed = [{ name: 'a', title: 'a', format: 'json', url: 'https://example.org' }];
    await keepListed(store, listingOf({ source, dataset: 'jeu' }, listed, new Map()), 'replaced');
    await consolidate(federation);
    expect((await stored(store)).map(({ record }) => record)).toEqual([preferred]);
    expect(await stored(store)).toEqual(contractsOf(all(source)));
    // Where nothing moved, nothing is done again.
    await keepListed(store, listingOf({ source, dataset: 'jeu' }, listed, new Map()), 'replaced');
    expect(await store.query('select from dirty')).toEqual([]);
  }
});

test('an identifier that no database keeps is said of a conflict as far as it can be', async () => {
  const records = [100, 200].map((montant) =>
    recordOf({ objet: 'un', modifications: [{ modification: { id: 'a\0\ud800', montant } }] }),
  ) as [Rec, Rec];
  await publishOnce(records);
  await consolidate(federationOf(store, { nord: 1 }));
  expect(await stored(store)).toMatchObject([{ conflicts: [{ list: 'modifications', id: 'a\ufffd\ufffd' }] }]);
});

test.each([
  ['more megabytes than may be united', 'united', { objet: 'x'.repeat(400_000) }, 3, 1],
  ['more modifications than may be united', 'items', { objet: 'x' }, 20, 2],
] as const)(
  'a contract whose records have %s is its preferred record alone, which is said, the others are united, and all once the budget is larger',
  async (_, over, { objet }, count, allowed) => {
    const modification = (id: number) => ({ modification: { id, dateNotificationModification: '2024-05-01' } });
    const large = Array.from({ length: count }, (_each, id) =>
      recordOf({ key: 'large', objet, fullness: 100 - id, modifications: [modification(id)] }),
    );
    const small = [1, 2].map((id) =>
      recordOf({ key: 'small', objet: 'y', fullness: 100 - id, modifications: [modification(id)] }),
    );
    const all = [...large, ...small];
    await publishOnce(all);
    const contracts = (): Promise<unknown[]> =>
      store.query(
        'select record, to_jsonb(united) as united, body is null as own, conflicts, not_united from contract order by key',
      );
    const alone = {
      ...{ record: large[0]?.hash, united: [], own: true, conflicts: [] },
      not_united: { code: 'too-costly', over, allowed },
    };
    const whole = ([preferred, ...others]: readonly Rec[]) => ({
      ...{ record: preferred?.hash, united: others.map(({ hash }) => hash), own: false, conflicts: [], not_united: null },
    });
    const inOrder = (...two: unknown[]) => (uuidOf('large') < uuidOf('small') ? two : two.toReversed());
    const federation = federationOf(store, { nord: 1 });
    const budgeted = (most: number): Federation => ({
      ...federation,
      budgets: { ...USUAL, contract: { ...USUAL.contract, [over]: most } },
    });
    expect(await consolidate(budgeted(allowed))).toMatchObject({ contracts: 2, costly: 1, conflicts: 0 });
    expect(await contracts()).toEqual(inOrder(alone, whole(small)));
    expect(await notUnited({ store })).toMatchObject({ count: 1 });
    const given = [];
    for await (const { facts } of snapshotContractsOf(store, '2024-06-01')) given.push(facts.refused);
    expect(given).toContainEqual(['too-costly']);
    // The same budget gives up the same; nothing else has it looked at again.
    expect(await consolidate(budgeted(allowed))).toMatchObject({ contracts: 0 });
    expect(await consolidate(budgeted(400))).toMatchObject({ contracts: 1, changed: 1, costly: 0 });
    expect(await contracts()).toEqual(inOrder(whole(large), whole(small)));
    expect(await notUnited({ store })).toEqual(NONE);
  },
);

test('nothing is written where nothing changed, and a change of priorities is noticed', async () => {
  await fc.assert(
    fc.asyncProperty(world, fc.nat(2), async (all, nord) => {
      await publish(all);
      await consolidate(federationOf(store, all.sources));
      const sequences = (): Promise<unknown> => store.query('select key, sequence from contract order by key');
      const before = await sequences();
      await store.exec('insert into dirty select key from record where key is not null');
      expect(await consolidate(federationOf(store, all.sources))).toMatchObject({ changed: 0, withdrawn: 0 });
      expect(await sequences()).toEqual(before);
      const sources = { ...all.sources, nord };
      await consolidate(federationOf(store, sources));
      expect(await stored(store)).toEqual(contractsOf({ ...all, sources }));
    }),
    { numRuns: draws(20, 100) },
  );
});
