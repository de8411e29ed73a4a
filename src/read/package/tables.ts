/** Reads the tables of a package, and leaves out the rows that belong to nothing. */
import type { Table, TableLayout } from '../../model/tables.ts';
import type { Descriptor, PackageFiles } from './descriptor.ts';
import { PACKAGE_LIMITS } from './limits.ts';
import { rowPosition } from './place.ts';
import type { Tables } from './record.ts';
import { keyOf, loadTable, unreadTable, type Load, type Loaded } from './table.ts';
import { noteInto, type Note, type Tally, type Trouble } from './trouble.ts';

/** The findings to come on the tables. */
export type Told = { troubles: Trouble[]; tally: Tally };

export function loadTables(
  files: PackageFiles,
  { resources }: Descriptor,
  layout: TableLayout,
  { troubles, tally }: Told,
): Tables {
  const tables = new Map<Table, Loaded>();
  const byName = new Map<string, Loaded>();
  const budget = { rows: PACKAGE_LIMITS.rows };
  let base = 0;
  for (const table of layout.tables) {
    const note = noteInto(troubles, table.kind, tally);
    const path = resources.get(table.name)?.path;
    const loaded = loadFile(table, path, files, { base, budget, note });
    const parent = table.parent && byName.get(table.parent.table);
    if (parent) dropOrphans(loaded, parent, note);
    tables.set(table, loaded);
    byName.set(table.name, loaded);
    base += files.get(path ?? '')?.byteLength ?? 0;
  }
  const unknown = [...resources.keys()].filter((name) => !byName.has(name));
  for (const table of unknown) noteInto(troubles, 'marche', tally)('package.unknown-table', { table });
  return tables;
}

function loadFile(table: Table, path: string | undefined, files: PackageFiles, load: Load): Loaded {
  const bytes = path === undefined ? undefined : files.get(path);
  if (path !== undefined && bytes) return loadTable(table, path, bytes, load);
  const { note } = load;
  if (path === undefined) note('package.missing-table', { table: table.name });
  else note('package.missing-file', { table: table.name, file: path });
  return unreadTable(table, path ?? '');
}

/** Where the parent could not be read at all, that was said once, and not for each row below it. */
function dropOrphans({ table, file, groups }: Loaded, parent: Loaded, note: Note): void {
  const keys = new Set([...parent.groups.values()].flatMap((rows) => rows.map((row) => keyOf(row.keys))));
  for (const [key, rows] of groups) {
    if (keys.has(key)) continue;
    groups.delete(key);
    if (!parent.sound) continue;
    for (const row of rows) note('package.orphan', { table: table.name, key, parent: parent.table.name }, rowPosition(file, row));
  }
}
