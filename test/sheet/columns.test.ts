import { describe, expect, test } from 'vitest';
import { columnsOf, placeOf, placeOfHeader } from '../../src/model/sheet.ts';
import { columnLetters, columnRank } from '../../src/model/cell-text.ts';
import { type Branch, type Node, treesOf } from '../../src/model/tree.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { cellsOf } from '../../src/write/sheet/cells.ts';
import { VERSIONS, GOLDEN } from '../support/engine.ts';

const { model } = await loadVersion(GOLDEN);
const { marche, 'contrat-concession': concession } = treesOf(model);

describe('a column of the single sheet', () => {
  test.each([
    ['id', '/id'],
    ['acheteur.id', '/acheteur/id'],
    ['titulaires.1.typeIdentifiant', '/titulaires/0/titulaire/typeIdentifiant'],
    ['techniques.1', '/techniques/technique/0'],
    ['techniques.999', '/techniques/technique/998'],
    ['modifications.1.titulaires.2.id', '/modifications/0/modification/titulaires/1/titulaire/id'],
    ['actesSousTraitance.12.sousTraitant.id', '/actesSousTraitance/11/acteSousTraitance/sousTraitant/id'],
  ])('%s is the value at %s', (name, pointer) => {
    expect(placeOf(marche, name)).toMatchObject({ name, pointer });
  });

  test('of an item of a list that holds a list alone is the one that is written', () => {
    const [leaf] = marche.members.filter(({ name }) => name === 'id');
    const list = (item: Node): Node => ({ kind: 'list', item, xml: { element: 'item', wrapped: true }, schema: {} });
    const holding = (name: string, node: Node): Branch => ({
      ...{ kind: 'object', closed: true, schema: {} },
      members: [{ name, node, required: false, id: undefined, field: undefined }],
    });
    const tree = holding('lots', list(holding('codes', list(leaf!.node))));
    const { cells, lost } = cellsOf(tree, { lots: [{ codes: ['A', 'B'] }] }, 'csv');
    expect([[...cells.keys()].map((name) => placeOf(tree, name)?.pointer), lost]).toEqual([
      ['/lots/0/codes/0', '/lots/0/codes/1'],
      [],
    ]);
  });

  test.each([
    '',
    'titulaires',
    'titulaires.0.id',
    'titulaires.01.id',
    'titulaires.1000.id',
    'titulaires.1',
    'titulaires.1.titulaire.id',
  ])('%j is none', (name) => expect(placeOf(marche, name)).toBeUndefined());

  test.each(['__proto__', 'constructor', 'techniques.constructor', 'acheteur.__proto__.id', 'id.id', 'techniques.technique.1'])(
    'the name %s of JavaScript or of JSON is none',
    (name) => expect(placeOf(marche, name)).toBeUndefined(),
  );

  test.each([
    [' Acheteur.ID ', 'acheteur.id'],
    ['PROCÉDURE', 'procedure'],
    ["SIRET de l'acheteur", 'acheteur.id'],
    ['siret de l\u2019acheteur', 'acheteur.id'],
    ['Montant du marché', 'montant'],
  ])('is known by %j too', (header, name) => {
    expect(placeOfHeader(marche, header)?.name).toBe(name);
  });

  test('is not known by a title that several values share, nor by that of a list', () => {
    expect(placeOfHeader(marche, 'Identifiant du titulaire')).toBeUndefined();
    expect(placeOfHeader(marche, `Montant du marché${' '.repeat(1000)}x`)).toBeUndefined();
  });

  test('is required where every record has a value there', () => {
    expect(placeOf(marche, 'titulaires.1.id')?.required).toBe(true);
    expect(placeOf(marche, 'titulaires.2.id')?.required).toBe(false);
    expect(placeOf(marche, 'tauxAvance')?.required).toBe(false);
    expect(placeOf(marche, 'modifications.1.id')?.required).toBe(false);
    expect(placeOf(concession, 'concessionnaires.1.id')?.required).toBe(true);
  });
});

test.each(VERSIONS)('in version %s each column is found by its own name, and no two share a pointer', async (version) => {
  const trees = treesOf((await loadVersion(version)).model);
  for (const tree of Object.values(trees)) {
    const columns = columnsOf(tree, () => 2);
    for (const column of columns) expect(placeOf(tree, column.name)).toEqual(column);
    expect(new Set(columns.map(({ pointer }) => pointer)).size).toBe(columns.length);
  }
});

test('columns have the letters of spreadsheets', () => {
  const known: [number, string][] = [
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ];
  for (const [rank, letters] of known) expect([columnLetters(rank), columnRank(letters)]).toEqual([letters, rank]);
  for (const letters of ['XFE', 'ZZZ', 'AAAA', 'a', '', 'A1']) expect(columnRank(letters)).toBeUndefined();
});
