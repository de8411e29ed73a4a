import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { measuredCosts } from './costs.ts';

/** Seconds that a file is taken to cost before it was measured: one that was added alone must not start last and be waited for. */
const notMeasured = (path: string, isNight: boolean): number => {
  if (path.endsWith('.night.test.ts')) return 100;
  if (!/\.(slow|law)\.test\.ts$/.test(path)) return 0.5;
  return isNight ? 60 : 10;
};

/**
 * Runs the most expensive files first, so that none starts last and leaves the other cores idle, and gives each shard the same share of the cost. What files cost is what
 * `npm run bench -- tests` measured; a file that is not there yet counts as cheap or not by its tier.
 *
 * Files that need a process of their own run before all others: between two others, one ends the process that has all modules loaded.
 */
export class Sequencer extends BaseSequencer {
  readonly #isNight = this.ctx.config.env['TIER'] === 'night';
  readonly #costs = measuredCosts(this.#isNight ? 'night' : 'all');

  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(
      [...files].sort(
        (a, b) => isolated(b) - isolated(a) || this.#costOf(b) - this.#costOf(a) || compare(this.#nameOf(a), this.#nameOf(b)),
      ),
    );
  }

  override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { index, count } = this.ctx.config.shard ?? { index: 1, count: 1 };
    const sorted = await this.sort(files);
    const shards = balanced(
      sorted.map((file) => ({ file, cost: this.#costOf(file) })),
      count,
    );
    return (shards[index - 1] ?? []).map(({ file }) => file);
  }

  #pathOf({ moduleId }: TestSpecification): string {
    return relative(this.ctx.config.root, moduleId).replaceAll(sep, '/');
  }
  #nameOf(file: TestSpecification): string {
    return `${this.#pathOf(file)} ${file.project.name}`;
  }
  #costOf(file: TestSpecification): number {
    const path = this.#pathOf(file);
    return this.#costs[path] ?? notMeasured(path, this.#isNight);
  }
}

const isolated = ({ project }: TestSpecification): number => Number(project.config.isolate);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Splits items, most expensive first, into `count` lists of about the same cost: each goes to the list that is cheapest so far. */
export function balanced<T extends { cost: number }>(items: readonly T[], count: number): T[][] {
  const shards = Array.from({ length: count }, () => ({ cost: 0, items: [] as T[] }));
  for (const item of items) {
    const least = shards.reduce((a, b) => (b.cost < a.cost ? b : a));
    least.cost += item.cost;
    least.items.push(item);
  }
  return shards.map((one) => one.items);
}
