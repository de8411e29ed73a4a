import { expect, test } from 'vitest';
import { readCsv } from '../../src/read/csv-text.ts';

/** Units in which the quotes of a cell are read at once. */
const PIECE = 65_536;

test('quotes that come in pairs are read alike wherever they are in a long cell', () => {
  for (const before of [PIECE - 2, PIECE - 1, PIECE, 2 * PIECE - 1])
    for (const quotes of [1, 2, 3, PIECE]) {
      const value = `${'a'.repeat(before)}${'"'.repeat(quotes)}é`;
      const [row] = readCsv(`"${value.replaceAll('"', '""')}",b`);
      expect([row?.cells[0] === value, row?.cells[1], row?.faults]).toEqual([true, 'b', []]);
    }
});

test('rows after line breaks in cells have their line, of which CR alone is one where people made the file', () => {
  const text = '"a\r\nb\nc\rd";x\n1;2\n';
  const lines = (lenient: boolean): number[] =>
    [...readCsv(text, { delimiter: ';', lenient, mostCells: 10 })].map(({ line }) => line);
  expect([lines(true), lines(false)]).toEqual([
    [1, 5],
    [1, 4],
  ]);
});

test('lines without anything are passed, and counted', () => {
  const rows = (lenient: boolean): unknown[] =>
    [...readCsv('\n\r\na;b\n\n\r\n\rc;d\r', { delimiter: ';', lenient, mostCells: 10 })].map(({ row, line, cells }) => [
      row,
      line,
      cells,
    ]);
  expect(rows(true)).toEqual([
    [3, 3, ['a', 'b']],
    [7, 7, ['c', 'd']],
  ]);
  expect(rows(false)).toEqual([
    [3, 3, ['a', 'b']],
    [6, 6, ['\rc', 'd']],
  ]);
});
