/** What each command runs, asked of vitest with the configuration of the project. */
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createVitest } from 'vitest/node';
import { readText, ROOT } from './engine.ts';
import { balanced } from './sequencer.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

type Run = { files: string[]; tier: unknown; timeouts: number[] };

/** The files that a mode of vitest.config.ts runs, or a shard of it, the tier that it tells them, and the milliseconds that a test of each project has. */
async function runOf(mode: string, shard?: string): Promise<Run> {
  const vitest = await createVitest('test', { root: ROOT, mode, watch: false, ...(shard && { shard }) });
  try {
    const found = await vitest.globTestSpecifications();
    const { sequence } = vitest.config;
    const taken = shard ? await new sequence.sequencer(vitest).shard(found) : found;
    const files = taken.map(({ moduleId }) => relative(ROOT, moduleId).replaceAll(sep, '/')).sort(byText);
    const timeouts = vitest.projects.map(({ config }) => config.testTimeout);
    return { files, tier: vitest.config.env['TIER'], timeouts };
  } finally {
    await vitest.close();
  }
}

/** What `check.yml` calls its shards. */
const SHARDS = [...readText('.github/workflows/check.yml').matchAll(/'(\d+\/\d+)'/g)].map(([, shard = '']) => shard);

test('files that replace a module have a process of their own', async () => {
  const vitest = await createVitest('test', { root: ROOT, mode: 'night', watch: false });
  try {
    const shared = (await vitest.globTestSpecifications()).filter(({ project }) => project.name === 'tests');
    expect(shared.length).toBeGreaterThan(300);
    expect(shared.map(({ moduleId }) => moduleId).filter((path) => /^\s*vi\.mock\(/m.test(readFileSync(path, 'utf8')))).toEqual(
      [],
    );
  } finally {
    await vitest.close();
  }
});

describe('the tiers', async () => {
  const modes = ['fast', 'rest', 'all', 'night'];
  const runs = await Promise.all(modes.map((mode) => runOf(mode)));
  const [fast = [], rest = [], all = [], night = []] = runs.map(({ files }) => files);

  test('tests know in which tier they run', () => {
    expect(runs.map(({ tier }) => tier)).toEqual(['fast', 'all', 'all', 'night']);
  });

  test('a test of the night has an hour in every project, and ten minutes elsewhere: no clock judges a slow machine', () => {
    const [ten, hour] = [10, 60].map((minutes) => Array.from({ length: 2 }, () => minutes * 60_000));
    expect(runs.map(({ timeouts }) => timeouts)).toEqual([ten, ten, ten, hour]);
  });

  test('npm test and what it leaves out are all tests; laws are in both', () => {
    expect([...new Set([...fast, ...rest])].sort(byText)).toEqual(all);
    expect(fast.filter((path) => rest.includes(path)).every((path) => path.endsWith('.law.test.ts'))).toBe(true);
    expect(fast.some((path) => path.includes('.slow.'))).toBe(false);
  });

  test('the night runs all tests and its own', () => {
    expect(night.filter((path) => !path.includes('.night.'))).toEqual(all);
  });

  test('the shards of continuous integration are all tests, each in one of them', async () => {
    const shards = await Promise.all(SHARDS.map((shard) => runOf('all', shard)));
    expect(shards.flatMap(({ files }) => files).sort(byText)).toEqual(all);
    expect(shards.length).toBeGreaterThan(1);
    expect(shards.every(({ files }) => files.length > 0)).toBe(true);
  });
});

test('shards have about the same cost', () => {
  const costs = [90, 50, 40, 30, 20, 10, 5, 5, 5, 5];
  const sums = balanced(
    costs.map((cost) => ({ cost })),
    3,
  ).map((shard) => shard.reduce((sum, { cost }) => sum + cost, 0));
  expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(10);
});
