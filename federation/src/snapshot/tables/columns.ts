/** The columns of the flat tables: one row a contract, with the lists of a contract as JSON in one cell. */
import { child } from '../../../../packages/base/src/pointer.ts';
import { isObject } from '../../../../packages/base/src/json.ts';
import { RECORD_KINDS, type RecordKind } from '../../../../src/model/kinds.ts';
import { onlyList } from '../../../../src/model/sheet.ts';
import { type Branch, type Leaf, type Node, treesOf } from '../../../../src/model/tree.ts';
import type { Model } from '../../../../src/model/types.ts';
import { civilDay } from '../../civil-day.ts';
import { isOld } from '../../judge/key.ts';
import { departmentOf } from '../../territory/department.ts';
import type { ContractLine } from '../contract.ts';

/** `json`: any value as JSON text, lists without their envelopes (`[{"typeIdentifiant":…,"id":…}]`). */
export type ColumnType = 'text' | 'date' | 'number' | 'integer' | 'boolean' | 'json';

export type Column = { name: string; type: ColumnType };

/** Null where the contract has no such value, or null. Dates as AAAA-MM-JJ. */
export type Cell = string | number | boolean | null;

type Fact = Column & { of: (contract: ContractLine) => Cell };

/** Columns before those of the standard. */
const FACTS: readonly Fact[] = [
  { name: 'cle', type: 'text', of: ({ key }) => key },
  { name: 'contrat', type: 'text', of: ({ kind }) => kind },
  { name: 'standard', type: 'text', of: ({ standard }) => standard },
  { name: 'annee', type: 'integer', of: ({ year }) => year },
  { name: 'departement', type: 'text', of: ({ body }) => departmentOf(body['lieuExecution']) ?? null },
  { name: 'enregistrement', type: 'text', of: ({ record }) => record },
  { name: 'sources', type: 'json', of: ({ sources }) => JSON.stringify(sources) },
  { name: 'premierePublication', type: 'date', of: ({ firstPublished }) => firstPublished },
  { name: 'dernierePublication', type: 'date', of: ({ lastPublished }) => lastPublished },
  { name: 'reunis', type: 'json', of: ({ united }) => jsonList(united) },
  { name: 'conflits', type: 'json', of: ({ conflicts }) => jsonList(conflicts) },
  { name: 'refus', type: 'json', of: ({ refused }) => refused && JSON.stringify(refused) },
  { name: 'reserves', type: 'json', of: ({ reserves }) => jsonList(reserves) },
];

const jsonList = (list: readonly unknown[]): Cell => (list.length > 0 ? JSON.stringify(list) : null);

/** The column after them: what no other can hold as it is written, by its JSON Pointer in the record. */
const REST: Column = { name: 'autres', type: 'json' };

/** The tables, as data that another thread can be given. */
export type TableLayout = {
  columns: readonly Column[];
  /** Where the members of a body go, by the version of the standard. */
  plans: ReadonlyMap<string, Record<RecordKind, Plan>>;
  /** The ranks of the columns that contracts of 2.x may fill, and those of 1.x. */
  recent: readonly number[];
  old: readonly number[];
};

/** The columns of contracts of these versions. The same versions always have the same columns, whatever the contracts. */
export function layoutOf(models: readonly Model[]): TableLayout {
  const types = new Map<string, ColumnType>();
  const namesOf = new Map<string, ReadonlySet<string>>();
  // The newest version decides the order.
  for (const model of models.toReversed()) {
    const own = new Map<string, ColumnType>();
    for (const kind of RECORD_KINDS) columnsIn(treesOf(model)[kind], '', own);
    for (const [name, type] of own) types.set(name, shared(types.get(name), type));
    namesOf.set(model.version, new Set(own.keys()));
  }
  const columns: Column[] = [...FACTS, ...[...types].map(([name, type]) => ({ name, type })), REST].map(({ name, type }) => ({
    name,
    type,
  }));
  const at = new Map(columns.map(({ name }, rank) => [name, rank]));
  if (at.size < columns.length) throw new Error('two columns of the flat tables have one name');
  const plan = (model: Model, kind: RecordKind): Plan => planOf(treesOf(model)[kind], '', at, columns);
  const ranks = (isOf: (version: string) => boolean): number[] => {
    const names = new Set([...FACTS, REST].map(({ name }) => name));
    for (const [version, own] of namesOf) if (isOf(version)) for (const name of own) names.add(name);
    return [...columns.keys()].filter((rank) => names.has((columns[rank] as Column).name));
  };
  return {
    columns,
    plans: new Map(
      models.map((model) => [
        model.version,
        { marche: plan(model, 'marche'), 'contrat-concession': plan(model, 'contrat-concession') },
      ]),
    ),
    recent: ranks((version) => !isOld(version)),
    old: ranks(isOld),
  };
}

/** The cells of a contract, in the order of the columns. */
export function rowOf({ columns, plans }: TableLayout, contract: ContractLine): readonly Cell[] {
  const { key, kind, standard } = contract;
  const cells = FACTS.map(({ of }) => of(contract));
  while (cells.length < columns.length) cells.push(null);
  const plan = plans.get(standard)?.[kind];
  if (!plan) throw new Error(`contract ${key}: the table has no columns for version ${standard}`);
  const rest: [string, unknown][] = [];
  fill(plan, contract.body, '', cells, rest);
  if (rest.length > 0) cells[cells.length - 1] = jsonText(Object.fromEntries(rest));
  return cells;
}

/** Where the members of an object go, by name: into a column, or, of an object, into those of its members. */
type Plan = ReadonlyMap<string, Place>;
type Place = { column: number; type: ColumnType; form: Form } | { block: Plan };

/** An object whose members have columns of their own. One that is there for its only list has a column itself. */
const isBlock = (node: Node): node is Branch => node.kind === 'object' && !onlyList(node);

function planOf(branch: Branch, prefix: string, at: ReadonlyMap<string, number>, columns: readonly Column[]): Plan {
  return new Map(
    branch.members.map(({ name, node }): [string, Place] => {
      if (isBlock(node)) return [name, { block: planOf(node, `${prefix}${name}.`, at, columns) }];
      const column = at.get(prefix + name) as number;
      return [name, { column, type: (columns[column] as Column).type, form: formOf(node) }];
    }),
  );
}

/** `rest` takes what no column holds, by its pointer. */
function fill(plan: Plan, value: Record<string, unknown>, pointer: string, cells: Cell[], rest: [string, unknown][]): void {
  for (const name of Object.keys(value)) {
    const inner = value[name];
    if (inner === null) continue;
    const place = plan.get(name);
    if (place && 'block' in place && isObject(inner)) {
      fill(place.block, inner, child(pointer, name), cells, rest);
      continue;
    }
    const target = place && 'column' in place ? place : undefined;
    const cell = target && cellOf(target.type, target.form, inner);
    if (target && cell !== undefined) cells[target.column] = cell;
    // Of a date with a time or a zone the column has the day alone.
    if (cell === undefined || (target?.type === 'date' && cell !== inner)) rest.push([child(pointer, name), inner]);
  }
}

/** The columns of a record by name. Versions that differ about a type share a column of JSON. */
function columnsIn(branch: Branch, prefix: string, found: Map<string, ColumnType>): void {
  for (const { name, node } of branch.members) {
    const path = prefix + name;
    if (isBlock(node)) columnsIn(node, `${path}.`, found);
    else found.set(path, shared(found.get(path), node.kind === 'leaf' ? leafType(node) : 'json'));
  }
}

function leafType({ type, isDate }: Leaf): ColumnType {
  if (type === 'string') return isDate ? 'date' : 'text';
  return type;
}

function shared(one: ColumnType | undefined, other: ColumnType): ColumnType {
  if (one === undefined || one === other) return other;
  const both = new Set([one, other]);
  if (both.has('number') && both.has('integer')) return 'number';
  return both.has('date') && both.has('text') ? 'text' : 'json';
}

const HALF = /\p{Cs}/u;

/** The cell of a value; undefined where the column cannot hold it. */
function cellOf(type: ColumnType, form: Form, value: unknown): Cell | undefined {
  switch (type) {
    case 'json':
      return jsonText(plain(form, value));
    case 'date':
      return civilDay(value);
    // Half of a surrogate pair has no bytes in UTF-8; JSON has an escape for it.
    case 'text':
      return typeof value === 'string' && !HALF.test(value) ? value : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'integer':
      return Number.isSafeInteger(value) ? (value as number) : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
  }
}

/** How a value loses the envelopes of its lists, which are there for XML: `{"titulaire": {…}}` is `{…}`. Undefined where it has none: it stays as it is. */
type Form =
  | { list: { envelope: string | undefined; item: Form } }
  /** `only`: the member that an object is there for. `members`: those that do not stay as they are. */
  | { only: { name: string; form: Form } | undefined; members: ReadonlyMap<string, Form> }
  | undefined;

function formOf(node: Node): Form {
  if (node.kind === 'leaf') return undefined;
  if (node.kind === 'list') {
    const { envelope, item } = node;
    const form = formOf(item);
    return envelope === undefined && !form ? undefined : { list: { envelope, item: form } };
  }
  const inner = onlyList(node);
  const members = new Map(node.members.map((member) => [member.name, formOf(member.node)] as const).filter(([, form]) => form));
  if (!inner && members.size === 0) return undefined;
  return { only: inner && { name: inner.member.name, form: formOf(inner.list) }, members };
}

/** A value in its form. What has another structure stays as it is. */
function plain(form: Form, value: unknown): unknown {
  if (!form) return value;
  if ('list' in form) {
    if (!Array.isArray(value)) return value;
    const { envelope, item } = form.list;
    return (value as unknown[]).map((one) => plain(item, envelope === undefined ? one : only(one, envelope)));
  }
  if (!isObject(value)) return value;
  if (form.only) {
    const list = only(value, form.only.name);
    if (list !== value) return plain(form.only.form, list);
  }
  if (form.members.size === 0) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(form.members.get(name), one)]));
}

/** What stands in an object that has this member alone; else the value itself. */
function only(value: unknown, name: string): unknown {
  if (!isObject(value)) return value;
  const [first, second] = Object.keys(value);
  return first === name && second === undefined ? value[name] : value;
}

/** JSON has no infinite numbers, which a text such as 1e400 reads as, and writes null for them: they stand as texts. */
function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.includes('null') && hasInfinite(value) ? JSON.stringify(value, finite) : text;
}

const finite = (_: string, inner: unknown): unknown =>
  typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner;

function hasInfinite(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasInfinite);
}
