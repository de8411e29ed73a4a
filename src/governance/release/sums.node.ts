import { formatSums, SUMS } from '../sums.ts';
import { sha256 } from '../../host/sha256.node.ts';
import type { Artefact, Files } from './archive/tgz.node.ts';

/** `SHA256SUMS` of some files, in the form that `sha256sum -c` reads. */
export const sumsOfFiles = (files: Files): Uint8Array =>
  Buffer.from(formatSums(new Map([...files].map(([path, bytes]) => [path, sha256(bytes)]))));

/** The entry of `schema/releases.json` for each artefact of a release. */
export type ListedArtefact = { path: string; bytes: number; sha256: string };

/**
 * The artefacts as `releases.json` lists them, `SHA256SUMS` as well. None of them holds `releases.json`, so that their sums can be written
 * there; what they need of it (the number of the version) is in `index.json` of the archive.
 */
export const listedArtefacts = (artefacts: readonly Artefact[]): ListedArtefact[] =>
  artefacts.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));

/** Files with a folder before their paths. */
export const inFolder = (folder: string, files: Files): [string, Uint8Array][] =>
  [...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]);

/** The files in one folder, with their sums beside them: unpacked there, `sha256sum -c SHA256SUMS` checks them. */
export const withSums = (folder: string, files: Files): Files =>
  new Map(inFolder(folder, new Map([...files, [SUMS, sumsOfFiles(files)]])));
