import { readFile } from 'node:fs/promises';
import { under } from './paths.ts';

/** Name and version of the program. */
export const packageFacts = async (): Promise<{ name: string; version: string }> => {
  const { name, version } = JSON.parse(await readFile(under('package.json'), 'utf8')) as { name: string; version: string };
  return { name, version };
};
