/** What each command runs, asked of vitest with the configuration of the project. */
import { relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createVitest } from 'vitest/node';
import { ROOT } from './engine.ts';
import { shared } from './sequencer.ts';

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

/** The files that a mode of vitest.config.ts runs, or a shard of it. */
async function filesOf(mode: string, shard?: string): Promise<string[]> {
  const vitest = await createVitest('test', { root: ROOT, mode, watch: false, ...(shard && { shard }) });
  try {
    const found = await vitest.globTestSpecifications();
    const { sequence } = vitest.config;
    const files = shard ? await new sequence.sequencer(vitest).shard(found) : found;
    return files.map(({ moduleId }) => relative(ROOT, moduleId).replaceAll(sep, '/')).sort(byText);
  } finally {
    await vitest.close();
  }
}

describe('the tiers', async () => {
  const [fast, rest, all, night] = await Promise.all([filesOf('fast'), filesOf('rest'), filesOf('all'), filesOf('night')]);

  test('npm test and what it leaves out are all tests; laws are in both', () => {
    expect([...new Set([...fast, ...rest])].sort(byText)).toEqual(all);
    expect(fast.filter((path) => rest.includes(path)).every((path) => path.endsWith('.law.test.ts'))).toBe(true);
    expect(fast.some((path) => path.includes('.slow.'))).toBe(false);
  });

  test('the night runs all tests and its own', () => {
    expect(night.filter((path) => !path.includes('.night.'))).toEqual(all);
  });

  test('three shards are all tests, each in one of them', async () => {
    const shards = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => filesOf('rest', shard)));
    expect(shards.flat().sort(byText)).toEqual(rest);
    expect(shards.every((one) => one.length > 0)).toBe(true);
  });
});

test('shards have about the same cost', () => {
  const costs = [90, 50, 40, 30, 20, 10, 5, 5, 5, 5];
  const sums = shared(
    costs.map((cost) => ({ cost })),
    3,
  ).map((shard) => shard.reduce((sum, { cost }) => sum + cost, 0));
  expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(10);
});
