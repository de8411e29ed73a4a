import { type Opened, openZip } from './open-archive.ts';
import { openTarball } from './open-tarball.ts';

/** What an artefact holds, where it is an archive by its name; undefined for any other file. */
export function openArtefact(name: string, bytes: Uint8Array): Opened | undefined {
  if (/\.zip$/i.test(name)) return openZip(name, bytes);
  return /\.(tgz|tar\.gz)$/i.test(name) ? openTarball(name, bytes) : undefined;
}
