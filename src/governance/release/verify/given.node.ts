import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError } from '../../../finding.ts';
import type { Problem } from '../../problem.ts';
import type { Files } from '../archive/files.node.ts';
import { BOUNDS } from './bounds.ts';
import { problem } from './words.ts';

/** What was given to be checked: the folder of a release, or one archive of it. `files` by name. */
export type Given = { whole: boolean; files: Files; problems: Problem[] };

/** Reads it within bounds. Throws an InputError where there is nothing of that name. */
export async function readGiven(path: string): Promise<Given> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new InputError('input.no-such-file', { file: path });
  const given = found.isDirectory() ? await readFolder(path) : await readArchive(path, found.size);
  if (given.files.size === 0 && given.problems.length === 0) throw new InputError('input.not-a-release', { file: path });
  return given;
}

async function readArchive(path: string, size: number): Promise<Given> {
  const name = basename(path);
  if (size > BOUNDS.bytes) return { whole: false, files: new Map(), problems: [problem(name, 'too-large', BOUNDS.bytes)] };
  return { whole: false, files: new Map([[name, await bytesOf(path)]]), problems: [] };
}

/** Links are not followed: a folder that came from elsewhere could point at anything. */
async function readFolder(folder: string): Promise<Given> {
  const names = (await readdir(folder)).sort();
  const files = new Map<string, Uint8Array>();
  if (names.length > BOUNDS.files) return { whole: true, files, problems: [problem(folder, 'too-many', BOUNDS.files)] };
  const problems: Problem[] = [];
  for (const name of names) {
    const entry = await lstat(join(folder, name));
    if (!entry.isFile()) problems.push(problem(name, 'not-plain'));
    else if (entry.size > BOUNDS.bytes) problems.push(problem(name, 'too-large', BOUNDS.bytes));
    else files.set(name, await bytesOf(join(folder, name)));
  }
  return { whole: true, files, problems };
}

const bytesOf = (path: string): Promise<Uint8Array> =>
  readFile(path).catch((error: unknown) => {
    throw new InputError('input.not-readable', { file: path, reason: (error as NodeJS.ErrnoException).code });
  });
