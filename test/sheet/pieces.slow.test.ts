import { expect, test } from 'vitest';
import { SHEET_LIMITS } from '../../src/model/cell-text.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { encodedPieces } from '../../src/write/sheet/pieces.ts';
import { createTable } from '../../src/write/sheet/table.ts';
import { GOLDEN } from '../support/engine.ts';

const tooLarge: unknown = expect.objectContaining({ code: 'output.workbook-too-large', params: { limit: SHEET_LIMITS.bytes } });

function* pieces(count: number): Generator<string> {
  const piece = 'x'.repeat(1 << 20);
  for (let i = 0; i < count; i++) yield piece;
}

test('a workbook larger than what is read back is refused while it is written', () => {
  expect(() => encodedPieces('', pieces(258))).toThrow(tooLarge);
  expect(encodedPieces('head', pieces(2))).toHaveLength(4 + (2 << 20));
});

test('many rows are refused before memory is full of them, in a workbook only', async () => {
  const { model } = await loadVersion(GOLDEN);
  const techniques = { technique: Array.from({ length: 999 }, () => 'x') };
  const fill = (form: 'csv' | 'xlsx', count: number): (() => void) => {
    const table = createTable(model, form);
    return () => {
      for (let i = 0; i < count; i++) table.add('marche', { techniques });
    };
  };
  const most = Math.ceil(SHEET_LIMITS.bytes / (999 * 60));
  expect(fill('xlsx', most)).toThrow(tooLarge);
  expect(fill('csv', most)).not.toThrow();
});

test('a workbook does not take more rows than spreadsheets open', async () => {
  const { model } = await loadVersion(GOLDEN);
  const table = createTable(model, 'xlsx');
  const add = () => table.add('marche', { id: 'A' });
  expect(() => {
    for (let i = 0; i < 1_048_576; i++) add();
  }).toThrow('table.too-many-rows');
});
