/** What a folder has to read, and what it has that is not read. Loaded only where a folder is given. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { InputError } from '../finding.ts';
import { DESCRIPTOR } from '../model/table-cells.ts';
import type { Skipped } from './source.ts';

/** `inside`: the paths of the files and data packages, in their order, or why there are none. */
type Listed = { inside: string[] | InputError; packages: ReadonlySet<string>; skipped: Skipped[] };

/** Lists the files under a folder, in its subfolders too, whose name is one of `extensions`. The files of a data package are one source, whose folder is in `packages`. */
export async function listFolder(folder: string, extensions: RegExp): Promise<Listed> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(unreadable);
  if (entries instanceof InputError) return { inside: entries, packages: new Set(), skipped: [] };
  const named: Dirent[] = [];
  // By their names, since a hidden folder is named once, not by its files.
  const left = new Map<string, Skipped>();
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const steps = relative(folder, fullPath(entry)).split(sep);
    const hidden = steps.findIndex((step) => step.startsWith('.'));
    const reason = hidden === -1 ? ((await kindOf(entry)) ?? reasonToSkip(entry.name, extensions)) : 'hidden';
    const file = hidden === -1 ? fullPath(entry) : join(folder, ...steps.slice(0, hidden + 1));
    if (reason) left.set(file, { file, reason });
    else named.push(entry);
  }
  const packages = new Set(named.filter(({ name }) => name === DESCRIPTOR).map(({ parentPath }) => parentPath));
  const skipped = [...left.values()]
    .filter(({ file }) => !packages.has(dirname(file)))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  const inside = [...named.filter(({ parentPath }) => !packages.has(parentPath)).map(fullPath), ...packages].sort();
  return { inside: inside.length === 0 ? emptyFolder(folder, skipped) : inside, packages, skipped };
}

const unreadable = ({ path, code }: NodeJS.ErrnoException): InputError =>
  new InputError('input.not-readable', { file: path ?? '', reason: code });

/** What an entry is that is no file; a link to nothing is read, and so reported. */
async function kindOf(entry: Dirent): Promise<Skipped['reason'] | undefined> {
  if (!entry.isSymbolicLink()) return entry.isFile() ? undefined : 'special';
  const target = await stat(fullPath(entry)).catch(() => undefined);
  return target?.isDirectory() === true ? 'link' : undefined;
}

const fullPath = ({ parentPath, name }: Dirent): string => join(parentPath, name);

/** Excel keeps a file `~$name.xlsx` beside the one that it has open. */
function reasonToSkip(name: string, extensions: RegExp): Skipped['reason'] | undefined {
  if (name.startsWith('~$')) return 'temporary';
  if (extensions.test(name)) return undefined;
  return /\.(xlsb?|numbers)$/i.test(name) ? 'workbook' : 'other';
}

/** Files that the message about a folder without any to check names. */
const MOST_NAMED = 3;

const emptyFolder = (file: string, skipped: readonly Skipped[]): InputError =>
  new InputError('input.empty-folder', {
    file,
    skipped: skipped.slice(0, MOST_NAMED).map((one) => relative(file, one.file)),
    more: skipped.length > MOST_NAMED,
    workbooks: skipped.some(({ reason }) => reason === 'workbook'),
  });
