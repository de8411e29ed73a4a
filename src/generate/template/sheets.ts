/** The sheets of the template that hold contracts, and the hidden one that holds the lists of their drop-downs. */
import type { RecordKind } from '../../model/kinds.ts';
import { columnsOf, onlyList, type Place } from '../../model/sheet.ts';
import { columnLetters } from '../../model/spreadsheet.ts';
import type { Branch, Leaf, Node } from '../../model/tree.ts';
import { SHEET_NAMES, widthOf } from '../../write/sheet/table.ts';
import type { Cell, DropDown, Sheet } from '../../write/xlsx/types.ts';
import { countOf } from './counts.ts';
import { helpText } from './help.ts';

/** Drop-downs reach from the row below the help to here. */
const FIRST_ROW = 3;
const LAST_ROW = 1000;

const LISTS_SHEET = 'Listes';

/** Codes by the name of their codelist. */
export type Lists = ReadonlyMap<string, readonly string[]>;

/** The columns of a kind in the template. */
export function templateColumns(tree: Branch): Place[] {
  const values = new Set(valueLists(tree, ''));
  return columnsOf(tree, (list) => countOf(list, values.has(list)));
}

/** The names (without numbers) of the lists whose items are mere values. */
function valueLists(node: Node, name: string): string[] {
  if (node.kind === 'leaf') return [];
  if (node.kind === 'list') return node.item.kind === 'leaf' ? [name] : valueLists(node.item, name);
  if (name !== '' && onlyList(node)) return [name];
  return node.members.flatMap((member) => valueLists(member.node, name === '' ? member.name : `${name}.${member.name}`));
}

/** The codes of every column with a codelist; a list that two kinds share stands once. */
export function listsOf(columns: readonly Place[]): Lists {
  const lists = new Map<string, string[]>();
  for (const { leaf } of columns) if (leaf.codelist !== undefined) lists.set(leaf.codelist, codesOf(leaf));
  return lists;
}

const codesOf = ({ schema }: Leaf): string[] => (schema.enum ?? []).filter((code) => typeof code === 'string');

export function listsSheet(lists: Lists): Sheet {
  const names = [...lists.keys()];
  const longest = Math.max(...[...lists.values()].map((codes) => codes.length));
  const rows = Array.from({ length: longest }, (_, row) => names.map((name) => lists.get(name)?.[row]));
  return { name: LISTS_SHEET, hidden: true, widths: names.map(() => 40), rows: [names.map(listHeader), ...rows] };
}

/** Some codelists have the name of a column: a header of that name would make the sheet one of contracts. */
const listHeader = (name: string): Cell => ({ text: `Liste : ${name}`, look: 'header' });

export function contractSheet(kind: RecordKind, columns: readonly Place[], lists: Lists): Sheet {
  return {
    name: SHEET_NAMES[kind],
    frozen: 1,
    widths: columns.map(({ name }) => widthOf(name)),
    rows: [
      columns.map(({ name, required }): Cell => ({ text: name, look: required ? 'required-header' : 'header' })),
      columns.map((place): Cell => ({ text: helpText(place), look: 'help' })),
    ],
    dropDowns: columns.flatMap((place, i) => dropDown(place, i + 1, lists)),
  };
}

function dropDown({ leaf }: Place, column: number, lists: Lists): DropDown[] {
  const formula = leaf.type === 'boolean' ? '"oui,non"' : rangeOf(leaf.codelist, lists);
  return formula === undefined ? [] : [{ column, from: FIRST_ROW, to: LAST_ROW, formula }];
}

function rangeOf(codelist: string | undefined, lists: Lists): string | undefined {
  const codes = codelist === undefined ? undefined : lists.get(codelist);
  if (codelist === undefined || !codes) return undefined;
  const letters = columnLetters([...lists.keys()].indexOf(codelist));
  return `${LISTS_SHEET}!$${letters}$2:$${letters}$${codes.length + 1}`;
}
