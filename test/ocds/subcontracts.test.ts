import { describe, expect, test } from 'vitest';
import { valueAt } from '../../packages/base/src/pointer.ts';
import type { Mergeable } from '../../src/ocds/merge.ts';
import { MOST_REPEATED, releasesOf } from '../../src/ocds/releases.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { compiled, contextOf, examples, parsed, thereAndBack } from './export.ts';

const context = contextOf(await loadModelOf('2.1.0'));
const record = examples.find(({ version, kind }) => version === '2.1.0' && kind === 'marche')?.record as object;

type Part = { id?: number; day: string; montant: number };
const acts = (...parts: Part[]) =>
  parts.map(({ id, day, montant }) => ({ acteSousTraitance: { id, montant, datePublicationDonnees: day } }));
const changes = (...parts: Part[]) =>
  parts.map(({ id, day, montant }) => ({
    modificationActeSousTraitance: { id, montant, datePublicationDonnees: day },
  }));

describe('the value of all subcontracts', () => {
  const first = { id: 1, day: '2030-05-01', montant: 100 };
  const second = { id: 2, day: '2030-05-02', montant: 200 };

  test.each([
    ['adds those of the acts', acts(first, second), [], [100, 300]],
    ['adds those of two acts of one number', acts(first, { ...second, id: 1 }), [], [100, 300]],
    [
      'adds those of two acts without a number',
      acts({ day: '2030-05-01', montant: 100 }, { day: '2030-05-02', montant: 200 }),
      [],
      [100, 300],
    ],
    ['follows a change of an act', acts(first, second), changes({ id: 1, day: '2030-05-03', montant: 150 }), [100, 300, 350]],
    [
      'follows a change that was published before its act',
      acts(first, second),
      changes({ id: 2, day: '2030-05-01', montant: 250 }),
      [100, 350, 350],
    ],
    [
      'is not said where a change is of either of two acts',
      acts(first, { ...second, id: 1 }),
      changes({ id: 1, day: '2030-05-03', montant: 150 }),
      [undefined, undefined, undefined],
    ],
    [
      'is not said where a change is of no act',
      acts(first, second),
      changes({ id: 3, day: '2030-05-03', montant: 150 }),
      [undefined, undefined, undefined],
    ],
  ])('%s', (_, actesSousTraitance, modificationsActesSousTraitance, totals) => {
    const exported = releasesOf(
      'marche',
      { ...record, datePublicationDonnees: '2030-04-01', modifications: [], actesSousTraitance, modificationsActesSousTraitance },
      context,
    );
    const [, ...later] = parsed(exported);
    expect(later.map((release) => valueAt(release, '/awards/0/subcontracting/value/amount'))).toEqual(totals);
  });
});

type Award = { id: string; status: string; subcontracting?: { subcontracts?: { id: string }[]; value?: { amount: number } } };

describe('the subcontracts of a contract whose contractors change', () => {
  /** As many acts, then as many changes, each to another contractor, or to one of two in turn. */
  const changing = (number: number, turns = number) => ({
    ...record,
    datePublicationDonnees: '2030-04-01',
    actesSousTraitance: acts(...Array.from({ length: number }, (_, i) => ({ id: i + 1, day: '2030-05-01', montant: 1 }))),
    modificationsActesSousTraitance: [],
    modifications: Array.from({ length: number }, (_, i) => ({
      modification: {
        id: i + 1,
        datePublicationDonneesModification: '2030-06-01',
        titulaires: [{ titulaire: { typeIdentifiant: 'SIRET', id: String(99_912_034_900_000 + (i % turns)) } }],
      },
    })),
  });
  const awardsOf = (releases: unknown[]) => compiled(releases as Mergeable[])['awards'] as Award[];

  test('are all in the award of the last contractors', () => {
    const exported = releasesOf('marche', changing(5), context);
    expect(exported.lost).toEqual([]);
    const last = awardsOf(parsed(exported)).at(-1);
    expect(last).toMatchObject({ status: 'active', subcontracting: { value: { amount: 5 } } });
    expect(last?.subcontracting?.subcontracts?.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5']);
  });

  test('are said once of each award, though its contractors come back', () => {
    const exported = releasesOf('marche', changing(100, 2), context);
    expect(exported.lost).toEqual([]);
    const awards = awardsOf(parsed(exported));
    expect(awards.map(({ status }) => status).toSorted()).toEqual(['active', 'cancelled', 'cancelled']);
    expect(awards.map(({ subcontracting }) => subcontracting?.subcontracts?.length)).toEqual([100, 100, 100]);
  });

  test('are not repeated without end, which is reported, and none is lost', () => {
    const number = 2 * Math.ceil(Math.sqrt(MOST_REPEATED));
    const many = changing(number);
    const { back, ...exported } = thereAndBack('marche', many, context);
    const withAll = Math.floor(MOST_REPEATED / number);
    expect(exported.lost).toEqual(
      Array.from({ length: number - withAll }, (_, i) => ({
        code: 'ocds.subcontracts-not-repeated',
        path: `/modifications/${withAll + i}/modification`,
        severity: 'warning',
        params: { count: number, most: MOST_REPEATED },
      })),
    );
    const awards = awardsOf(parsed(exported));
    const counts = awards.map(({ subcontracting }) => subcontracting?.subcontracts?.length ?? 0);
    expect(counts.filter((count) => count === number)).toHaveLength(1 + withAll);
    expect(counts.filter((count) => count === 0)).toHaveLength(number - withAll);
    expect(awards.at(-1)).toMatchObject({ status: 'active', subcontracting: { value: { amount: number } } });
    expect(back).toEqual(many);
  });
});
