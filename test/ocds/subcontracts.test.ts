import { describe, expect, test } from 'vitest';
import { valueAt } from '../../packages/base/src/pointer.ts';
import { releasesOf } from '../../src/ocds/releases.ts';
import { loadModelOf } from '../../src/validate/registry.node.ts';
import { contextOf, examples, parsed } from './export.ts';

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
