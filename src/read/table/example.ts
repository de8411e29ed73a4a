/** Recognises the example row of the template, and what is left of it in a contract. */
import { fromCellText } from '../../model/cell-text.ts';
import { exampleRow, marksExample } from '../../model/example-row.ts';
import type { Branch } from '../../model/tree.ts';
import type { Filled } from './row.ts';

/**
 * Whether the row is the example row as it was made, in whatever form a spreadsheet kept its values. `names`: those of the columns of the table. A column that was renamed or
 * removed takes its value out of the row, and makes no contract of it.
 */
export function isExample(filled: readonly Filled[], tree: Branch, names: Iterable<string>): boolean {
  const example = exampleRow(tree);
  if (leftOfExample(filled, tree).length === 0 || !filled.every((cell) => isOf(cell, example))) return false;
  return filled.length === new Set([...names].filter((name) => example.has(name))).size;
}

/** The cells that still say that the row is an example. */
export const leftOfExample = (filled: readonly Filled[], tree: Branch): Filled[] =>
  filled.filter((cell) => marksExample(cell.place.name) && isOf(cell, exampleRow(tree)));

function isOf({ place, value }: Filled, example: ReadonlyMap<string, string>): boolean {
  const text = example.get(place.name);
  return text !== undefined && fromCellText(place.leaf, text) === value;
}
