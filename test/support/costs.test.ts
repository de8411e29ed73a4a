import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Cost, type Costs, byFolder, readCosts, slowness, verdictOf } from './costs.ts';

const file = (path: string, cpu: number): Cost => ({ path: `test/${path}`, wall: cpu, cpu, processes: 0 });
const budget = { read: 100, federation: 200, checks: 60, vitest: 40 };

const spent = (...files: Cost[]): Costs => ({
  files: [file('read/json.test.ts', 60), file('read/xml.test.ts', 40), file('federation/api/api.slow.test.ts', 200), ...files],
  beside: { checks: 60, vitest: 40 },
});

describe('the costs of all tests', () => {
  test('are summed by folder, with what stands beside the files', () => {
    expect(byFolder(spent())).toEqual({ read: 100, federation: 200, checks: 60, vitest: 40 });
  });

  test('are within their budget, and 5 % more', () => {
    expect(verdictOf(spent(), budget).isWithin).toBe(true);
    expect(verdictOf(spent(file('read/new.test.ts', 19)), budget).isWithin).toBe(true);
  });

  test('a test of 100 s more makes the check fail, with a sentence that names its folder', () => {
    const { isWithin, text } = verdictOf(spent(file('read/new.test.ts', 100)), budget);
    expect(isWithin).toBe(false);
    expect(text).toContain(
      'The tests cost 500 s of CPU, 25 % more than test/budget.json allows (400 s, and 5 % more). Over: read. Make them cheaper, or raise the budget of the folder in the same commit and say why.',
    );
    expect(text).toMatch(/^read +200 s +100 s {2}over$/m);
  });

  test('a folder without a budget counts, and is named', () => {
    expect(verdictOf(spent(file('new/a.test.ts', 50)), budget).text).toContain('Over: new.');
  });

  test('count on a slow or busy machine as on the one of the budget, whose folders it makes dearer unevenly', () => {
    const slow: Costs = {
      files: [file('read/json.test.ts', 230), file('federation/api/api.slow.test.ts', 400)],
      beside: { checks: 110, vitest: 80 },
    };
    expect(slowness(byFolder(slow), budget)).toBe(2);
    expect(verdictOf(slow, budget).isWithin).toBe(true);
    slow.files.push(file('read/new.test.ts', 200));
    expect(verdictOf(slow, budget).isWithin).toBe(false);
  });

  test('a folder that runs no more makes the others no dearer', () => {
    const { files, beside } = spent();
    const text = verdictOf({ files: files.filter(({ path }) => !path.includes('/read/')), beside }, budget).text;
    expect(text).toMatch(/^sum +300 s +400 s$/m);
  });
});

test('of shards together a law counts once, and each server for itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'costs-'));
  const paths = [1, 2].map((shard) => {
    const path = join(folder, `all-${String(shard)}-of-2.jsonl`);
    const lines = [file('read/json.law.test.ts', 10), file('postgres/server', 30), { checks: 5, tests: 42 }];
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return path;
  });
  expect(byFolder(readCosts(paths))).toEqual({ read: 10, postgres: 60, checks: 5, vitest: 2 });
});
