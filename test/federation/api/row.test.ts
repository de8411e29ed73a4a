import { expect, test } from 'vitest';
import { searchRow } from '../../../federation/src/search/row.ts';

const departmentOf = (code: string, typeCode: string): string =>
  searchRow('marche', { lieuExecution: { code, typeCode } }).department;

test.each([
  ['35000', 'Code postal', '35'],
  ['20090', 'Code postal', '2A'],
  ['20200', 'Code postal', '2B'],
  ['97400', 'Code postal', '974'],
  ['98800', 'Code postal', '988'],
  ['00100', 'Code postal', ''],
  ['3500', 'Code postal', ''],
  ['35238', 'Code commune', '35'],
  ['2A004', 'Code commune', '2A'],
  ['2b033', 'CODE COMMUNE', '2B'],
  ['97411', 'Code commune', '974'],
  ['353', 'Code arrondissement', '35'],
  ['3506', 'Code canton', '35'],
  ['1', 'Code département', '01'],
  ['2A', 'Code département', '2A'],
  ['976', 'Code departement', '976'],
  ['99', 'Code département', ''],
  ['53', 'Code région', ''],
  ['FR', 'Code pays', ''],
  ['', '', ''],
])('the département of %s (%s) is %j', (code, kind, department) => {
  expect(departmentOf(code, kind)).toBe(department);
});

test('a body of any form has a row', () => {
  const row = searchRow('marche', {
    acheteur: 12,
    titulaires: [null, 1, { titulaire: { id: 'A' } }, { id: 'A' }, { id: 'B\0\uD800' }],
    montant: -4,
    objet: '\uDC00x',
  });
  expect(row).toMatchObject({
    buyer: '',
    siren: '',
    amount: -1,
    day: '0001-01-01',
    published: null,
    object: '\uFFFDx',
    parties: ['A', 'B\uFFFD\uFFFD'],
  });
  expect(
    searchRow('contrat-concession', {
      autoriteConcedante: { id: '21350238800019' },
      dateSignature: '2024-05-06+02:00',
      valeurGlobale: 12.5,
    }),
  ).toMatchObject({
    ...{ buyer: '21350238800019', siren: '213502388', day: '2024-05-06', amount: 12.5 },
  });
  expect(searchRow('marche', { dateNotification: '0000-01-01', codeCPV: '4500' })).toMatchObject({
    day: '0001-01-01',
    division: '45',
  });
});
