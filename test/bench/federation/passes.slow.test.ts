import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agree, measureStore } from '../../../bench/federation/passes.ts';
import { countOf, type PassResult, type StepResult } from '../../../bench/federation/results.ts';
import { STEPS } from '../../../bench/federation/steps.ts';
import { writeFolder } from '../../../federation/fake/scale/folder.node.ts';
import { whyAbsent } from '../../support/postgres.ts';
import { NIGHT } from '../../support/tier.ts';

const PLAN = { seed: 3, files: 6, records: 300, change: 0.5 };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-federation-'));
  await writeFolder(folder, PLAN);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const OTHERS = /^first: records read \d+, expected \d+$/;

/** While the index says one record more than there is, in a file of the first day. */
async function withOneMore(work: () => Promise<void>): Promise<void> {
  const path = join(folder, 'index.json');
  const index = await readFile(path, 'utf8');
  await writeFile(
    path,
    index.replace(/("day":1,[^}]*"records":)(\d+)/, (_, before, count) => `${before}${Number(count) + 1}`),
  );
  try {
    await work();
  } finally {
    await writeFile(path, index);
  }
}

describe.skipIf(whyAbsent() !== undefined)('on PostgreSQL', () => {
  test('passes are measured, each step in all processes that do it, and one that read other records is no result', async () => {
    const seen: string[] = [];
    const report = (_: unknown, { step }: StepResult): void => void seen.push(step);
    // By day the first: the others are made and measured as it is.
    const ways = { folder, workers: 2, report, ...(!NIGHT && { last: 'first' as const }) };
    const { passes, version, settings } = await measureStore('postgres', ways);
    expect([version, settings['fsync']]).toEqual([expect.stringMatching(/^\d+/), 'off']);
    expect(seen).toEqual(passes.flatMap(() => STEPS));
    expect(passes.map(({ pass, steps }) => [pass, ...steps.map(({ workers }) => workers.length)])).toEqual(
      (NIGHT ? ['first', 'same', 'second'] : ['first']).map((pass) => [pass, 1, 1, 2, 1, 1, 1]),
    );
    const [first, same, second] = passes as [PassResult, ...PassResult[]];
    const records = first.steps[2] && countOf(first.steps[2]);
    expect(records).toBeGreaterThan(200);
    expect(first.held.records).toBe(first.fresh);
    expect(first.fresh).toBeLessThanOrEqual(records ?? 0);
    const costs = passes.flatMap(({ steps }) => steps.flatMap(({ workers }) => workers));
    expect(costs.every(({ peak }) => peak > 30e6 && peak < 2e9)).toBe(true);
    expect(passes.every(({ parsed }) => parsed.every((one) => one.records > 0 && one.seconds > 0))).toBe(true);
    await withOneMore(() => expect(agree(first, folder)).rejects.toThrow(OTHERS));
    for (const pass of ['same', 'second'] as const)
      await expect(agree({ ...first, pass }, folder)).rejects.toThrow(`${pass}: files fetched 6, expected `);
    if (!NIGHT) return;
    expect([same?.asked.bytes, same?.fresh]).toEqual([0, 0]);
    expect(second?.fresh).toBeGreaterThan(0);
  });
});

// What the worker does on PGlite is the program itself, which has tests of its own.
test.runIf(NIGHT)('a pass on PGlite that read other records than were published is no result', () =>
  withOneMore(() => expect(measureStore('pglite', { folder, workers: 1, report: () => undefined })).rejects.toThrow(OTHERS)),
);
