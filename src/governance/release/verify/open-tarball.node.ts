import type { Problem } from '../../problem.ts';
import { isSame } from '../archive/files.node.ts';
import { LARGEST_TAPE, readTgz, tgzOf } from '../archive/tgz.node.ts';
import { BOUNDS } from './bounds.ts';
import { nameProblems, type Opened, UNREADABLE } from './open-archive.node.ts';
import { problem } from './words.ts';

/** The folder that npm packs in. */
export const FOLDER = 'package';

/** The same for an npm package, which has no sums inside: its bytes are those that we give to its files. */
export function openTarball(name: string, bytes: Uint8Array): Opened {
  if (bytes.length > BOUNDS.bytes) return UNREADABLE([problem(name, 'too-large', BOUNDS.bytes)]);
  let packed;
  try {
    packed = readTgz(bytes);
  } catch (error) {
    return UNREADABLE([refused(name, error)]);
  }
  const paths = [...packed.keys()];
  const outside = paths.filter((path) => !path.startsWith(`${FOLDER}/`));
  const names = [...nameProblems(name, paths), ...outside.map((path) => problem(`${name}/${path}`, 'other-folder', FOLDER))];
  if (names.length > 0) return UNREADABLE(names);
  const files = new Map([...packed].map(([path, content]) => [path.slice(FOLDER.length + 1), content]));
  return { folder: FOLDER, files, problems: isSame(tgzOf(packed), bytes) ? [] : [problem(name, 'other-bytes')] };
}

const refused = (name: string, error: unknown): Problem =>
  error instanceof RangeError ? problem(name, 'too-large', LARGEST_TAPE) : problem(name, 'broken');
