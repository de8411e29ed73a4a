/**
 * The tables of a version: how its records stand in rows that refer to one another. One table a kind of record, and one a list
 * inside of them. The data package and the SQL of a version are both made from this, so that they name and key things alike.
 * Pointers are JSON Pointers from the record, with `*` for the place in a list.
 */
import { RECORD_KINDS, type RecordKind } from './kinds.ts';
import { child } from '../../packages/base/src/pointer.ts';
import { treesOf, type Branch, type Leaf, type List, type Member, type Node } from './tree.ts';
import type { Field, Model } from './types.ts';
import type { Texts } from '../../packages/base/src/language.ts';
import { textsOf } from '../../packages/base/src/texts.ts';
import { MODEL_TABLES } from '../messages/compiled/model-tables.ts';
import { snake, freeName, nameTables } from './table-names.ts';

/** `name` is unique in its table; `required`: a valid record always has it. */
type Common = Described & { name: string; pointer: string; required: boolean };

/** Part of the key of a row: a whole number from 1. The last one is the rank of the row in its list, those before it name the parent. */
type KeyColumn = Common & { role: 'key' };

/** Length of a list that may be absent or empty: 0 is the empty list, nothing is no list. */
type CountColumn = Common & { role: 'count' };

/** A value. `id` is its x-field; `leaf.schema` has its facets and, in `enum`, the codes of `leaf.codelist`. */
type ValueColumn = Common & { role: 'value'; leaf: Leaf; id: string | undefined; field: Field | undefined };

export type Column = KeyColumn | CountColumn | ValueColumn;

/** How what a row holds is put together again: by ranks of columns (from 0) and tables of lists. */
export type Part =
  | { kind: 'leaf'; column: number; leaf: Leaf }
  | { kind: 'object'; members: { name: string; part: Part }[] }
  | { kind: 'list'; table: Table; envelope?: string; count?: number };

export type Table = Described & {
  name: string;
  kind: RecordKind;
  /** Of what a row stands for: `''` for a record. */
  pointer: string;
  /** Key columns first. */
  columns: Column[];
  primaryKey: string[];
  /** Absent in the table of a kind of record. `columns[i]` refers to `references[i]` of the parent. */
  parent?: { table: string; columns: string[]; references: string[] };
  /** Columns that no two rows share, where the items of a list must differ and one row tells a whole item. */
  unique?: string[];
  /** What a row holds: an object (always for a record), or one value for a list of values. */
  content: Part;
};

/** Tables stand after those that they refer to. `records` has the table of each kind. */
export type TableLayout = { version: string; tables: Table[]; records: Record<RecordKind, Table> };

const RECORDS: Record<RecordKind, { table: string; list: string }> = {
  marche: { table: 'marches', list: 'marches-marche' },
  'contrat-concession': { table: 'contrats_concession', list: 'marches-contrat-concession' },
};

const kept = new WeakMap<Model, TableLayout>();

/** The tables of a version; made once for a model. */
export function tablesOf(model: Model): TableLayout {
  let layout = kept.get(model);
  if (!layout) {
    layout = layoutOf(model);
    kept.set(model, layout);
  }
  return layout;
}

/** What is known while the tables of a kind are made. */
type Making = { kind: RecordKind; names: Map<List | Branch, string>; tables: Table[] };

function layoutOf(model: Model): TableLayout {
  const trees = treesOf(model);
  const names = nameTables(RECORD_KINDS.map((kind) => ({ own: RECORDS[kind].table, node: trees[kind] })));
  const tables: Table[] = [];
  const [marche, concession] = RECORD_KINDS.map((kind) =>
    recordTable(trees[kind], { kind, names, tables }, model.fields[RECORDS[kind].list]),
  );
  return { version: model.version, tables, records: { marche, 'contrat-concession': concession } as TableLayout['records'] };
}

function recordTable(node: Branch, making: Making, field: Field | undefined): Table {
  const key: KeyColumn = { role: 'key', name: snake(making.kind), pointer: '', required: true, ...recordNumber(making.kind) };
  return fill(newTable(making, node, '', [key], field), node, making, undefined);
}

function itemTable(list: List, parent: Table, pointer: string, member: Member, making: Making): Table {
  const inherited = parentKeys(parent);
  const rank: KeyColumn = { role: 'key', name: 'rang', pointer, required: true, ...rankInList() };
  const table = newTable(making, list, pointer, [...inherited, rank], member.field);
  table.parent = { table: parent.name, columns: inherited.map(({ name }) => name), references: parent.primaryKey };
  fill(table, list.item, making, member);
  const whole = [...table.columns.filter(({ name }) => name !== 'rang').map(({ name }) => name)];
  if (list.schema.uniqueItems === true && !hasLists(list.item)) table.unique = whole;
  return table;
}

/** The key of a parent as its children hold it: the rank takes the name of what it ranks. */
function parentKeys({ name: table, pointer, columns }: Table): KeyColumn[] {
  const keys = columns.filter((column) => column.role === 'key');
  const rankName = (): string => freeName(snake('rang', lastName(pointer)), (name) => keys.some((key) => key.name === name));
  return keys.map((key) => (key.name === 'rang' ? { ...key, name: rankName(), ...parentRank(table) } : key));
}

const lastName = (pointer: string): string => pointer.split('/').findLast((token) => token !== '*') ?? '';

/** The name of a column more of a table, made of names of the standard. */
const columnNamed = ({ columns }: Table, ...names: string[]): string =>
  freeName(snake(...names), (name) => columns.some((column) => column.name === name));

const hasLists = (node: Node): boolean =>
  node.kind === 'list' || (node.kind === 'object' && node.members.some((member) => hasLists(member.node)));

/** A table that has its key but no content yet; it takes its place before the tables of its lists. */
function newTable(
  { kind, names, tables }: Making,
  node: List | Branch,
  pointer: string,
  keys: KeyColumn[],
  field?: Field,
): Table {
  const primaryKey = keys.map(({ name }) => name);
  const content: Part = { kind: 'object', members: [] };
  const table = { name: names.get(node) ?? '', kind, pointer, ...fieldTexts(field), columns: [...keys], primaryKey, content };
  tables.push(table);
  return table;
}

const fieldTexts = (field: Field | undefined): Described =>
  field ? { title: field.title, description: field.description } : NO_TEXT;

function fill(table: Table, node: Node, making: Making, item: Member | undefined): Table {
  const member: Member = item
    ? { ...item, node, required: true }
    : { name: '', required: true, node, id: undefined, field: undefined };
  table.content = partOf({ member, names: [], pointer: table.pointer, required: true }, table, making);
  return table;
}

/** A member on its way into a table: the names from the row to it, and whether it is always there. */
type Spot = { member: Member; names: string[]; pointer: string; required: boolean };

function partOf(spot: Spot, table: Table, making: Making): Part {
  const { node } = spot.member;
  if (node.kind === 'leaf') return leafPart(spot, node, table);
  if (node.kind === 'list') return listPart(spot, node, table, making);
  const members = node.members.map((member) => ({
    name: member.name,
    part: partOf(
      {
        member,
        names: [...spot.names, member.name],
        pointer: child(spot.pointer, member.name),
        required: spot.required && member.required,
      },
      table,
      making,
    ),
  }));
  return { kind: 'object', members };
}

function leafPart({ member: { id, field, name }, names, pointer, required }: Spot, leaf: Leaf, table: Table): Part {
  const columnName = columnNamed(table, ...(names.length > 0 ? names : [name]));
  const always = required && !leaf.nullable;
  table.columns.push({ role: 'value', name: columnName, pointer, required: always, ...fieldTexts(field), leaf, id, field });
  return { kind: 'leaf', column: table.columns.length - 1, leaf };
}

function listPart({ member, names, pointer, required }: Spot, list: List, table: Table, making: Making): Part {
  const { envelope } = list;
  const counted = (list.schema.minItems ?? 0) < 1;
  const count = table.columns.length;
  const listTable = making.names.get(list) ?? '';
  if (counted) {
    table.columns.push({ role: 'count', name: columnNamed(table, 'nombre', ...names), pointer, required, ...countOf(listTable) });
  }
  const itemPointer = `${pointer}/*${envelope === undefined ? '' : child('', envelope)}`;
  const items = itemTable(list, table, itemPointer, member, making);
  return { kind: 'list', table: items, ...(envelope !== undefined && { envelope }), ...(counted && { count }) };
}

/** What is said of the columns that a table adds to the values of the standard. */
type Described = { title: Texts; description: Texts };

const recordNumber = (kind: RecordKind): Described => ({
  title: textsOf(MODEL_TABLES, (say) => say['record-number'].title({ kind })),
  description: textsOf(MODEL_TABLES, (say) => say['record-number'].description({ kind })),
});

const rankInList = (): Described => ({
  title: textsOf(MODEL_TABLES, (say) => say.rank.title()),
  description: textsOf(MODEL_TABLES, (say) => say.rank.description()),
});

const parentRank = (table: string): Described => ({
  title: textsOf(MODEL_TABLES, (say) => say['parent-rank'].title({ table })),
  description: textsOf(MODEL_TABLES, (say) => say['parent-rank'].description({ table })),
});

const countOf = (table: string): Described => ({
  title: textsOf(MODEL_TABLES, (say) => say.count.title({ table })),
  description: textsOf(MODEL_TABLES, (say) => say.count.description()),
});

const NO_TEXT: Described = { title: { fr: '', en: '' }, description: { fr: '', en: '' } };
