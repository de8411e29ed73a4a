import type { Problem } from '../../problem.ts';
import { UNPACK_LIMITS } from '../../../read/unpack.ts';
import type { Files } from '../archive/files.node.ts';
import { BOUNDS } from './bounds.ts';
import { type Opened, UNREADABLE } from './open-archive.node.ts';
import { isArchive, openArtefact } from './open.node.ts';
import { problem } from './words.ts';

/** What is kept of the archives that were looked into: how many files they hold, and what is wrong there. */
type Inside = { files: number; problems: Problem[] };

/**
 * Opens each archive among the files, one after the other, and keeps none: what they unpack to may be a thousand times as much. Once they come to more
 * than `room` bytes the others are not opened. `named`: whether an archive bears the name of its folder, as in a whole release.
 */
export function lookInside(files: Files, named: boolean, room: number = BOUNDS.unpacked): Inside {
  const inside: Inside = { files: 0, problems: [] };
  let unpacked = 0;
  for (const [name, bytes] of files) {
    const opened = unpacked > room ? NOT_OPENED(name, room) : openArtefact(name, bytes);
    if (!opened) continue;
    unpacked += sizeOf(opened);
    inside.files += opened.files.size;
    inside.problems.push(...(named ? misnamed(name, opened) : []), ...opened.problems);
  }
  return inside;
}

const NOT_OPENED = (name: string, room: number): Opened | undefined =>
  isArchive(name) ? UNREADABLE([problem(name, 'not-opened', room)]) : undefined;

/** What could not be read may have unpacked to as much as an archive ever does. */
const sizeOf = ({ folder, files }: Opened): number =>
  folder === undefined ? UNPACK_LIMITS.unpacked : [...files.values()].reduce((sum, { length }) => sum + length, 0);

const misnamed = (name: string, { folder }: Opened): Problem[] =>
  name.endsWith('.zip') && folder !== undefined && `${folder}.zip` !== name ? [problem(name, 'other-folder', folder)] : [];
