/** The sample of a snapshot that a change is measured on: chosen by hash, so that it is the same wherever it is chosen. */
import { byCodeUnits } from '../../../../packages/base/src/lists.ts';

/** `size`: contracts of all strata together; `least`: of each stratum, as far as it has them. */
export type Recipe = { size: number; least: number; seed: string };

/** How many contracts of each stratum are chosen. `counts`: how many there are. */
export function quotasOf(counts: ReadonlyMap<string, number>, { size, least }: Recipe): Map<string, number> {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Map(
    [...counts].map(([stratum, count]) => [
      stratum,
      Math.min(count, Math.max(least, Math.round((size * count) / Math.max(total, 1)))),
    ]),
  );
}

type Chosen<T> = { rank: string; contract: T };

/** Keeps of each stratum the contracts with the smallest ranks, in any order of arrival. Memory grows with the quotas, not with what is offered. */
export class Sample<T> {
  readonly #quotas: ReadonlyMap<string, number>;
  readonly #strata = new Map<string, Chosen<T>[]>();

  constructor(quotas: ReadonlyMap<string, number>) {
    this.#quotas = quotas;
  }

  /** `rank`: no two contracts have the same. */
  offer(stratum: string, rank: string, contract: T): void {
    const quota = this.#quotas.get(stratum) ?? 0;
    let chosen = this.#strata.get(stratum);
    if (!chosen) this.#strata.set(stratum, (chosen = []));
    chosen.push({ rank, contract });
    if (chosen.length > 2 * quota + 100) cut(chosen, quota);
  }

  /** The contracts by stratum, then by rank. */
  contracts(): T[] {
    return [...this.#strata]
      .toSorted(([a], [b]) => byCodeUnits(a, b))
      .flatMap(([stratum, chosen]) => {
        cut(chosen, this.#quotas.get(stratum) ?? 0);
        return chosen.map(({ contract }) => contract);
      });
  }
}

function cut<T>(chosen: Chosen<T>[], quota: number): void {
  chosen.sort((a, b) => byCodeUnits(a.rank, b.rank));
  chosen.length = Math.min(chosen.length, quota);
}

/** Reads a recipe. Throws an Error that names the member that is wrong. */
export function recipeOf(value: unknown): Recipe {
  const { size, least, seed } = (value ?? {}) as Partial<Record<keyof Recipe, unknown>>;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1) throw new Error('size is not a number above 0');
  if (typeof least !== 'number' || !Number.isInteger(least) || least < 0) throw new Error('least is not a number');
  if (typeof seed !== 'string') throw new Error('seed is not a text');
  return { size, least, seed };
}
