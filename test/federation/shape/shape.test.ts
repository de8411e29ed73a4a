import { expect, test } from 'vitest';
import { withNulls } from '../../../federation/src/shape/absent.ts';
import { shapeOf, shapes } from '../../../federation/src/shape/shape.node.ts';
import { treesOf } from '../../../src/model/tree.ts';
import { loadVersion } from '../../../src/validate/registry.node.ts';

test('what a record lacks is null, at every level, and its place is said', async () => {
  const { model } = await loadVersion('2.0.3');
  const absent: string[] = [];
  const record = {
    id: '2024-1',
    lieuExecution: { code: '35238' },
    titulaires: [{ titulaire: { id: '38012986648625' } }],
    note: 'gardée',
  };
  const whole = withNulls(treesOf(model).marche, record, (path) => void absent.push(path));
  expect(whole).toMatchObject({
    ...record,
    montant: null,
    lieuExecution: { code: '35238', typeCode: null },
    titulaires: [{ titulaire: { id: '38012986648625', typeIdentifiant: null } }],
  });
  expect(absent).toEqual(
    expect.arrayContaining(['/montant', '/lieuExecution/typeCode', '/titulaires/0/titulaire/typeIdentifiant']),
  );
  expect(absent).not.toContain('/id');
  const nulls = JSON.stringify(whole).split(':null').length - 1;
  expect(absent.length).toBe(nulls);
});

test('a record of an old version has the shape asked for: what passed elsewhere is said, what is absent is null', async () => {
  expect(await shapes()).toEqual(expect.arrayContaining(['2.0.1', '2.0.3', '2.1.0']));
  expect(await shapes()).not.toContain('2.0.0');
  const shape = await shapeOf('2.0.3');
  const old = {
    ...{ id: '2019-001', objet: 'Entretien des toitures', nature: 'Accord-cadre', formePrix: 'Ferme', montant: 90000 },
    acheteur: { id: '21350238800019', nom: 'Commune Exemple' },
  };
  const { body, shape: said } = shape({ kind: 'marche', standard: '1.5.0', body: JSON.stringify(old) });
  const record = JSON.parse(body) as Record<string, unknown>;
  expect(record).toMatchObject({
    ...{ id: '2019-001', nature: 'Marché', montant: 90000, ccag: null, offresRecues: null },
    acheteur: { id: '21350238800019' },
  });
  expect(said.version).toBe('2.0.3');
  expect(said.absent).toEqual(expect.arrayContaining(['/ccag', '/offresRecues', '/marcheInnovant']));
  expect(said.changes).toEqual(expect.arrayContaining([{ code: 'migrate.dropped', path: '/acheteur/nom' }]));
});

test('a record of that version already passes as it is', async () => {
  const shape = await shapeOf('2.0.3');
  const body = JSON.stringify({ id: 'x', objet: 'y' });
  const { body: now, shape: said } = shape({ kind: 'marche', standard: '2.0.3', body });
  expect(JSON.parse(now)).toMatchObject({ id: 'x', objet: 'y' });
  expect(said.changes).toEqual([]);
});
