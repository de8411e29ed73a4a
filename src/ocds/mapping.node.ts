import { readFile } from 'node:fs/promises';
import { InputError } from '../finding.ts';
import { once } from '../host/once.ts';
import { under } from '../host/paths.node.ts';
import type { Mapping } from './mapping.ts';

/** The mapping between DECP and OCDS, from the build. Throws an InputError where the package was not built. */
export const loadMapping = once(async (): Promise<Mapping> => {
  const text = await readFile(under('dist', 'ocds.json'), 'utf8').catch((error: unknown) => {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? new InputError('input.not-built') : error;
  });
  return JSON.parse(text) as Mapping;
});
