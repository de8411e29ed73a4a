/** What a visitor gave, files and folders, as the files to check and what is left aside. */
import { DESCRIPTOR } from '../../../../src/model/table-cells.ts';
import { READ_NAMES } from '../../../../src/read/names.ts';

/** A file with its path from the folder that was given, parts separated by `/`. */
export type Named<File> = { path: string; file: File };

export type Skipped = { path: string; why: 'hidden' | 'extension' | 'package' | 'empty' | 'unreadable' };

/** `beyond`: files that would be checked and are more than `MOST_FILES`. `isCut`: reading stopped at `MOST_ENTRIES`. */
export type Gathered<File> = { files: Named<File>[]; beyond: string[]; skipped: Skipped[]; isCut: boolean };

/** Files that are checked at a time, and files and folders that are looked at: the home folder of someone has millions. */
export const MOST_FILES = 500;
export const MOST_ENTRIES = 10_000;

/** The part of `FileSystemEntry` (File and Directory Entries API) that is used. */
export type Entry<File> = {
  isFile: boolean;
  name: string;
  file?: (resolve: (file: File) => void, fail: () => void) => void;
  createReader?: () => { readEntries: (resolve: (entries: Entry<File>[]) => void, fail: () => void) => void };
};

/** Files that were chosen: those of a folder with their path in it. */
export function gatherFiles<File extends { name: string; webkitRelativePath: string }>(given: readonly File[]): Gathered<File> {
  const files = given.slice(0, MOST_ENTRIES).map((file) => {
    const { name, webkitRelativePath: path } = file;
    return { path: path === '' ? name : path, file };
  });
  return { ...sorted(files), isCut: given.length > MOST_ENTRIES };
}

/** Files and folders that were dropped, with all that is in the folders. Rejects with the reason of `signal` when it aborts. */
export async function gatherEntries<File>(given: readonly Entry<File>[], signal: AbortSignal): Promise<Gathered<File>> {
  const found: Named<Entry<File>>[] = [];
  const skipped: Skipped[] = [];
  // A list of what is left to look at and no recursion: folders may be nested as deep as the machine allows.
  const waiting = given.slice(0, MOST_ENTRIES).map((entry) => ({ path: entry.name, entry }));
  let room = MOST_ENTRIES - waiting.length;
  let isCut = given.length > MOST_ENTRIES;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, entry } = next;
    if (entry.isFile) {
      found.push({ path, file: entry });
      continue;
    }
    // What is in a hidden folder (`.git`) is not looked at.
    if (isHidden(entry.name)) {
      skipped.push({ path: `${path}/`, why: 'hidden' });
      continue;
    }
    const inside = await entriesOf(entry, room, signal);
    if (inside === undefined) skipped.push({ path: `${path}/`, why: 'unreadable' });
    else if (inside.length === 0) skipped.push({ path: `${path}/`, why: 'empty' });
    else {
      isCut ||= inside.length > room;
      const some = inside.slice(0, room);
      room -= some.length;
      waiting.push(...some.map((entry) => ({ path: `${path}/${entry.name}`, entry })));
    }
  }
  const { files, beyond, skipped: others } = sorted(found);
  const opened = await Promise.all(files.map(async ({ path, file }) => ({ path, file: await fileOf(file) })));
  signal.throwIfAborted();
  return {
    files: opened.flatMap(({ path, file }) => (file === undefined ? [] : [{ path, file }])),
    beyond,
    skipped: byPath([
      ...[...skipped, ...others],
      ...opened.flatMap(({ path, file }) => (file === undefined ? [{ path, why: 'unreadable' } as const] : [])),
    ]),
    isCut,
  };
}

/**
 * The entries of a folder, or more than `most` of them. A reader gives some at a time, and none at the end. Undefined where the folder cannot be
 * read.
 */
async function entriesOf<File>(folder: Entry<File>, most: number, signal: AbortSignal): Promise<Entry<File>[] | undefined> {
  const reader = folder.createReader?.();
  if (!reader) return undefined;
  const all: Entry<File>[] = [];
  while (all.length <= most) {
    signal.throwIfAborted();
    const some = await new Promise<Entry<File>[] | undefined>((resolve) => reader.readEntries(resolve, () => resolve(undefined)));
    if (some === undefined) return undefined;
    if (some.length === 0) break;
    all.push(...some);
  }
  return all;
}

/** Undefined where the file is gone, or may not be read. */
const fileOf = <File>(entry: Entry<File>): Promise<File | undefined> =>
  new Promise((resolve) => {
    if (entry.file) entry.file(resolve, () => resolve(undefined));
    else resolve(undefined);
  });

const isHidden = (name: string): boolean => name.startsWith('.');

/** Files of an office that has a document open (`~$marches.xlsx`). Those of LibreOffice are hidden. */
const isTemporary = (name: string): boolean => name.startsWith('~$');

/** Names of other workbooks: they are checked as well, since the check says what to do with them. */
const OTHER_WORKBOOKS = /\.(xls|xlsm|xlsb|numbers)$/i;

const isChecked = (name: string): boolean => READ_NAMES.test(name) || OTHER_WORKBOOKS.test(name);

/** Separates the files to check from the others, in the order of their paths. */
function sorted<File>(found: readonly Named<File>[]): Pick<Gathered<File>, 'files' | 'beyond' | 'skipped'> {
  const packages = new Set(
    found
      .map(({ path }) => path)
      .filter((path) => nameIn(path) === DESCRIPTOR)
      .map(folderOf),
  );
  // A hidden folder is named once.
  const hidden = new Set<string>();
  const skipped: Skipped[] = [];
  const files: Named<File>[] = [];
  for (const named of found) {
    const { path } = named;
    const name = nameIn(path);
    const part = hiddenPart(path);
    if (part !== undefined) hidden.add(part);
    else if (isTemporary(name)) hidden.add(path);
    else if (!isChecked(name)) skipped.push({ path, why: 'extension' });
    else if (packages.has(folderOf(path)) && /\.(csv|json)$/i.test(name)) skipped.push({ path, why: 'package' });
    else files.push(named);
  }
  const inOrder = byPath(files);
  return {
    files: inOrder.slice(0, MOST_FILES),
    beyond: inOrder.slice(MOST_FILES).map(({ path }) => path),
    skipped: byPath([...skipped, ...[...hidden].map((path) => ({ path, why: 'hidden' }) as const)]),
  };
}

const nameIn = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** The path up to its first hidden part; that of a folder ends with a slash. */
function hiddenPart(path: string): string | undefined {
  const start = path.search(/(?<=^|\/)\./);
  if (start < 0) return undefined;
  const end = path.indexOf('/', start);
  return end < 0 ? path : path.slice(0, end + 1);
}

/** As a person sorts names: `2` before `10`. */
const { compare } = new Intl.Collator('fr', { numeric: true });

const byPath = <T extends { path: string }>(all: readonly T[]): T[] =>
  all.toSorted((one, other) => compare(one.path, other.path));
