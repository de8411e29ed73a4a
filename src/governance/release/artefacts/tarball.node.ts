import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Texts } from '../../../model/types.ts';
import { sameEverywhere } from '../archive/tgz.node.ts';
import { npm } from '../npm.node.ts';
import { inRoom } from './room.node.ts';

/** The name of the package that `npm pack` gives. */
export const tarballName = ({ name, version }: { name: string; version: string }): string =>
  `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;

/** The npm package of the tools, built from nothing and packed by npm, then written so that every machine gives the same bytes. */
export function tarball(onStep: (step: Texts) => void): Promise<Uint8Array> {
  onStep({ fr: 'programme, construit dans un dossier neuf', en: 'program, built in a fresh folder' });
  return inRoom(async (room) => {
    onStep({ fr: 'paquet npm', en: 'npm package' });
    const [packed] = JSON.parse(await npm(['pack', '--json', '--cache', '.npm'], room)) as { filename: string }[];
    if (!packed) throw new Error('npm pack gave nothing');
    return sameEverywhere(await readFile(join(room, packed.filename)));
  });
}
