import { readFile } from 'node:fs/promises';
import { InputError } from '../../finding.ts';
import { sumOfSources } from '../build/all.node.ts';
import { STAMP } from '../build/made-before.node.ts';
import { once } from '../../host/once.ts';

/** Whether this runs as built, in `dist/bin`, and not from its sources. */
const isBuilt = (): boolean => !import.meta.url.endsWith('.ts');

/**
 * Throws an InputError if the program was built from other sources than the current ones, because its results would differ.
 * Called once, before anything is written, since a release writes sources itself.
 */
export const refuseStale = once(async (): Promise<void> => {
  if (!isBuilt()) return;
  const stamp = await readFile(STAMP, 'utf8').catch(() => '');
  if (stamp.split('\n')[0] !== (await sumOfSources())) throw new InputError('input.stale-program');
});
