/** The single sheet for small buyers, empty: a CSV file for each kind of contract, and workbooks (XLSX, ODS) with drop-down lists for both. */
import { treesOf, type Branch, type Leaf, type Node } from '../model/tree.ts';
import type { Model } from '../model/types.ts';
import { csvText } from '../write/sheet/csv.ts';
import { SHEET_NAMES, widthOf } from '../write/sheet/table.ts';
import { openDocument } from '../write/ods/document.ts';
import { workbook } from '../write/xlsx/workbook.ts';
import type { BinaryFile, GeneratedFile } from './types.ts';
import type { Cell, DropDown, Sheet } from '../write/sheet/types.ts';
import type { RecordKind } from '../model/kinds.ts';
import { columnsOf, onlyList, type Place } from '../model/sheet.ts';
import { toCellText, columnLetters } from '../model/cell-text.ts';

export function template(model: Model): (GeneratedFile | BinaryFile)[] {
  const trees = treesOf(model);
  const marches = templateColumns(trees.marche);
  const concessions = templateColumns(trees['contrat-concession']);
  const lists = listsOf([...marches, ...concessions]);
  const sheets = [
    contractSheet('marche', marches, lists),
    contractSheet('contrat-concession', concessions, lists),
    { name: "Mode d'emploi", widths: [110], rows: instructionRows(model.version) },
    listsSheet(lists),
  ];
  return [
    { path: 'modele-marches.csv', text: csvText([marches.map(({ name }) => name), marches.map(helpText)]) },
    { path: 'modele-concessions.csv', text: csvText([concessions.map(({ name }) => name), concessions.map(helpText)]) },
    { path: 'modele-decp.xlsx', bytes: workbook(sheets) },
    { path: 'modele-decp.ods', bytes: openDocument(sheets) },
  ];
}

/** The sheet « Mode d'emploi » of the template. */
const PARAGRAPHS = [
  'Une ligne par contrat : les marchés dans la feuille « Marchés », les contrats de concession dans la feuille « Concessions », à partir de la troisième ligne.',
  'Ne modifiez pas la première ligne : elle nomme chaque donnée comme le fait le format JSON. La deuxième ligne explique chaque colonne ; elle peut rester ou être supprimée.',
  'Les colonnes obligatoires ont un titre bordeaux, les autres un titre gris. Une case vide veut dire que la donnée est absente.',
  "Choisissez dans les listes déroulantes : le texte doit être exactement celui de la liste. Les cases sont au format « Texte », pour qu'un SIRET garde ses zéros ; collez des valeurs, sans la mise en forme d'origine.",
  'Dates : 2024-12-31 ou 31/12/2024. Nombres : 1250,5 ou 1 250,50, sans symbole ni point de milliers. Un point ou une virgule suivi de trois chiffres exactement (1,234) est refusé, car on le lit de deux façons : écrivez 1234 ou 1,2340. Oui ou non : oui, non.',
  'Pour un titulaire, un acte ou une modification de plus, copiez les colonnes et augmentez le numéro : titulaires.4.typeIdentifiant, titulaires.4.id, modifications.2.id. Remplissez les numéros dans leur ordre.',
  "Un texte qui commence par = + - ou @ s'écrit avec une apostrophe devant ('), pour que le tableur n'en fasse pas une formule ; elle est retirée à la lecture.",
  "Une feuille sans contrat peut rester telle quelle. N'ajoutez pas d'autre feuille : une feuille remplie sans noms de colonnes connus est une erreur.",
  'Enregistrez au format XLSX, ODS, ou CSV (UTF-8, séparateur point-virgule), puis contrôlez : decp validate fichier.xlsx',
];

/** The rows of the sheet. `version` is the version of the standard that the columns are those of. */
const instructionRows = (version: string): Cell[][] => [
  [{ text: "Données essentielles de la commande publique : mode d'emploi", look: 'title' }],
  ...[`Modèle généré depuis le schéma, version « ${version} ». Ne pas modifier la structure.`, ...PARAGRAPHS].map(
    (text): Cell[] => [{ text, look: 'prose' }],
  ),
];

// The sheets of the template that hold contracts, and the hidden one that holds the lists of their drop-downs.

/** Drop-downs reach from the row below the help to here. */
const FIRST_ROW = 3;
const LAST_ROW = 1000;

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
function listsOf(columns: readonly Place[]): Lists {
  const lists = new Map<string, string[]>();
  for (const { leaf } of columns) if (leaf.codelist !== undefined) lists.set(leaf.codelist, codesOf(leaf));
  return lists;
}

const codesOf = ({ schema }: Leaf): string[] => (schema.enum ?? []).filter((code) => typeof code === 'string');

function listsSheet(lists: Lists): Sheet {
  const names = [...lists.keys()];
  const longest = Math.max(...[...lists.values()].map((codes) => codes.length));
  const rows = Array.from({ length: longest }, (_, row) => names.map((name) => lists.get(name)?.[row]));
  return { name: LISTS_SHEET, hidden: true, widths: names.map(() => 40), rows: [names.map(listHeader), ...rows] };
}

/** Some codelists have the name of a column: a header of that name would make the sheet one of contracts. */
const listHeader = (name: string): Cell => ({ text: `Liste : ${name}`, look: 'header' });

function contractSheet(kind: RecordKind, columns: readonly Place[], lists: Lists): Sheet {
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
  const example = exampleOf(place);
  return [
    `${START} ${field?.title.fr ?? place.name}.`,
    `${obligation(place)}.`,
    firstSentence(field?.description.fr ?? ''),
    `${rule(place.leaf)}.`,
    ...(unit === undefined || place.leaf.isDate ? [] : [`Unité : ${unit}.`]),
    ...(example === undefined ? [] : [`Exemple : ${example}`]),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function obligation({ name, required, member }: Place): string {
  if (required) return 'Obligatoire';
  const block = /^.*\.[0-9]+(?=\.)/.exec(name)?.[0];
  return block !== undefined && member?.required === true ? `Obligatoire si « ${block} » est rempli` : 'Facultatif';
}

/** The descriptions speak of JSON where the notation matters; a cell has another. */
const firstSentence = (description: string): string =>
  (/^.*?[.!?](?= |$)/s.exec(description)?.[0] ?? description)
    .replace(/, (?:dans une chaîne entre guillemets[^.,;]*|en texte)(?=[.,; ])/g, '')
    .replaceAll('`true`', '« oui »')
    .replaceAll('`false`', '« non »')
    .replace(/`([^`]+)`/g, '« $1 »');

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

/** The first example that the column could hold, as it is typed. */
function exampleOf({ leaf, member }: Place): string | undefined {
  for (const example of member?.field?.examples ?? []) {
    const value: unknown = Array.isArray(example) ? example[0] : example;
    const text = toCellText(leaf, value);
    if (text !== undefined) return text;
  }
  return undefined;
}
