/** Which database a command opens. None is made by accident beside the one that a folder belongs to. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { addressOf } from './postgres.node.ts';

/**
 * Where a PGlite may be made that is not there yet: `asked`, anywhere, since the command is there to make one; `archive`, in a folder that has an archive as well, from which it is to be made
 * again; `empty`, in a folder without anything of a federation; `none`.
 */
export type Making = 'asked' | 'archive' | 'empty' | 'none';

/** The file of a folder whose database is on PostgreSQL; in it, the address without password. */
const MARK = 'postgres';

/** What a person writes before there is a federation. */
const SETTINGS = new Set(['sources', 'national.yaml', 'ocds.yaml', 'budgets.yaml']);

/**
 * Returns where the database of a folder is, as it may be shown. Throws a Failure where no address of a PostgreSQL is given and the folder is
 * so marked, or where a PGlite would have to be made that nobody asked for.
 */
export async function chooseStore({
  home,
  databaseUrl,
  making,
  onlyReads,
}: {
  home: string;
  databaseUrl: string | undefined;
  making: Making;
  onlyReads: boolean;
}): Promise<string> {
  if (databaseUrl !== undefined && databaseUrl !== '') return addressOf({ connectionString: databaseUrl });
  const names = await namesIn(home);
  if (names.includes(MARK)) {
    const file = join(home, MARK);
    const address = (await readFile(file, 'utf8')).trim();
    throw new Failure(textsOf(FEDERATION_RUN, (say) => say['store.elsewhere']({ home, address, file })));
  }
  // Its lock stands beside it before it is made.
  if (!names.some((name) => name.startsWith('pglite'))) {
    // Whoever only reads makes nothing: a folder that is not there is a mistake in its name.
    if (onlyReads) throw new Failure(textsOf(FEDERATION_RUN, (say) => say['nothing-to-read']({ folder: home })));
    if (!mayMake(making, names)) throw new Failure(textsOf(FEDERATION_RUN, (say) => say['store.none']({ home })));
  }
  return `PGlite, ${join(home, 'pglite')}`;
}

function mayMake(making: Making, names: readonly string[]): boolean {
  if (making === 'asked') return true;
  if (making === 'archive' && names.includes('archive')) return true;
  return making !== 'none' && names.every((name) => SETTINGS.has(name));
}

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });

/** Marks a folder whose database is on PostgreSQL, once that was opened. A folder in which only some folders can be written, as in a container, stays without a mark. */
export async function markPostgres(home: string, address: string): Promise<void> {
  await writeFile(join(home, MARK), `${address}\n`, { flag: 'wx' }).catch((error: unknown) => {
    if (!UNMARKED.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  });
}

/** It is there already; the folder cannot be written. */
const UNMARKED = new Set(['EEXIST', 'EROFS', 'EACCES', 'EPERM']);
