import { type Opened, openZip } from './open-archive.node.ts';
import { openTarball } from './open-tarball.node.ts';

/** Whether an artefact is an archive, by its name. */
export const isArchive = (name: string): boolean => isZip(name) || isTarball(name);

const isZip = (name: string): boolean => /\.zip$/i.test(name);
const isTarball = (name: string): boolean => /\.(tgz|tar\.gz)$/i.test(name);

/** What an artefact holds, where it is an archive by its name; undefined for any other file. */
export function openArtefact(name: string, bytes: Uint8Array): Opened | undefined {
  if (isZip(name)) return openZip(name, bytes);
  return isTarball(name) ? openTarball(name, bytes) : undefined;
}
