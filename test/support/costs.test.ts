import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Cost, type Costs, byFolder, costsOf, readCosts, recordCosts, verdictOf } from './costs.ts';

const file = (path: string, cpu: number): Cost => ({ path: `test/${path}`, cpu, processes: 0 });
const budget = { read: 100, federation: 200, checks: 60, vitest: 40 };

const spent = (...files: Cost[]): Costs => ({
  files: [file('read/json.test.ts', 60), file('read/xml.test.ts', 40), file('federation/api/api.slow.test.ts', 200), ...files],
  beside: { checks: 60, vitest: 40 },
  wall: 0,
});

describe('the costs of all tests', () => {
  test('are summed by folder, with what stands beside the files', () => {
    expect(byFolder(spent())).toEqual({ read: 100, federation: 200, checks: 60, vitest: 40 });
  });

  test('are within their budget, and 5 % more', () => {
    expect(verdictOf(spent(), budget).isOver).toBe(false);
    expect(verdictOf(spent(file('read/new.test.ts', 19)), budget).isOver).toBe(false);
  });

  test('a test of 100 s more makes the check fail, with a sentence that names its folder', () => {
    const { isOver, text } = verdictOf(spent(file('read/new.test.ts', 100)), budget);
    expect(isOver).toBe(true);
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
      files: [file('read/json.test.ts', 160), file('federation/api/api.slow.test.ts', 280)],
      beside: { checks: 80, vitest: 50 },
      wall: 0,
    };
    expect(verdictOf(slow, budget).text).toContain('divided by 1.40 for this machine');
    expect(verdictOf(slow, budget).isOver).toBe(false);
    slow.files.push(file('read/new.test.ts', 140));
    expect(verdictOf(slow, budget).isOver).toBe(true);
  });

  test.each([
    [0.95, 'Most tests have become cheaper, or this machine is faster: lower the budget of federation.', /^checks +60 s +60 s$/m],
    [
      0.8,
      'Nothing was compared: only 0.9 to 1.5 times the budget is taken for another machine.',
      /lower the budget of federation/,
    ],
    [2, 'Nothing was compared: only 0.9 to 1.5 times the budget is taken for another machine.', /run them again elsewhere/],
  ])(
    'half of all tests at %d times their budget make neither the others too dear nor the whole cheap',
    (times, sentence, also) => {
      const half = spent();
      half.files = half.files.map((one) => ({ ...one, cpu: one.cpu * (one.path.includes('federation') ? times : 1) }));
      const { isOver, text } = verdictOf(half, { ...budget, federation: 210 });
      expect(isOver).toBe(false);
      expect(text).toContain(sentence);
      expect(text).toMatch(also);
    },
  );

  test('a folder that runs no more makes the others no dearer', () => {
    const { files, beside } = spent();
    const text = verdictOf({ files: files.filter(({ path }) => !path.includes('/read/')), beside, wall: 0 }, budget).text;
    expect(text).toMatch(/^sum +300 s +400 s$/m);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'costs-'));

/** What a run recorded of some files. */
function recorded(name: string, files: readonly Cost[], { code = 0, commit = 'abc' } = {}): string {
  const path = join(folder, `${name}.jsonl`);
  writeFileSync(path, files.map((one) => `${JSON.stringify(one)}\n`).join(''));
  recordCosts(path, { checks: 5, tests: 42, wall: 60, code, commit });
  return path;
}

test('of shards together a law counts once, and each server and all time for itself', () => {
  const files = [file('read/json.law.test.ts', 10), file('postgres/server', 30)];
  const costs = readCosts([recorded('1', files), recorded('2', files)]);
  expect(byFolder(costs)).toEqual({ read: 10, postgres: 60, checks: 5, vitest: 2 });
  expect(costs.wall).toBe(120);
});

test.runIf(process.platform === 'linux')('what a run recorded counts where it ended, without failure, at this commit', () => {
  const whole = recorded('whole', []);
  const stopped = join(folder, 'stopped.jsonl');
  writeFileSync(stopped, `${JSON.stringify(file('read/json.test.ts', 60))}\n{"checks":5,"te`);
  const said = (path: string) => costsOf([whole, path], 'abc');
  expect(said(whole)).toMatchObject({ wall: 120 });
  expect(said(stopped)).toMatch(/stopped\.jsonl has no last line: its run was stopped\.$/);
  expect(said(recorded('red', [], { code: 1 }))).toMatch(/red\.jsonl is of a run that failed\.$/);
  expect(said(recorded('old', [], { commit: 'def' }))).toMatch(
    /old\.jsonl is of another commit \(def\) than the one that is checked out\.$/,
  );
  expect(said(join(folder, 'none.jsonl'))).toMatch(/none\.jsonl is not there, which the run of its part writes\.$/);
});
