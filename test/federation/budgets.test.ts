import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BOUNDS, BudgetError, budgetsIn, secondsFor, USUAL } from '../../federation/src/budgets.ts';
import { readBudgets } from '../../federation/src/budgets.node.ts';

describe('budgets.yaml', () => {
  test('says only what is other than usual', () => {
    expect(budgetsIn('')).toEqual(USUAL);
    expect(budgetsIn('file:\n  records: 1000\nstop: { seconds: 5 }')).toEqual({
      ...USUAL,
      file: { ...USUAL.file, records: 1000 },
      stop: { seconds: 5 },
    });
    expect(budgetsIn('file:\n')).toEqual(USUAL);
  });

  test.each([
    ['a list', '[1]', 'unreadable', ''],
    ['no YAML', '"', 'unreadable', ''],
    ['aliases', 'file: &a { records: 1 }\nstop: *a', 'unreadable', ''],
    ['a group that is none', 'files: {}', 'unknown', 'files'],
    ['a group that is no object', 'file: 3', 'unknown', 'file'],
    ['a member that is none', 'file: { record: 3 }', 'unknown', 'file.record'],
    ['a text', 'file: { records: many }', 'not-in-bounds', 'file.records'],
    ['less than the least', 'stop: { seconds: 0 }', 'not-in-bounds', 'stop.seconds'],
    ['more than the most', `stop: { seconds: ${BOUNDS.stop.seconds.most + 1} }`, 'not-in-bounds', 'stop.seconds'],
    ['half of one', 'file: { deaths: 1.5 }', 'not-in-bounds', 'file.deaths'],
    ['the name of every object', 'file: { constructor: 1 }', 'unknown', 'file.constructor'],
  ])('with %s is refused, and its member is named', (_, text, kind, member) => {
    expect(() => budgetsIn(text)).toThrow(BudgetError);
    expect(() => budgetsIn(text)).toThrow(expect.objectContaining({ kind, member }));
  });

  test('in the folder of a federation is refused in a sentence; without one, the usual ones hold', async () => {
    const home = mkdtempSync(join(tmpdir(), 'budgets-'));
    expect(await readBudgets(home)).toEqual(USUAL);
    writeFileSync(join(home, 'budgets.yaml'), 'file: { memory: 1 }');
    await expect(readBudgets(home)).rejects.toThrow(/budgets\.yaml .*file\.memory is a whole number, from 128 to 1,000,000/);
    writeFileSync(join(home, 'budgets.yaml'), 'fichier: {}');
    await expect(readBudgets(home)).rejects.toThrow(/file\.records/);
  });
});

test('a file may take more time the larger it is, up to a limit', () => {
  const budget = { ...USUAL.file, seconds: 10, secondsPerMegabyte: 2, mostSeconds: 100 };
  expect([0, 500_000, 1e6, 45e6, 1e9].map((size) => secondsFor(size, budget))).toEqual([10, 11, 12, 100, 100]);
  expect(secondsFor(0, { ...budget, seconds: 200 })).toBe(200);
});
