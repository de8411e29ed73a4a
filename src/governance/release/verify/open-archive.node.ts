import { InputError } from '../../../finding.ts';
import type { Problem } from '../../problem.ts';
import { unpack, UNPACK_LIMITS, type Wanted } from '../../../read/unpack.ts';
import { type Files, isPlainPath, isSame } from '../archive/files.node.ts';
import { zipOf } from '../archive/zip.node.ts';
import { checkSums } from './check-sums.node.ts';
import { BOUNDS } from './bounds.ts';
import { problem } from './words.ts';

/** What an archive holds, by path from its one folder, and what is wrong with it. `folder` is undefined where nothing in it can be trusted. */
export type Opened = { folder: string | undefined; files: Files; problems: Problem[] };

export const UNREADABLE = (problems: Problem[]): Opened => ({ folder: undefined, files: new Map(), problems });

/** All that is in the archive, so that nothing hides in it. The codes are those of packages of data; the sentences are our own. */
const ALL: Wanted = {
  files: /^/,
  broken: (part) => new InputError('package.broken-archive', part === undefined ? {} : { part }),
  tooLarge: (limit) => new InputError('package.too-large', { limit }),
};

/**
 * Opens an archive of a release as one that comes from anywhere: nothing is written to disk, what it unpacks to is bounded, its names lead nowhere, and
 * its bytes are those that we give to these files, so that no reader sees another content in it.
 */
export function openZip(name: string, bytes: Uint8Array): Opened {
  if (bytes.length > BOUNDS.bytes) return UNREADABLE([problem(name, 'too-large', BOUNDS.bytes)]);
  try {
    return checked(name, bytes, unpack(bytes, ALL).parts);
  } catch (error) {
    if (error instanceof InputError) return UNREADABLE([refused(name, error)]);
    throw error;
  }
}

function refused(name: string, { code, params }: InputError): Problem {
  const { part, limit } = params as { part?: string; limit?: number };
  if (code === 'package.too-large') return problem(name, 'too-large', limit ?? UNPACK_LIMITS.unpacked);
  return problem(part === undefined ? name : `${name}/${part}`, 'broken');
}

function checked(name: string, bytes: Uint8Array, parts: Files): Opened {
  const names = nameProblems(name, [...parts.keys()]);
  if (parts.size === 0) return UNREADABLE([problem(name, 'broken')]);
  if (names.length > 0) return UNREADABLE(names);
  const folder = ([...parts.keys()][0] ?? '').split('/')[0] ?? '';
  const outside = [...parts.keys()].filter((path) => !path.startsWith(`${folder}/`));
  if (outside.length > 0) return UNREADABLE(outside.map((path) => problem(`${name}/${path}`, 'other-folder', folder)));
  const files = new Map([...parts].map(([path, content]) => [path.slice(folder.length + 1), content]));
  const form = isSame(zipOf(parts), bytes) ? [] : [problem(name, 'other-bytes')];
  return { folder, files, problems: [...checkSums(files, `${name}/`), ...form] };
}

/** Names that lead elsewhere, and those that a system that does not tell capitals apart would take for one. */
export function nameProblems(archive: string, names: readonly string[]): Problem[] {
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const folded = name.toLowerCase();
    if (!isPlainPath(name)) return [problem(`${archive}/${name}`, 'unsafe-name')];
    if (seen.has(folded)) return [problem(`${archive}/${name}`, 'twice')];
    seen.add(folded);
    return [];
  });
}
