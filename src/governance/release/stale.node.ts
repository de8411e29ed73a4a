import { readFile } from 'node:fs/promises';
import { InputError } from '../../finding.ts';
import { sumOfSources } from '../build/all.node.ts';
import { STAMP } from '../build/made-before.node.ts';
import { once } from '../../host/once.ts';

/** Whether this runs as built, in `dist/bin`, and not from its sources. */
const isBuilt = (): boolean => !import.meta.url.endsWith('.ts');

/**
 * A program that was built from other sources than those that stand here would make something else of them. Throws an InputError then. Asked once, before
 * anything is written: what a release writes is itself a source.
 */
export const refuseStale = once(async (): Promise<void> => {
  if (!isBuilt()) return;
  const stamp = await readFile(STAMP, 'utf8').catch(() => '');
  if (stamp.trim() !== (await sumOfSources())) throw new InputError('input.stale-program');
});
