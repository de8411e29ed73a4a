import { describe, expect, test } from 'vitest';
import { valueAt } from '../../packages/base/src/pointer.ts';
import type { RecordKind } from '../../src/model/kinds.ts';
import { fingerprint, timeAfter, timeOf } from '../../src/ocds/identifiers.ts';
import { releasesOf } from '../../src/ocds/releases.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { compiled, contextOf, examples, exported, parsed } from './export.ts';

const context = contextOf(await loadModelOf('2.1.0'));
const record = examples.find(({ version, kind }) => version === '2.1.0' && kind === 'marche')?.record as object;

const firm = (id: string): object => ({ titulaire: { typeIdentifiant: 'SIRET', id } });
const [A, B, C, D] = ['99912034800019', '99912034800027', '99912034800035', '99912034800043'] as const;
const base = { ...record, id: '2024-001', montant: 10_000, modifications: [], titulaires: [firm(B), firm(C)] };

/** The identifiers of a record: of its process, its contract and its award. */
function idsOf(change: object, kind: RecordKind = 'marche'): { process: unknown; contract: unknown; award: unknown } {
  const [first] = parsed(releasesOf(kind, { ...base, ...change }, context));
  return {
    process: valueAt(first, '/ocid'),
    contract: valueAt(first, '/contracts/0/id'),
    award: valueAt(first, '/awards/0/id'),
  };
}

type Same = { process: boolean; contract: boolean; award: boolean };
const ALL = { process: true, contract: true, award: true };

describe('a contract and', () => {
  const own = idsOf({});
  test.each<[string, object, Same]>([
    ['itself with another price', { montant: 470_000 }, ALL],
    ['itself with another date', { dateNotification: '2024-02-29' }, ALL],
    ['itself with another subject', { objet: 'Travaux' }, ALL],
    ['itself with its contractors in another order', { titulaires: [firm(C), firm(B)] }, ALL],
    ['itself with one more contractor', { titulaires: [firm(D), firm(B), firm(C)] }, { ...ALL, award: false }],
    ['one of another first contractor', { titulaires: [firm(A), firm(B), firm(C)] }, { ...ALL, contract: false, award: false }],
    ['one of another identifier', { id: '2024-ZX2' }, { process: false, contract: false, award: false }],
    ['one of another buyer', { acheteur: { id: '99910056700019' } }, { process: false, contract: false, award: false }],
  ])('%s', (_, change, same) => {
    const other = idsOf(change);
    expect({
      process: own.process === other.process,
      contract: own.contract === other.contract,
      award: own.award === other.award,
    }).toEqual(same);
  });
});

/** The contracts of one process: how many there are once all is merged, and what each is worth. */
const contractsOf = (records: readonly object[]): unknown[] => {
  const releases = exported(
    records.map((change) => ({ kind: 'marche', record: { ...base, ...change } })),
    context,
  );
  const { contracts } = compiled(releases) as unknown as { contracts: { value: { amount: number } }[] };
  return contracts.map(({ value }) => value.amount).toSorted((a, b) => a - b);
};

describe('a file that has one identifier several times', () => {
  test.each<[string, object[], number[]]>([
    ['for two contractors has two lots', [{}, { titulaires: [firm(C)], montant: 2 }], [2, 10_000]],
    ['for one contractor, with other values, has two lots', [{}, { montant: 2 }], [2, 10_000]],
    ['for one contractor, three times, has three lots', [{}, { montant: 2 }, { montant: 3 }], [2, 3, 10_000]],
    ['with the same values has one', [{}, {}], [10_000]],
  ])('%s', (_, records, amounts) => {
    expect(contractsOf(records)).toEqual(amounts);
  });
});

describe('releases of one day', () => {
  const dates = (releases: readonly { date: string }[]): string[] => releases.map(({ date }) => date);

  test('of a contract and of its lots have times of their own', () => {
    const lots = Array.from({ length: 200 }, (_, i) => ({ titulaires: [firm(String(99_900_000_000_000 + i))] }));
    const all = exported(
      lots.map((change) => ({ kind: 'marche', record: { ...base, ...change } })),
      context,
    );
    expect(new Set(dates(all)).size).toBe(all.length);
  });

  test('have times of their own where all lots of a process are corrected on one day, each after what it corrects', () => {
    const lots = Array.from({ length: 5_000 }, (_, i) => fingerprint(`lot of ${99_900_000_000_000 + i * 7919}`));
    const first = lots.map((lot) => timeAfter('2024-02-28T00:00:00.000000Z', '2024-02-29', lot));
    const second = lots.map((lot, i) => timeAfter(first[i]!, '2024-02-29', lot));
    const all = [...first, ...second];
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((time) => !time.startsWith('2024-02-29T'))).toEqual([]);
    expect(second.filter((time, i) => time <= first[i]!)).toEqual([]);
  });

  test('have times of their own though what two lots are called is a second, or a few, apart', () => {
    const lots = Array.from({ length: 20 }, (_, i) => (i * 1_000_000).toString(16).padStart(8, '0'));
    const made = lots.flatMap((lot) => Array.from({ length: 10 }, (_, number) => timeOf('2024-02-29', number, lot)));
    const corrected = lots.map((lot) => timeAfter(timeOf('2024-02-28', 3, lot), '2024-02-27', lot));
    expect(new Set([...made, ...corrected]).size).toBe(made.length + corrected.length);
    expect(corrected).toEqual(lots.map((lot) => timeOf('2024-02-28', 4, lot)));
  });

  test('come after each other where there are many of one contract on a day', () => {
    const times = [timeOf('2024-02-29', 7, 'ffffffff')];
    for (let i = 0; i < 100; i++) times.push(timeAfter(times[i]!, '2024-02-29', 'ffffffff'));
    expect(new Set(times).size).toBe(times.length);
    expect(times).toEqual([...times].sort());
  });

  test('stay within their day, in their order, whatever their lot', () => {
    for (const lot of ['00000000', 'ffffffff', '000f423f']) {
      const times = [0, 1, 2, 8, 9, 10, 11, 40_000].map((number) => timeOf('2024-02-29', number, lot));
      expect(times).toEqual([...times].sort());
      for (const time of times) expect(time).toMatch(/^2024-02-29T\d\d:\d\d:\d\d\.\d{6}Z$/);
    }
  });
});
