import { readFile } from 'node:fs/promises';
import { InputError } from '../../finding.ts';
import type { ReleaseEntry } from './after-release.ts';
import { under } from '../../host/paths.node.ts';

type Releases = { $schema?: string; releases: ReleaseEntry[] };

/** Reads `schema/releases.json`. Throws an InputError if there are no sources. */
export async function readReleasesFile(): Promise<Releases> {
  const text = await readFile(under('schema', 'releases.json'), 'utf8').catch(() => {
    throw new InputError('input.not-a-clone');
  });
  return JSON.parse(text) as Releases;
}

export const readReleases = async (): Promise<ReleaseEntry[]> => (await readReleasesFile()).releases;
