/** Loads the steps between two versions, with the Models of the versions on the way, from wherever the built versions are read. */
import { onceEach } from '../host/once.ts';
import type { VersionFacts } from '../model/facts.ts';
import { factsIn } from '../model/releases.ts';
import type { Model } from '../model/types.ts';
import { type Chain, chainOf, wayBetween } from './chain.ts';
import type { Step } from './step.ts';

/** The built versions of which a chain is made, each part on demand: from disk, or fetched by a page. */
export type BuiltSteps = {
  /** The facts of all versions, oldest version first. */
  index(): Promise<VersionFacts[]>;
  model(version: string): Promise<Model>;
  /** The step that leads to a version from the one before (`versions/<version>/migration.json`). */
  step(version: string): Promise<Step>;
};

/**
 * The chain of steps from one version to another, up or down. Throws an InputError for a version that does not exist, and where there is no way from the one to
 * the other.
 */
export async function chainBetween(built: BuiltSteps, from: string, to: string): Promise<Chain> {
  const index = await built.index();
  const versions = index.map(({ version }) => version);
  const [source, target] = [factsIn(index, from).version, factsIn(index, to).version];
  const { direction, steps } = wayBetween(versions, source, target);
  // A version between two steps is the end of one and the beginning of the other.
  const modelOf = onceEach((version) => built.model(version));
  const links = steps.map(async (version) => {
    const step = await built.step(version);
    const [older, newer] = await Promise.all([modelOf(step.from), modelOf(version)]);
    return { older, newer, step };
  });
  return chainOf(await Promise.all(links), direction, await modelOf(source));
}
