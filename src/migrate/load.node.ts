/** Loads the steps between two versions, as they are built, with the Models of the versions on the way. */
import { readFile } from 'node:fs/promises';
import { under } from '../host/paths.node.ts';
import { onceEach } from '../host/once.ts';
import { factsIn } from '../model/releases.ts';
import { loadModelOf, versionIndex } from '../validate/registry.node.ts';
import { type Chain, chainOf, wayBetween } from './chain.ts';
import type { Step } from './step.ts';

/** The step that leads to a version (`dist/versions/<version>/migration.json`). */
const readStep = onceEach(
  async (version: string): Promise<Step> =>
    JSON.parse(await readFile(under('dist', 'versions', version, 'migration.json'), 'utf8')) as Step,
);

/**
 * The chain of steps from one version to another, up or down. Throws an InputError for a version that does not exist, and where there is no way from the one to
 * the other.
 */
export async function loadChain(from: string, to: string): Promise<Chain> {
  const index = await versionIndex();
  const versions = index.map(({ version }) => version);
  const [source, target] = [factsIn(index, from).version, factsIn(index, to).version];
  const { direction, steps } = wayBetween(versions, source, target);
  const links = steps.map(async (version) => {
    const step = await readStep(version);
    const [older, newer] = await Promise.all([loadModelOf(step.from), loadModelOf(version)]);
    return { older, newer, step };
  });
  return chainOf(await Promise.all(links), direction, await loadModelOf(source));
}
