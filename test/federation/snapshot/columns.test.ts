/** The cells of the flat tables: each says something of the contract that is in the line of it, and nothing of the contract is lost between them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDay } from '../../../federation/src/civil-day.ts';
import type { ContractLine } from '../../../federation/src/snapshot/contract.ts';
import { type Cell, layoutOf, rowOf } from '../../../federation/src/snapshot/tables/columns.ts';
import { searchRow } from '../../../federation/src/search/row.ts';
import { RECORD_KINDS, type RecordKind } from '../../../src/model/kinds.ts';
import { loadModelOf } from '../../../src/validate/registry.node.ts';
import { recordArbitrary } from '../../support/records.ts';
import { draws } from '../../support/tier.ts';

const VERSIONS = ['1.5.0', '2.1.0'];
const models = await Promise.all(VERSIONS.map((version) => loadModelOf(version)));
const layout = layoutOf(models);

const lineOf = (body: Record<string, unknown>, standard = '2.1.0', kind: RecordKind = 'marche'): ContractLine => ({
  ...{ key: 'clé', kind, standard, year: 2024, record: 'enregistrement', sources: ['commune'], firstPublished: null },
  ...{ lastPublished: '2024-01-31', united: [], conflicts: [], refused: null, reserves: [], body },
});

/** The filled cells of a contract by the names of their columns. */
const cellsOf = (line: ContractLine): Record<string, Cell> =>
  Object.fromEntries(
    rowOf(layout, line).flatMap((cell, at) => (cell === null ? [] : [[layout.columns[at]?.name ?? '', cell] as const])),
  );

test('what a row says of a contract stands in the column of its name', () => {
  const said = { ...lineOf({}), united: ['u'], refused: ['r'], conflicts: [{ list: 'modifications', id: 1, record: 'x' }] };
  expect(
    cellsOf({ ...said, firstPublished: '2024-01-02', body: { lieuExecution: { code: '35238', typeCode: 'Code commune' } } }),
  ).toEqual({
    ...{ cle: 'clé', contrat: 'marche', standard: '2.1.0', annee: 2024, departement: '35', enregistrement: 'enregistrement' },
    ...{ sources: '["commune"]', premierePublication: '2024-01-02', dernierePublication: '2024-01-31', reunis: '["u"]' },
    ...{ conflits: '[{"list":"modifications","id":1,"record":"x"}]', refus: '["r"]' },
    ...{ 'lieuExecution.code': '35238', 'lieuExecution.typeCode': 'Code commune' },
  });
});

test.each<[text: unknown, day: string | undefined]>([
  ['2018-12-21', '2018-12-21'],
  ['2018-12-21+01:00', '2018-12-21'],
  ['2018-12-21Z', '2018-12-21'],
  ['2018-12-31T23:30:00-05:00', '2018-12-31'],
  ['2019-01-01T00:30:00+02:00', '2019-01-01'],
  ['2018-12-21 08:00', '2018-12-21'],
  ['2024-02-29T00:00:00', '2024-02-29'],
  ['2023-02-29', undefined],
  ['2025-02-30+01:00', undefined],
  ['2018-13-01', undefined],
  ['21/12/2018', undefined],
  ['2018-12', undefined],
  ['', undefined],
  [20181221, undefined],
])('of the date %j, tables and search have the day %j, and the table all the rest', (dateNotification, day) => {
  const { dateNotification: cell, autres = '{}' } = cellsOf(lineOf({ dateNotification }));
  expect([cell, JSON.parse(autres as string)]).toEqual([
    day,
    dateNotification === day ? {} : { '/dateNotification': dateNotification },
  ]);
  expect(searchRow('marche', { dateNotification }).day).toBe(day ?? '0001-01-01');
});

/** All that a value says, but for names: texts, numbers and booleans, in their order. An empty list or object says that it is there. */
function atoms(value: unknown): unknown[] {
  if (value === null) return [];
  if (typeof value !== 'object') return [Object.is(value, -0) ? 0 : value];
  const inner = Object.values(value);
  return inner.length === 0 ? ['nothing'] : inner.flatMap(atoms);
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((one, name) => (one as Record<string, unknown> | undefined)?.[name], value);

test.each(models.flatMap((model) => RECORD_KINDS.map((kind) => [model.version, kind, model] as const)))(
  'each cell of any contract of %s (%s) is what the contract has there, and the rest is in « autres »',
  (version, kind, model) => {
    fc.assert(
      fc.property(recordArbitrary(model, kind, true), (body) => {
        const cells = cellsOf(lineOf(body, version, kind));
        const rest = JSON.parse((cells['autres'] as string | undefined) ?? '{}') as Record<string, unknown>;
        for (const { name, type } of layout.columns.slice(
          layout.columns.findIndex((column) => column.name === 'refus') + 1,
          -1,
        )) {
          const value = at(body, name.split('.'));
          const isDay = type === 'date' && value !== civilDay(value);
          const kept = rest[`/${name.replaceAll('.', '/')}`];
          if (value === undefined) expect([cells[name], kept]).toEqual([undefined, undefined]);
          else if (cells[name] === undefined || isDay) expect(kept).toEqual(JSON.parse(JSON.stringify(value)));
          else if (type === 'json')
            expect(atoms(JSON.parse(cells[name] as string))).toEqual(atoms(JSON.parse(JSON.stringify(value))));
          else expect(cells[name]).toBe(value);
        }
      }),
      { numRuns: draws(30, 500) },
    );
  },
);
