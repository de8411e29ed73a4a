import { InputError } from '../../../finding.ts';
import type { Problem } from '../../problem.ts';
import { unpack, UNPACK_LIMITS, type Wanted } from '../../../read/unzip.ts';
import { checkSums } from './check-sums.node.ts';
import { mebibytesIn, problem } from './problem.ts';
import { LARGEST_TAPE, readTgz, tgzOf, type Files, isPlainPath, isSame, zipOf } from '../archive/tgz.node.ts';

/** Whether an artefact is an archive, by its name. */
export const isArchive = (name: string): boolean => isZip(name) || isTarball(name);

const isZip = (name: string): boolean => /\.zip$/i.test(name);
const isTarball = (name: string): boolean => /\.(tgz|tar\.gz)$/i.test(name);

/** Opens an artefact that is an archive by its name; undefined for any other file. */
export function openArtefact(name: string, bytes: Uint8Array): Opened | undefined {
  if (isZip(name)) return openZip(name, bytes);
  return isTarball(name) ? openTarball(name, bytes) : undefined;
}

/**
 * No release comes near these. Bytes of a file as it comes, files in a folder, bytes that all archives of a folder unpack to. What one of them
 * unpacks to is bounded by `unpack`.
 */
export const BOUNDS = { bytes: 64 * 1_048_576, files: 64, unpacked: 512 * 1_048_576 } as const;

/**
 * The files of an archive, by path from its single root folder, and its problems. `folder` is undefined if the content cannot be
 * trusted.
 */
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
  if (bytes.length > BOUNDS.bytes) return UNREADABLE([problem(name, (say) => say['wrong.too-large'](mebibytesIn(BOUNDS.bytes)))]);
  try {
    return checked(name, bytes, unpack(bytes, ALL).parts);
  } catch (error) {
    if (error instanceof InputError) return UNREADABLE([refused(name, error)]);
    throw error;
  }
}

function refused(name: string, { code, params }: InputError): Problem {
  const { part, limit } = params as { part?: string; limit?: number };
  if (code === 'package.too-large')
    return problem(name, (say) => say['wrong.too-large'](mebibytesIn(limit ?? UNPACK_LIMITS.unpacked)));
  return problem(part === undefined ? name : `${name}/${part}`, (say) => say['wrong.broken']());
}

function checked(name: string, bytes: Uint8Array, parts: Files): Opened {
  const names = nameProblems(name, [...parts.keys()]);
  if (parts.size === 0) return UNREADABLE([problem(name, (say) => say['wrong.broken']())]);
  if (names.length > 0) return UNREADABLE(names);
  const folder = ([...parts.keys()][0] ?? '').split('/')[0] ?? '';
  const outside = [...parts.keys()].filter((path) => !path.startsWith(`${folder}/`));
  if (outside.length > 0)
    return UNREADABLE(outside.map((path) => problem(`${name}/${path}`, (say) => say['wrong.other-folder']({ folder }))));
  const files = new Map([...parts].map(([path, content]) => [path.slice(folder.length + 1), content]));
  const form = isSame(zipOf(parts), bytes) ? [] : [problem(name, (say) => say['wrong.other-bytes']())];
  return { folder, files, problems: [...checkSums(files, `${name}/`), ...form] };
}

/** Names that lead outside the folder, and names that differ only in case. */
function nameProblems(archive: string, names: readonly string[]): Problem[] {
  const seen = new Set<string>();
  return names.flatMap((name) => {
    const folded = name.toLowerCase();
    if (!isPlainPath(name)) return [problem(`${archive}/${name}`, (say) => say['wrong.unsafe-name']())];
    if (seen.has(folded)) return [problem(`${archive}/${name}`, (say) => say['wrong.twice']())];
    seen.add(folded);
    return [];
  });
}

/** The folder that npm packs in. */
export const FOLDER = 'package';

/** The same for an npm package, which has no sums inside: its bytes are those that we give to its files. */
function openTarball(name: string, bytes: Uint8Array): Opened {
  if (bytes.length > BOUNDS.bytes) return UNREADABLE([problem(name, (say) => say['wrong.too-large'](mebibytesIn(BOUNDS.bytes)))]);
  let packed;
  try {
    packed = readTgz(bytes);
  } catch (error) {
    return UNREADABLE([refusedTarball(name, error)]);
  }
  const paths = [...packed.keys()];
  const outside = paths.filter((path) => !path.startsWith(`${FOLDER}/`));
  const names = [
    ...nameProblems(name, paths),
    ...outside.map((path) => problem(`${name}/${path}`, (say) => say['wrong.other-folder']({ folder: FOLDER }))),
  ];
  if (names.length > 0) return UNREADABLE(names);
  const files = new Map([...packed].map(([path, content]) => [path.slice(FOLDER.length + 1), content]));
  return {
    folder: FOLDER,
    files,
    problems: isSame(tgzOf(packed), bytes) ? [] : [problem(name, (say) => say['wrong.other-bytes']())],
  };
}

const refusedTarball = (name: string, error: unknown): Problem =>
  error instanceof RangeError
    ? problem(name, (say) => say['wrong.too-large'](mebibytesIn(LARGEST_TAPE)))
    : problem(name, (say) => say['wrong.broken']());
