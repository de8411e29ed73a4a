import { readFile } from 'node:fs/promises';
import type { Problem } from '../../problem.ts';
import { under } from '../../../host/paths.node.ts';
import type { Files } from '../archive/tgz.node.ts';
import { sha256 } from '../../../host/sha256.node.ts';
import type { ListedArtefact } from '../sums.node.ts';
import { problem } from './problem.ts';

/** An entry of `schema/releases.json`, the part that a check of a release reads. */
export type Listed = { version: string; tools?: string; tag?: { tree?: string }; artefacts?: ListedArtefact[] };

/** The releases listed in this clone; empty if there are no sources. */
export async function readReleases(): Promise<Listed[]> {
  const text = await readFile(under('schema', 'releases.json'), 'utf8').catch(() => '{"releases":[]}');
  return (JSON.parse(text) as { releases: Listed[] }).releases;
}

/** The files are those that `releases.json` lists, as far as it lists them; of a whole release none is missing. */
export function checkListed(files: Files, listed: readonly ListedArtefact[], whole: boolean): Problem[] {
  return listed.flatMap(({ path, bytes, sha256: sum }) => {
    const content = files.get(path);
    if (!content) return whole ? [problem(path, (say) => say['wrong.other-than-listed']())] : [];
    return content.length === bytes && sha256(content) === sum ? [] : [problem(path, (say) => say['wrong.other-than-listed']())];
  });
}

/** All artefacts that are listed, of every release. */
export const allListed = (releases: readonly Listed[]): ListedArtefact[] => releases.flatMap(({ artefacts = [] }) => artefacts);
