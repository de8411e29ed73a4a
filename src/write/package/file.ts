/** Writes a whole file as a data package, in memory. Large files are written record by record with `rowsOf`. */
import { child } from '../../../packages/base/src/pointer.ts';
import { tablesOf } from '../../model/tables.ts';
import type { Model } from '../../model/types.ts';
import { lostAround } from '../around.ts';
import type { Lost } from '../lost.ts';
import { descriptorText, pathOf, rootOf, headerOf } from './descriptor.ts';
import { rowsOf } from './rows.ts';
import { DESCRIPTOR } from '../../model/table-cells.ts';

/** `files`: contents by file name, the tables, then the descriptor. `lost`: what they cannot carry, with JSON Pointers from the root of the file. */
export type Package = { files: Map<string, string>; lost: Lost[] };

export function packageOf(file: unknown, model: Model): Package {
  const layout = tablesOf(model);
  const root = rootOf(file);
  const lost = lostAround(file, 'package', model);
  const texts = new Map(layout.tables.map((table) => [table.name, [headerOf(table)]]));
  for (const kind of root.lists) {
    const list = (file as { marches: Record<string, unknown[]> }).marches[kind] ?? [];
    for (const [i, record] of list.entries()) {
      const { rows, lost: inside } = rowsOf(kind, record, i + 1, layout);
      for (const [name, lines] of rows) texts.get(name)?.push(lines);
      for (const one of inside) lost.push({ ...one, path: `${child(`/marches/${kind}`, i)}${one.path}` });
    }
  }
  const files = new Map(layout.tables.map((table) => [pathOf(table), (texts.get(table.name) ?? []).join('')]));
  return { files: files.set(DESCRIPTOR, descriptorText(layout, root)), lost };
}
