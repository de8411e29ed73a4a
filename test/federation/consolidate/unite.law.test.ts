import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, isObject } from '../../../packages/base/src/json.ts';
import { compareRecords, type Ranked } from '../../../federation/src/consolidate/order.ts';
import { startUnion, type Text, unite } from '../../../federation/src/consolidate/unite.ts';
import { draws } from '../../support/tier.ts';
import { uuidOf } from './world.ts';

type Rec = Ranked & Text;

/** Records of a contract, the first preferred. */
const records = (...values: object[]): Rec[] =>
  values.map((value, place) => ({
    ...{
      hash: uuidOf(String(place)),
      published: `2024-01-${String(28 - place)}`,
      changes: 0,
      reserved: false,
      fullness: 0,
      priority: 0,
    },
    body: JSON.stringify(value),
  }));
const hash = (place: number): string => uuidOf(String(place));

const modified = (...modifications: object[]): object => ({
  id: 'M1',
  modifications: modifications.map((modification) => ({ modification })),
});

test('more items than may be united are not, however many records have them, and what a list repeats counts for nothing', () => {
  const items = Array.from({ length: 4 }, (_, id) => ({ id }));
  const [preferred, ...others] = records(modified(...items), modified(...items), modified({ id: 4 }), modified({ id: 4 })) as [
    Rec,
    ...Rec[],
  ];
  const united = (most: number) => {
    const union = startUnion(preferred, most);
    for (const other of others) union.add(other);
    return union.end();
  };
  expect(united(6)).toEqual({
    body: JSON.stringify(modified(...items, { id: 4 })),
    united: [hash(2)],
    conflicts: [],
  });
  for (const most of [5, 4, 3]) expect(united(most)).toBeUndefined();
});

describe('lists that grow', () => {
  test.each<[what: string, given: object[], body: object | null, conflicts?: object[], united?: number[]]>([
    ['one record stays as it is', [modified({ id: 2 }, { id: 1 })], null],
    ['the preferred record has all', [modified({ id: 1 }, { id: 2 }), modified({ id: 1 })], null],
    ['members in another order are the same', [modified({ id: 1, montant: 2 }), modified({ montant: 2, id: 1 })], null],
    ['another record has one more', [modified({ id: 3 }), modified({ id: 1 })], modified({ id: 1 }, { id: 3 }), [], [1]],
    ['the preferred record has no list', [{ id: 'M1' }, modified({ id: 1 })], modified({ id: 1 }), [], [1]],
    ['numbers are sorted as numbers', [modified({ id: 10 }), modified({ id: 9 })], modified({ id: 9 }, { id: 10 }), [], [1]],
    [
      'two contents of one number',
      [modified({ id: 1, montant: 1 }), modified({ id: 1, montant: 2 }), modified({ id: 1, montant: 1 }, { id: 2 })],
      modified({ id: 1, montant: 1 }, { id: 2 }),
      [{ list: 'modifications', id: '1', record: hash(1) }],
      [2],
    ],
    [
      'a number used twice',
      [modified(), modified({ id: 1, montant: 1 }, { id: 1, montant: 2 })],
      modified({ id: 1, montant: 1 }, { id: 1, montant: 2 }),
      [],
      [1],
    ],
    [
      'a number used twice, which another record has corrected',
      [
        modified({ id: 1, montant: 1 }, { id: 1, montant: 2 }),
        modified({ id: 1, montant: 1 }, { id: 2, montant: 2 }, { id: 3, montant: 3 }),
      ],
      modified({ id: 1, montant: 1 }, { id: 1, montant: 2 }, { id: 3, montant: 3 }),
      [],
      [1],
    ],
    [
      'a number used twice by another record, which the preferred one has corrected',
      [
        modified({ id: 1, montant: 1 }, { id: 2, montant: 2 }),
        modified({ id: 1, montant: 1 }, { id: 1, montant: 2 }),
        modified({ id: 3, montant: 1 }, { id: 3, montant: 3 }),
      ],
      modified({ id: 1, montant: 1 }, { id: 2, montant: 2 }, { id: 3, montant: 3 }),
      [{ list: 'modifications', id: '1', record: hash(1) }],
      [2],
    ],
    [
      'the same under two numbers that are each used once',
      [modified({ id: 1, montant: 1 }), modified({ id: 2, montant: 1 })],
      modified({ id: 1, montant: 1 }, { id: 2, montant: 1 }),
      [],
      [1],
    ],
    [
      'of two others, the preferred one gives the content',
      [modified(), modified({ id: 1, montant: 1 }), modified({ id: 1, montant: 2 })],
      modified({ id: 1, montant: 1 }),
      [{ list: 'modifications', id: '1', record: hash(2) }],
      [1],
    ],
    [
      'modifications of an act have the number of the act, and are told apart by their day',
      [
        {
          modificationsActesSousTraitance: [
            { modificationActeSousTraitance: { id: 1, dateNotificationModificationSousTraitance: '2024-02-01' } },
          ],
        },
        {
          modificationsActesSousTraitance: [
            { modificationActeSousTraitance: { id: 1, dateNotificationModificationSousTraitance: '2024-01-01' } },
          ],
        },
      ],
      {
        modificationsActesSousTraitance: [
          { modificationActeSousTraitance: { id: 1, dateNotificationModificationSousTraitance: '2024-01-01' } },
          { modificationActeSousTraitance: { id: 1, dateNotificationModificationSousTraitance: '2024-02-01' } },
        ],
      },
      [],
      [1],
    ],
    [
      'and two contents of one act on one day are a conflict',
      [
        {
          modificationsActesSousTraitance: [
            { modificationActeSousTraitance: { id: 1, dateNotificationModificationSousTraitance: '2024-02-01', montant: 1 } },
          ],
        },
        {
          modificationsActesSousTraitance: [
            { modificationActeSousTraitance: { id: 1, dateNotificationModificationSousTraitance: '2024-02-01', montant: 2 } },
          ],
        },
      ],
      null,
      [{ list: 'modificationsActesSousTraitance', id: '1/2024-02-01', record: hash(1) }],
    ],
    [
      '1.x has no numbers: contents are united, by date',
      [
        { modifications: [{ objetModification: 'b', dateNotificationModification: '2019-02-01' }] },
        {
          modifications: [
            { objetModification: 'a', dateNotificationModification: '2019-03-01' },
            { objetModification: 'c', dateNotificationModification: '2019-01-01' },
          ],
        },
      ],
      {
        modifications: [
          { objetModification: 'c', dateNotificationModification: '2019-01-01' },
          { objetModification: 'b', dateNotificationModification: '2019-02-01' },
          { objetModification: 'a', dateNotificationModification: '2019-03-01' },
        ],
      },
      [],
      [1],
    ],
    [
      'years of performance have no number either',
      [
        {
          donneesExecution: [{ donneesAnnuelles: { datePublicationDonneesExecution: '2024-01-01', depensesInvestissement: 1 } }],
        },
        {
          donneesExecution: [{ donneesAnnuelles: { datePublicationDonneesExecution: '2023-01-01', depensesInvestissement: 1 } }],
        },
      ],
      {
        donneesExecution: [
          { donneesAnnuelles: { datePublicationDonneesExecution: '2023-01-01', depensesInvestissement: 1 } },
          { donneesAnnuelles: { datePublicationDonneesExecution: '2024-01-01', depensesInvestissement: 1 } },
        ],
      },
      [],
      [1],
    ],
  ])('%s', (_, given, body, conflicts = [], united = []) => {
    const made = unite(records(...given));
    expect(made).toEqual({ body: body && JSON.stringify(body), conflicts, united: united.map(hash) });
  });

  test('texts stay as they were published: numbers, escapes, other members, a name twice', () => {
    const [preferred, other] = records({}, modified({ id: 1 })) as [Rec, Rec];
    const given = String.raw`{"montant":1.50,"objet":"a\"],[\\","modifications":[],"x":[{"y":[1E2,"}"]}],"modifications":[{"modification":{"id":2.0,"m":1.10}}]}`;
    expect(unite([{ ...preferred, body: given }, other]).body).toBe(
      String.raw`{"montant":1.50,"objet":"a\"],[\\","modifications":[],"x":[{"y":[1E2,"}"]}],"modifications":[{"modification":{"id":1}},{"modification":{"id":2.0,"m":1.10}}]}`,
    );
  });

  const item = fc.oneof(
    fc.record({
      modification: fc.record(
        { id: fc.oneof(fc.nat(3), fc.constantFrom('a', '')), montant: fc.nat(2) },
        { requiredKeys: ['montant'] },
      ),
    }),
    fc.record({ id: fc.nat(3), montant: fc.nat(2) }),
    fc.record({ objetModification: fc.constantFrom('x', 'y') }),
  );
  const act = fc.record({ acteSousTraitance: fc.record({ id: fc.nat(2), montant: fc.nat(2) }) });
  const record = fc
    .record({
      published: fc.option(fc.constantFrom('2024-01-01', '2024-01-02')),
      changes: fc.nat(1),
      reserved: fc.boolean(),
      fullness: fc.nat(1),
      priority: fc.nat(1),
      value: fc.record(
        {
          id: fc.constant('M'),
          modifications: fc.array(item, { maxLength: 4 }),
          actesSousTraitance: fc.array(act, { maxLength: 3 }),
        },
        { requiredKeys: [] },
      ),
    })
    .map(({ value, ...ranks }) => ({ ...ranks, body: JSON.stringify(value), hash: uuidOf(JSON.stringify({ value, ...ranks })) }));
  const several = fc.uniqueArray(record, { selector: (one) => one.hash, minLength: 1, maxLength: 5 });
  const runs = { numRuns: draws(1000, 5000) };

  test('the order of the records given does not matter', () => {
    fc.assert(
      fc.property(several, fc.infiniteStream(fc.nat()), (all, stream) => {
        const shuffled = all.map((one) => [stream.next().value as number, one] as const).toSorted(([a], [b]) => a - b);
        expect(unite(shuffled.map(([, one]) => one))).toEqual(unite(all));
      }),
      runs,
    );
  });

  test('what was united has nothing more to take', () => {
    fc.assert(
      fc.property(several, (all) => {
        const [preferred, ...others] = all.toSorted(compareRecords) as [Rec, ...Rec[]];
        const { body, conflicts } = unite(all);
        const again = unite([{ ...preferred, body: body ?? preferred.body }, ...others]);
        expect(again.body).toBeNull();
        expect(again.united).toEqual([]);
        // What was refused still is, or was another item of the record that gave one.
        for (const conflict of conflicts) expect(again.conflicts).toContainEqual(conflict);
      }),
      runs,
    );
  });

  test('no item is lost: it is in the contract, if under another number, or it is a conflict that is said', () => {
    fc.assert(
      fc.property(several, (all) => {
        const [preferred] = all.toSorted(compareRecords) as [Rec];
        const { body, conflicts } = unite(all);
        type Lists = Record<string, Record<string, unknown>[] | undefined>;
        const result = JSON.parse(body ?? preferred.body) as Lists;
        const idsIn = (one: Rec, list: string): unknown[] =>
          ((JSON.parse(one.body) as Lists)[list] ?? []).map((item) => (Object.values(item).find(isObject) ?? item)['id']);
        for (const one of all)
          for (const [list, wrapper] of [
            ['modifications', 'modification'],
            ['actesSousTraitance', 'acteSousTraitance'],
          ] as const)
            for (const given of (JSON.parse(one.body) as Lists)[list] ?? []) {
              const kept = (result[list] ?? []).some((other) => canonical(other) === canonical(given));
              const inner = (given[wrapper] ?? given) as { id?: unknown };
              const isAnyTwice = all.some((other) => new Set(idsIn(other, list)).size < idsIn(other, list).length);
              const renumbered =
                isAnyTwice &&
                (result[list] ?? []).some(
                  (other) => canonical({ ...(other[wrapper] ?? other), id: 0 }) === canonical({ ...inner, id: 0 }),
                );
              const said = conflicts.some(
                (conflict) => conflict.list === list && conflict.record === one.hash && conflict.id === String(inner.id),
              );
              expect(kept || said || renumbered).toBe(true);
            }
        // Nothing is made up either.
        const known = new Set(
          all.flatMap((one) =>
            Object.values(JSON.parse(one.body) as Lists).flatMap((list) => (Array.isArray(list) ? list.map(canonical) : [])),
          ),
        );
        for (const list of Object.values(result))
          if (Array.isArray(list)) for (const one of list) expect(known).toContain(canonical(one));
      }),
      runs,
    );
  });
});
