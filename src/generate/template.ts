/** The single sheet for small buyers, empty: a CSV file for each kind of contract, and workbooks (XLSX, ODS) with drop-down lists for both. */
import { treesOf, type Branch, type Leaf, type Node } from '../model/tree.ts';
import type { Model } from '../model/types.ts';
import { csvText } from '../write/sheet/csv.ts';
import { SHEET_NAMES } from '../write/sheet/table.ts';
import { openDocument } from '../write/ods/document.ts';
import { workbook } from '../write/xlsx/workbook.ts';
import type { BinaryFile, GeneratedFile } from './types.ts';
import type { Cell, DropDown, Look, Sheet } from '../write/sheet/types.ts';
import type { RecordKind } from '../model/kinds.ts';
import { columnsOf, onlyList, type Place } from '../model/sheet.ts';
import { columnLetters } from '../model/cell-text.ts';
import { exampleRow, exampleText } from '../model/example-row.ts';
import { helpOf } from '../model/field-help.ts';
import { TEMPLATE } from '../messages/compiled/template.ts';

export function template(model: Model): (GeneratedFile | BinaryFile)[] {
  const marches = tableOf(model, 'marche');
  const concessions = tableOf(model, 'contrat-concession');
  const lists = listsOf([...marches.columns, ...concessions.columns]);
  const sheets = [
    instructionsSheet(model.version),
    contractSheet('marche', marches, lists),
    contractSheet('contrat-concession', concessions, lists),
    listsSheet(lists),
  ];
  return [
    { path: 'modele-marches.csv', text: csvText(marches.texts) },
    { path: 'modele-concessions.csv', text: csvText(concessions.texts) },
    { path: 'modele-decp.xlsx', bytes: workbook(sheets) },
    { path: 'modele-decp.ods', bytes: openDocument(sheets) },
  ];
}

/** The columns of a kind, and the texts of its rows. */
type Table = { columns: readonly Place[]; texts: readonly string[][] };

function tableOf(model: Model, kind: RecordKind): Table {
  const tree = treesOf(model)[kind];
  const columns = templateColumns(tree);
  return { columns, texts: textsOf(columns, tree) };
}

/** The sheet « Mode d'emploi »: numbered, in French with the English beside it. `version` is the version of the standard that the columns are those of. */
function instructionsSheet(version: string): Sheet {
  const { fr, en } = TEMPLATE;
  const steps = Object.keys(fr.step) as (keyof typeof fr.step)[];
  const prose = (...texts: string[]): Cell[] => texts.map((text) => ({ text, look: 'prose' }));
  return {
    name: "Mode d'emploi",
    widths: [5, 60, 60],
    print: { paper: 'A4', landscape: true },
    rows: [
      [undefined, { text: fr.title(), look: 'title' }, { text: en.title(), look: 'title' }],
      prose('', fr.made({ version }), en.made({ version })),
      ...steps.map((step, i) => prose(`${i + 1}.`, fr.step[step](), en.step[step]())),
    ],
  };
}

// The sheets of the template that hold contracts, and the hidden one that holds the lists of their drop-downs.

/** Drop-downs reach from the row below the help, that of the example, to here. */
const FIRST_ROW = 4;
const LAST_ROW = 1000;

/** The rows of titles and technical names, and the columns that say which contract and whose it is. */
const FROZEN = { rows: 2, columns: 2 };

const LISTS_SHEET = 'Listes';

/** Codes by the name of their codelist. */
type Lists = ReadonlyMap<string, readonly string[]>;

/** The columns of a kind in the template. */
function templateColumns(tree: Branch): Place[] {
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

/** The codes of every column with a codelist. A list that both kinds share is included once. */
export function listsOf(columns: readonly Place[]): Lists {
  const lists = new Map<string, string[]>();
  for (const { leaf } of columns) if (leaf.codelist !== undefined) lists.set(leaf.codelist, codesOf(leaf));
  return lists;
}

const codesOf = ({ schema }: Leaf): string[] => (schema.enum ?? []).filter((code) => typeof code === 'string');

/** The hidden sheet of the codes that drop-downs offer. */
export function listsSheet(lists: Lists): Sheet {
  const names = [...lists.keys()];
  const longest = Math.max(...[...lists.values()].map((codes) => codes.length));
  const rows = Array.from({ length: longest }, (_, row) => names.map((name) => lists.get(name)?.[row]));
  return { name: LISTS_SHEET, hidden: true, widths: names.map(() => 40), rows: [names.map(listHeader), ...rows] };
}

/** Some codelists have the name of a column: a header of that name would make the sheet one of contracts. */
const listHeader = (name: string): Cell => ({ text: `Liste : ${name}`, look: 'header' });

/** The rows of the table: the titles of the columns, their technical names, the help, the example. */
function textsOf(columns: readonly Place[], tree: Branch): string[][] {
  const example = exampleRow(tree);
  return [
    columns.map(({ title }) => title),
    columns.map(({ name }) => name),
    columns.map(helpText),
    columns.map(({ name }) => example.get(name) ?? ''),
  ];
}

/** The looks of these rows; that of a title depends on its column. */
const LOOKS: readonly ((place: Place) => Look)[] = [
  ({ required }) => (required ? 'required-header' : 'header'),
  () => 'names',
  () => 'help',
  () => 'example',
];

function contractSheet(kind: RecordKind, { columns, texts }: Table, lists: Lists): Sheet {
  return {
    name: SHEET_NAMES[kind],
    frozen: FROZEN,
    widths: columns.map(widthFor),
    rows: LOOKS.map((lookOf, row) => columns.map((place, i): Cell => ({ text: texts[row]?.[i] ?? '', look: lookOf(place) }))),
    dropDowns: columns.flatMap((place, i) => dropDown(place, i + 1, lists)),
    print: { paper: 'A3', landscape: true, header: FROZEN.rows, headings: true },
  };
}

/** Wide enough for the longest word of the title, and for what the column is to hold. */
function widthFor(place: Place): number {
  const texts = [...codesOf(place.leaf), exampleText(place) ?? ''];
  const longest = Math.max(...texts.map((text) => text.length));
  const word = Math.max(...place.title.split(' ').map((one) => one.length));
  return Math.max(14, word + 2, Math.min(30, longest + 3));
}

/** The drop-down of a column (counted from 1) of codes or of yes and no, in these rows; none for another one. */
export function dropDown({ leaf }: Place, column: number, lists: Lists, rows = { from: FIRST_ROW, to: LAST_ROW }): DropDown[] {
  const formula = leaf.type === 'boolean' ? '"oui,non"' : rangeOf(leaf.codelist, lists);
  return formula === undefined ? [] : [{ column, ...rows, formula }];
}

function rangeOf(codelist: string | undefined, lists: Lists): string | undefined {
  const codes = codelist === undefined ? undefined : lists.get(codelist);
  if (codelist === undefined || !codes) return undefined;
  const letters = columnLetters([...lists.keys()].indexOf(codelist));
  return `${LISTS_SHEET}!$${letters}$2:$${letters}$${codes.length + 1}`;
}

/** How many items of each list have columns in the template. The reader takes any number: a column is copied and its number raised. */

type Count = { count: number; why: string };

const USUAL: Count = { count: 1, why: 'most contracts have none or one, and columns nobody fills hide the others' };

/** Lists of mere values (techniques, types of price): several codes may apply, and a column more is cheap. */
const VALUES: Count = { count: 3, why: 'more than three codes of one list are rare' };

const COUNTS = new Map<string, Count>([
  ['titulaires', { count: 3, why: 'groupings are common' }],
  ['concessionnaires', { count: 3, why: 'groupings are common' }],
  ['donneesExecution.tarifs', { count: 2, why: 'a concession has a normal fare and a reduced one' }],
]);

/** The number of items of a list, named without numbers (`modifications.titulaires`). `holdsValues`: its items are no blocks. */
const countOf = (list: string, holdsValues: boolean): number => (COUNTS.get(list) ?? (holdsValues ? VALUES : USUAL)).count;

// The cell that explains a column, in French: its title, whether it must be filled, what to put, the unit and an example.

/** Every cell of the row begins so: the reader knows the row by it. */
const START = 'Aide :';

function helpText(place: Place): string {
  const field = place.member?.field;
  const unit = field?.unit?.fr;
  const example = exampleText(place);
  return [
    `${START} ${field?.title.fr ?? place.name}.`,
    `${obligation(place)}.`,
    helpOf(field?.description.fr ?? '', 'fr'),
    `${rule(place.leaf)}.`,
    ...(unit === undefined || place.leaf.isDate ? [] : [`Unité : ${unit}.`]),
    ...(example === undefined ? [] : [`Exemple : ${example}`]),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function obligation({ title, required, member }: Place): string {
  if (required) return 'Obligatoire';
  const block = /^.*(?= – )/.exec(title)?.[0];
  return block !== undefined && member?.required === true ? `Obligatoire si « ${block} » est rempli` : 'Facultatif';
}

/** With more codes than this a cell would be unreadable, so the list is named instead. */
const FEW_CODES = 8;

function rule({ isDate, type, schema, codelist }: Leaf): string {
  if (isDate) return 'AAAA-MM-JJ ou JJ/MM/AAAA';
  if (type === 'boolean') return 'oui ou non';
  if (type === 'integer') return 'Nombre entier';
  if (type === 'number') return 'Nombre, avec une virgule décimale et sans symbole';
  const codes = schema.enum?.filter((code) => typeof code === 'string');
  if (!codes) return 'Texte';
  if (codes.length <= FEW_CODES) return `Une de ces valeurs : ${codes.map((code) => `« ${code} »`).join(', ')}`;
  return codelist === undefined ? 'Une valeur de la liste' : `Une valeur de la liste « ${codelist} »`;
}
