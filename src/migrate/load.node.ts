/** The built versions of this package, from `dist/versions/`, for migrations. */
import { readFile } from 'node:fs/promises';
import { under } from '../host/paths.node.ts';
import { onceEach } from '../host/once.ts';
import { loadModelOf, loadVersion, versionIndex } from '../validate/registry.node.ts';
import type { Chain } from './chain.ts';
import { chainBetween } from './load.ts';
import type { BuiltVersions } from './run.ts';
import type { Step } from './step.ts';

export const BUILT: BuiltVersions = {
  index: versionIndex,
  model: loadModelOf,
  load: loadVersion,
  step: onceEach(
    async (version) => JSON.parse(await readFile(under('dist', 'versions', version, 'migration.json'), 'utf8')) as Step,
  ),
};

/** The chain of steps from one version to another. Throws an InputError as `chainBetween` does. */
export const loadChain = (from: string, to: string): Promise<Chain> => chainBetween(BUILT, from, to);
