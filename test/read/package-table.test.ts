import { describe, expect, test } from 'vitest';
import type { Column, Table } from '../../src/model/tables.ts';
import { PACKAGE_LIMITS } from '../../src/read/package/place.ts';
import { keyOf, type Loaded, loadTable } from '../../src/read/package/table.ts';
import { rawBytes } from './helpers.ts';

const NO_TEXT = { title: { fr: '', en: '' }, description: { fr: '', en: '' } };
const columnOf = (role: 'key' | 'count', name: string): Column => ({ role, name, pointer: '', required: true, ...NO_TEXT });

/** A list in records: each row belongs to a record and has a rank there. */
const TABLE: Table = {
  name: 'lots',
  kind: 'marche',
  pointer: '/lots/*',
  columns: [columnOf('key', 'marche'), columnOf('key', 'rang'), columnOf('count', 'nom'), columnOf('count', 'prix')],
  primaryKey: ['marche', 'rang'],
  content: { kind: 'object', members: [] },
  ...NO_TEXT,
};
const FILE = 'lots.csv';

/** The table of a text in which `\xHH` stands for that byte, and what was noted: code, cell and record. */
function load(text: string, rows = 1000): { loaded: Loaded; notes: string[] } {
  const notes: string[] = [];
  const loaded = loadTable(TABLE, FILE, rawBytes(text), {
    base: 0,
    budget: { rows },
    note: (code, _, position, record) => {
      notes.push(
        `${code} ${position?.cell?.column ?? ''}${position?.cell?.row ?? ''}${record === undefined ? '' : ` of ${record}`}`,
      );
    },
  });
  return { loaded, notes };
}

/** The cells of values by the key of the record, in the order of their ranks. */
const valuesOf = ({ groups }: Loaded): Record<string, unknown[]> =>
  Object.fromEntries([...groups].map(([key, rows]) => [key, rows.map(({ cells }) => cells.slice(2))]));

const sound = (...lines: string[]): string => ['marche,rang,nom,prix', ...lines, ''].join('\r\n');

test('rows come by the record that they belong to, in the order of their ranks, whatever their order in the file', () => {
  const { loaded, notes } = load(sound('2,1,c,', '1,2,b,"é,\n"', '1,1,a,""'));
  expect(notes).toEqual([]);
  expect(valuesOf(loaded)).toEqual({
    '1': [
      ['a', ''],
      ['b', 'é,\n'],
    ],
    '2': [['c', undefined]],
  });
  expect(loaded.groups.get('1')?.map(({ keys, row, line }) => [keyOf(keys), row, line])).toEqual([
    ['1/1', 4, 5],
    ['1/2', 3, 3],
  ]);
});

test('columns are found by their names in any order; one that is unknown, comes twice or is missing is reported', () => {
  const { loaded, notes } = load('prix,__proto__,rang,marche,prix\r\n9,x,1,1,8\r\n');
  expect(notes).toEqual(['package.unknown-column B1', 'package.duplicate-column E1', 'package.missing-column 1']);
  expect(loaded).toMatchObject({ columns: [3, 2, undefined, 0], sound: true });
  expect(valuesOf(loaded)).toEqual({ '1': [[undefined, '9']] });
});

describe('what is wrong with a file is reported at its place:', () => {
  test.each<[title: string, text: string, notes: string[], sound: boolean]>([
    ['nothing in it', '', ['package.no-header 1'], false],
    ['no column of the key', 'marche,nom,prix\r\n1,a,1', ['package.missing-column 1'], false],
    [
      'a byte order mark and a byte that is no UTF-8',
      `\\xEF\\xBB\\xBF${sound('1,1,\\xE9,1')}`,
      ['encoding.bom 1', 'encoding.invalid-utf8 2'],
      true,
    ],
    [
      'a cell too few, a cell too many',
      sound('1,1,a', '1,2,a,1,2'),
      ['package.cell-count 2 of 1', 'package.cell-count 3 of 1'],
      true,
    ],
    ['a quote where none should be', sound('7,1,a"b,1'), ['package.stray-quote C2 of 7'], true],
    ['a rank twice and a gap', sound('1,1,a,', '1,1,b,', '1,4,c,'), ['package.duplicate-row 3 of 1', 'package.gap 4 of 1'], true],
  ])('%s', (_, text, notes, isSound) => {
    const { loaded, notes: found } = load(text);
    expect(found).toEqual(notes);
    expect(loaded.sound).toBe(isSound);
  });
});

test('a key is a whole number from 1 that a number can hold: a row with any other is not kept', () => {
  const bad = ['0', '01', '-1', '1.0', '1e3', ' 1', '', '٣', '1234567890123456'];
  const { loaded, notes } = load(sound(...bad.map((key) => `${key},1,a,`), '123456789012345,1,a,'));
  expect(notes).toEqual(bad.map((_, i) => `package.bad-key A${i + 2}`));
  expect([...loaded.groups.keys()]).toEqual(['123456789012345']);
});

test('a table with a thousand rows without a key is given up, and counts as not read', () => {
  const { loaded, notes } = load(sound(...Array<string>(1001).fill('x,1,a,')), 2000);
  expect(notes.filter((note) => note.startsWith('package.bad-key'))).toHaveLength(PACKAGE_LIMITS.reported);
  expect(notes.at(-1)).toBe('package.stopped 1001');
  expect(loaded.sound).toBe(false);
});

test.each([
  ['more rows than the package may still have', sound('1,1,a,', '1,2,a,', '1,3,a,'), 'package.too-many-rows'],
  ['more columns than a sheet has', ','.repeat(16_384), 'package.too-many-columns'],
])('%s end the reading', (_, text, code) => {
  expect(() => load(text, 2)).toThrow(expect.objectContaining({ name: 'InputError', code }));
  expect(load(sound('1,1,a,', '1,2,a,'), 2).notes).toEqual([]);
});
