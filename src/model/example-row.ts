/** The row of the template that shows how to fill it in: no contract, and known as such to whoever reads the table. */
import { toCellText } from './cell-text.ts';
import { columnsOf, type Place } from './sheet.ts';
import type { Branch } from './tree.ts';

/** Begins the texts of the row that nobody could take for those of a contract. */
const MARK = 'EXEMPLE';

/** Columns of free text, which say that the row is an example. */
const MARKED = new Map<string, (text: string) => string>([
  ['id', () => MARK],
  ['objet', (text) => `${MARK} : ${text}`],
]);

/** Values that a contract need not have, but that the rules ask for beside those of the row. */
const ALSO = new Set(['tauxAvance']);

const rows = new WeakMap<Branch, ReadonlyMap<string, string>>();

/** The texts of the row by name of column: an example of each value that a contract must have. */
export function exampleRow(tree: Branch): ReadonlyMap<string, string> {
  let row = rows.get(tree);
  if (!row) {
    const texts = columnsOf(tree, () => 1).flatMap((place): [string, string][] => {
      const text = place.required || ALSO.has(place.name) ? exampleText(place) : undefined;
      return text === undefined ? [] : [[place.name, MARKED.get(place.name)?.(text) ?? text]];
    });
    row = new Map(texts);
    rows.set(tree, row);
  }
  return row;
}

/** Whether the text of the row in this column says that it is an example. */
export const marksExample = (name: string): boolean => MARKED.has(name);

/** The first example of its field that the column could hold, as it is typed. */
export function exampleText({ leaf, member }: Place): string | undefined {
  for (const example of member?.field?.examples ?? []) {
    const value: unknown = Array.isArray(example) ? example[0] : example;
    const text = toCellText(leaf, value);
    if (text !== undefined) return text;
  }
  return undefined;
}
