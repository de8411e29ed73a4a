/** The records of a package whose version is not known yet: their names, by the pointers of the descriptor, with texts. */
import type { RecordKind } from '../../model/kinds.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import { readCsv, type CsvRow } from '../csv-text.ts';
import { decode } from './decode.ts';
import type { PackageFiles, Resource } from './descriptor.ts';

/** The first names of the fields of each record of a kind. */
export function* lightRecords(files: PackageFiles, resource: Resource | undefined): Generator<unknown, void> {
  const bytes = files.get(resource?.path ?? '');
  if (!resource || !bytes) return;
  const rows = readCsv(decode(bytes).text);
  const header = rows.next();
  if (header.done) return;
  const names = header.value.cells.map((name = '') => tokens(resource.pointers.get(name) ?? '')[0]);
  for (const { cells } of rows) yield namesOf(names, cells);
}

const namesOf = (names: (string | undefined)[], cells: CsvRow['cells']): unknown =>
  Object.fromEntries(names.flatMap((name, i) => (name === undefined || cells[i] === undefined ? [] : [[name, cells[i]]])));

/** The tables of records, which every version names alike. */
export const RECORD_RESOURCES: Readonly<Record<RecordKind, string>> = {
  marche: 'marches',
  'contrat-concession': 'contrats_concession',
};
