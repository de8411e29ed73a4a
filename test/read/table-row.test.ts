import { describe, expect, test } from 'vitest';
import type { Branch, Leaf, LeafType, Member, Node } from '../../src/model/tree.ts';
import { type Header, headerOf, type Names, namesOf } from '../../src/read/table/header.ts';
import { readRow, type RowReading } from '../../src/read/table/row.ts';
import { type Cell, spotIn } from '../../src/read/table/types.ts';

const leaf = (type: LeafType, isDate = false): Leaf => ({ kind: 'leaf', type, nullable: false, isDate, schema: {} });
const branch = (members: Record<string, Node>): Branch => ({
  kind: 'object',
  closed: true,
  members: Object.entries(members).map(([name, node]): Member => ({
    name,
    required: false,
    node,
    id: undefined,
    field: undefined,
  })),
  schema: {},
});
const list = (item: Node, envelope?: string): Node => ({
  kind: 'list',
  item,
  ...(envelope !== undefined && { envelope }),
  xml: { element: 'x', wrapped: true },
  schema: {},
});

const BOTH = {
  id: leaf('string'),
  montant: leaf('number'),
  jour: leaf('string', true),
  innovant: leaf('boolean'),
  titulaires: list(branch({ id: leaf('string'), nom: leaf('string') }), 'titulaire'),
  techniques: list(leaf('string')),
};
const NAMES = namesOf({
  marche: branch({ ...BOTH, acheteur: branch({ id: leaf('string') }) }),
  'contrat-concession': branch({ ...BOTH, autoriteConcedante: branch({ id: leaf('string') }) }),
});

const rowOf = (number: number, cells: (Cell | undefined)[]) => ({
  number,
  line: number,
  cells: new Map([...cells.entries()].filter((entry): entry is [number, Cell] => entry[1] !== undefined)),
});

/** What a row gives under a header. */
function read(names: string[], cells: (Cell | undefined)[], places: Names = NAMES): RowReading {
  const header: Header | undefined = headerOf(rowOf(1, names), places);
  if (!header) throw new Error('no name of a value');
  return readRow(rowOf(2, cells), header, spotIn(undefined, 0));
}

/** The findings of a row: code, path and column. */
const reported = ({ findings }: RowReading): string[] =>
  [...findings('/marches/marche/0', 'marche', 0)].map(
    ({ code, path, position }) => `${code} ${path.slice('/marches/marche/0'.length)} ${position?.cell?.column ?? ''}`,
  );

const number = (raw: string, day?: string): Cell => ({ type: 'number', raw, ...(day !== undefined && { day }) });

test.each<[title: string, column: string, cell: Cell, value: unknown, notes: string[]]>([
  ['a blank text is no value where a number is due', 'montant', ' \u00a0', undefined, []],
  ['a text with the guard against formulas loses it', 'id', "'=1+1", '=1+1', []],
  ['a number too great for a number stays text', 'montant', number('1e999'), '1e999', []],
  ['a day of a workbook is one', 'jour', number('45000', '2023-03-15'), '2023-03-15', []],
  [
    'an identifier that was made a day is reported',
    'id',
    number('45000', '2023-03-15'),
    '2023-03-15',
    ['table.date-in-text /id A'],
  ],
  [
    'an identifier of more than fifteen digits is reported as rounded',
    'id',
    number('1234567890123456'),
    '1234567890123456',
    ['table.rounded-number /id A'],
  ],
  [
    'a formula that was never computed has no value',
    'id',
    { type: 'none', formula: true },
    undefined,
    ['table.uncomputed-formula /id A'],
  ],
])('%s', (_, column, cell, value, notes) => {
  const row = read([column], [cell]);
  expect(row.value).toEqual(value === undefined ? {} : { [column]: value });
  expect(reported(row)).toEqual(notes);
});

describe('the kind of a row', () => {
  const names = ['contrat', 'id', 'autoriteConcedante.id', 'acheteur.id'];

  test.each<[title: string, cells: Cell[], kind: string, notes: string[]]>([
    [
      'is the one that it says, whatever the case, accents and hyphens',
      [' CONTRAT-de  Concession', '1'],
      'contrat-concession',
      [],
    ],
    [
      'is reported by its owner where its word is unknown, which is said',
      ['achat', '1', '217'],
      'contrat-concession',
      ['table.unknown-contrat  A'],
    ],
  ])('%s', (_, cells, kind, notes) => {
    const row = read(names, cells);
    expect(row.kind).toBe(kind);
    expect(reported(row)).toEqual(notes);
  });
});

test('items move up where one before them is empty: the first block that moved is reported, values of a list are not', () => {
  const names = ['titulaires.1.id', 'titulaires.3.id', 'titulaires.3.nom', 'techniques.2', 'titulaires.5.id'];
  const row = read(names, ['', 'B', 'É', 'T', 'C']);
  expect(row.value).toEqual({
    titulaires: [{ titulaire: { id: 'B', nom: 'É' } }, { titulaire: { id: 'C' } }],
    techniques: ['T'],
  });
  expect(reported(row)).toEqual(['table.gap /titulaires/0 B']);
  const columns = ['/titulaires/0/titulaire/nom', '/titulaires/1', '/techniques/0', '/titulaires/0/titulaire/none', '/none', ''];
  expect(columns.map((pointer) => row.locate(pointer)?.cell?.column)).toEqual(['C', 'E', 'D', undefined, undefined, undefined]);
});

test('a value under no name is reported, the first of a row alone, and blanks are none', () => {
  expect(reported(read(['id', ''], ['1', ' ', undefined, 'x', 'y']))).toEqual(['table.value-without-column  D']);
});

test('names come as they stand where there is no model: __proto__ is a key, and of two cells for one place the first counts', () => {
  const places: Names = {
    tells: () => true,
    places: (name) => ({
      marche: {
        ...{ name, title: name, pointer: `/${name.replace('.', '/')}`, leaf: leaf('string') },
        ...{ member: undefined, required: false, rank: [] },
      },
    }),
  };
  const { value } = read(['__proto__.polluted', 'a', 'a.b', 'a'], ['1', '2', '3', '4'], places);
  expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":"1"},"a":"2"}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

test('where values stand is looked up in the cells of their row: the columns of a header, which may be thousands, are gone through once', () => {
  const names = ['id', ...Array.from({ length: 500 }, (_, i) => `titulaires.${i + 1}.nom`), 'montant'];
  const made = headerOf(rowOf(1, names), NAMES);
  if (!made) throw new Error('no name of a value');
  let looks = 0;
  const header: Header = {
    ...made,
    get columns() {
      looks++;
      return made.columns;
    },
  };
  const rows = Array.from({ length: 20 }, (_, i) => readRow(rowOf(2 + i, ['A', undefined, 'B']), header, spotIn(undefined, 0)));
  const before = looks;
  const columns = rows.map(({ locate }) =>
    ['/titulaires/0/titulaire/nom', '/montant', '/titulaires/1'].map((at) => locate(at)?.cell?.column),
  );
  expect(columns).toEqual(rows.map(() => ['C', 'SH', undefined]));
  expect(looks - before).toBe(1);
});
