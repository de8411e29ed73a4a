import { readFile } from 'node:fs/promises';
import type { Release } from '../model/releases.ts';
import { isBefore } from '../model/versions.ts';
import { under } from '../host/paths.node.ts';
import { versionIndex } from '../validate/registry.node.ts';

/** The versions of the format, oldest first: as `schema/releases.json` lists them today, or as they were built. */
async function releases(): Promise<readonly Release[]> {
  const text = await readFile(under('schema', 'releases.json'), 'utf8').catch(() => undefined);
  return text === undefined ? await versionIndex() : (JSON.parse(text) as { releases: Release[] }).releases;
}

/** The number that a version carries; for `next`, the one that it is to carry. */
export async function numberOf(version: string): Promise<string | undefined> {
  const release = (await releases()).find((one) => one.version === version);
  return release?.expectedVersion ?? (version === 'next' ? undefined : version);
}

const published = async (): Promise<string[]> =>
  (await releases()).map(({ version }) => version).filter((version) => version !== 'next');

/** The newest release whose number comes before another number. */
export const releaseBefore = async (number: string): Promise<string | undefined> =>
  (await published()).filter((version) => isBefore(version, number)).at(-1);

/** The newest release. */
export async function latestVersion(): Promise<string> {
  const newest = (await published()).at(-1);
  if (newest === undefined) throw new Error('schema/releases.json lists no release');
  return newest;
}
