/** What can be asked of contracts, as statements that read a bounded number of rows. */
import type { RecordKind } from '../../../src/model/kinds.ts';
import { NO_AMOUNT, NO_DAY } from './row.ts';

/** Of lists, one is enough; all filters together. Days AAAA-MM-JJ, amounts in euros. */
export type Filters = {
  /** SIRETs, or SIRENs of nine digits. */
  acheteur?: readonly string[] | undefined;
  titulaire?: readonly string[] | undefined;
  /** Beginnings of CPV codes. */
  cpv?: readonly string[] | undefined;
  dateMin?: string | undefined;
  dateMax?: string | undefined;
  montantMin?: number | undefined;
  montantMax?: number | undefined;
  nature?: readonly string[] | undefined;
  procedure?: readonly string[] | undefined;
  /** Codes of places, exactly. */
  lieu?: readonly string[] | undefined;
  departement?: readonly string[] | undefined;
  source?: readonly string[] | undefined;
  version?: readonly string[] | undefined;
  numero?: string | undefined;
  type?: RecordKind | undefined;
  /** Whether it has warnings or reserves, nothing of both, or reserves. Without reserves, all conform. */
  verdict?: 'sans-avertissement' | 'avertissements' | 'avec-reserves' | undefined;
  /** `publie` where absent. */
  etat?: 'publie' | 'retire' | 'tous' | undefined;
};

/** By day of notification or by amount, the last or the greatest first with a `-`. */
export const SORTS = ['-date', 'date', '-montant', 'montant'] as const;
export type Sort = (typeof SORTS)[number];

/** Gives parameters of a statement their names. */
export class Parameters {
  readonly #values: unknown[] = [];

  get values(): readonly unknown[] {
    return this.#values;
  }

  /** The name of a value, cast to a type. */
  of(value: unknown, type: string): string {
    return `$${this.#values.push(value)}::${type}`;
  }
}

/**
 * A way to the contracts: the table, and what an index of it, named `o`, begins with; its next columns are those of the order. `has`: what else that index says of a contract, so that those that
 * do not fit need not be looked up. `answers`: the filters that it alone answers.
 */
type Way = {
  table: 'search' | 'search_party' | 'search_source';
  first?: string;
  values?: readonly string[];
  has: readonly string[];
  answers?: keyof Filters;
};

/** The narrowest way that is there for an order. */
function wayOf(filters: Filters, isByDay: boolean): Way {
  const { titulaire, acheteur, source, cpv, departement, numero } = filters;
  if (titulaire) return { table: 'search_party', first: 'o.party', values: unique(titulaire), has: [] };
  if (acheteur)
    return {
      table: 'search',
      first: 'o.siren',
      values: unique(acheteur.map((id) => id.slice(0, 9))),
      has: ['siren', ...INCLUDED.siren],
    };
  if (!isByDay) return { table: 'search', has: INCLUDED.amount };
  if (numero !== undefined) return { table: 'search', first: 'o.number', values: [numero], has: [], answers: 'numero' };
  const shortest = Math.min(...(cpv ?? []).map((code) => code.length));
  if (cpv && shortest >= 2) {
    const [first, length] = shortest < CATEGORY.length ? ['o.division', 2] : [CATEGORY.sql('o.'), CATEGORY.length];
    return { table: 'search', first, values: unique(cpv.map((code) => code.slice(0, length))), has: INCLUDED.cpv };
  }
  if (departement)
    return {
      table: 'search',
      first: 'o.department',
      values: unique(departement),
      has: INCLUDED.department,
      answers: 'departement',
    };
  if (source) return { table: 'search_source', first: 'o.source', values: unique(source), has: [], answers: 'source' };
  return { table: 'search', has: INCLUDED.day };
}

/** A condition on a row that has some columns. */
type Condition = { columns: readonly string[]; sql: (of: string) => string };

function conditionsOf(filters: Filters, parameters: Parameters): Condition[] {
  const when = (column: string, sql: (column: string) => string): Condition => ({
    columns: [column],
    sql: (of) => sql(`${of}.${column}`),
  });
  const is = (column: string, value: unknown, type: string): Condition => {
    const name = parameters.of(value, type);
    return when(column, (one) => `${one} = ${name}`);
  };
  const among = (column: string, values: readonly string[] | undefined): Condition[] => {
    if (!values) return [];
    const name = parameters.of(unique(values), 'text[]');
    return [when(column, (one) => `${one} = any(${name})`)];
  };
  const from = (column: string, sign: '>=' | '<=', value: unknown, type: string, none?: string): Condition[] => {
    if (value === undefined) return [];
    const name = parameters.of(value, type);
    // Where there is no value, it is below none.
    return [when(column, (one) => `${one} ${sign} ${name}${none === undefined ? '' : ` and ${one} <> ${none}`}`)];
  };
  const { acheteur, cpv, dateMin, dateMax, montantMin, montantMax, numero, type, verdict, source, etat = 'publie' } = filters;
  return [
    ...(etat === 'tous' ? [] : [is('withdrawn', etat === 'retire', 'boolean')]),
    ...(acheteur ? [buyerAmong(acheteur, parameters)] : []),
    ...(cpv ? [startsWith('cpv', unique(cpv), parameters)] : []),
    ...from('day', '>=', dateMin, 'date'),
    ...from('day', '<=', dateMax, 'date', `'${NO_DAY}'`),
    ...from('amount', '>=', montantMin, 'double precision'),
    ...from('amount', '<=', montantMax, 'double precision', String(NO_AMOUNT)),
    ...among('nature', filters.nature),
    ...among('procedure', filters.procedure),
    ...among('place', filters.lieu),
    ...among('department', filters.departement),
    ...among('standard', filters.version),
    ...(numero === undefined ? [] : [is('number', numero, 'text')]),
    ...(type === undefined ? [] : [is('kind', type, 'text')]),
    ...(verdict === undefined
      ? []
      : verdict === 'avec-reserves'
        ? [is('reserved', true, 'boolean')]
        : [is('warned', verdict === 'avertissements', 'boolean')]),
    ...(source ? [publishedBy(source, parameters)] : []),
  ];
}

/** SIRENs and SIRETs. */
function buyerAmong(ids: readonly string[], parameters: Parameters): Condition {
  const sirens = ids.filter((id) => id.length === 9);
  const [some, all] = [parameters.of(sirens, 'text[]'), parameters.of(ids, 'text[]')];
  return { columns: ['siren', 'buyer'], sql: (of) => `(${of}.siren = any(${some}) or ${of}.buyer = any(${all}))` };
}

function startsWith(column: string, values: readonly string[], parameters: Parameters): Condition {
  const name = parameters.of(values, 'text[]');
  return { columns: [column], sql: (of) => `${of}.${column} ^@ any(${name})` };
}

function publishedBy(sources: readonly string[], parameters: Parameters): Condition {
  const name = parameters.of(unique(sources), 'text[]');
  return {
    columns: ['key', 'sources'],
    sql: (of) => oneOf(`search_source p where p.key = ${of}.key and p.source = any(${name})`),
  };
}

/** Whether a table has a row, looked for row by row: what `exists` is made of may read the whole table once for all rows, of which there are few. */
export const oneOf = (rows: string): string => `(select true from ${rows} limit 1) is not null`;

/** What a statement reads: `scan` rows at most on its way, in order, after a position. */
export type Scan = { filters: Filters; sort: Sort; after: { at: string | number; id: string } | undefined; scan: number };

/**
 * A statement that gives the rows of `scan` in their order, as `(at, key, fits)`: `at` is what is sorted by, `fits` whether a row is asked for. A row that several values of a list lead to
 * comes once. Only rows that what the index says of them leaves are looked up.
 */
export function scanOf({ filters, sort, after, scan }: Scan, parameters: Parameters): string {
  const { isByDay, column, direction } = orderOf(sort);
  const { table, first: way, values = [], has, answers } = wayOf(filters, isByDay);
  const known = new Set(['key', column, ...has]);
  const conditions = conditionsOf(answers === undefined ? filters : { ...filters, [answers]: undefined }, parameters);
  const isNear = ({ columns }: Condition): boolean => columns.every((name) => known.has(name));
  const all = (those: readonly Condition[], of: string): string => those.map(({ sql }) => sql(of)).join(' and ') || 'true';
  // Where the index says next to nothing of what is asked for, each row is looked at on the way: nearly none is withdrawn, and what is sorted by has its bounds.
  const saysMuch =
    table !== 'search' ||
    conditions.filter(isNear).some(({ columns }) => columns.some((name) => name !== 'withdrawn' && name !== column));
  const onTheWay = saysMuch ? conditions.filter(isNear) : conditions;
  const near = all(onTheWay, 'o');
  const far = conditions.filter((one) => !onTheWay.includes(one));
  const [position, id] = after
    ? [parameters.of(after.at, isByDay ? 'date' : 'double precision'), parameters.of(after.id, 'uuid')]
    : [];
  const bounds = [
    // Withdrawn contracts, which are few, have an index by day.
    ...(way === undefined && isByDay && filters.etat === 'retire' ? ['o.withdrawn'] : []),
    ...(way === undefined ? [] : [`${way} = v.value`]),
    ...(position === undefined ? [] : [`(o.${column}, o.key) ${direction === 'desc' ? '<' : '>'} (${position}, ${id})`]),
    ...rangeOf(filters, `o.${column}`, parameters),
  ].join(' and ');
  const order = (of: string, at: string): string => `order by ${of}.${at} ${direction}, ${of}.key ${direction} limit ${scan}`;
  const rows = `select o.${column} as at, o.key, (${near}) as fits from ${table} o where ${bounds || 'true'} ${order('o', column)}`;
  const seen =
    way === undefined
      ? rows
      : // Each value has as many; of all of them together, only so many are looked up.
        `select ${values.length > 1 ? 'distinct ' : ''}l.* from unnest(${parameters.of(values, 'text[]')}) v(value), lateral (${rows}) l ${order('l', 'at')}`;
  if (far.length === 0) return seen;
  // Key by key: a join would read the whole table where that seems to cost less.
  return `select w.at, w.key, coalesce(s.fits, false) as fits from (${seen}) w left join lateral (
    select (${all(far, 's')}) as fits from search s where w.fits and s.key = w.key offset 0) s on true ${order('w', 'at')}`;
}

/** What a sort is by, and in which direction. */
export function orderOf(sort: Sort): { isByDay: boolean; column: 'day' | 'amount'; direction: 'asc' | 'desc' } {
  const isByDay = sort.endsWith('date');
  return { isByDay, column: isByDay ? 'day' : 'amount', direction: sort.startsWith('-') ? 'desc' : 'asc' };
}

/** The range of what is sorted by, which the index ends at. */
function rangeOf({ dateMin, dateMax, montantMin, montantMax }: Filters, column: string, parameters: Parameters): string[] {
  const [min, max, type, none] = column.endsWith('day')
    ? [dateMin, dateMax, 'date', `'${NO_DAY}'`]
    : [montantMin, montantMax, 'double precision', String(NO_AMOUNT)];
  if (min === undefined && max === undefined) return [];
  return [
    // Rows that have none come first.
    min === undefined ? `${column} > ${none}` : `${column} >= ${parameters.of(min, type)}`,
    ...(max === undefined ? [] : [`${column} <= ${parameters.of(max, type)}`]),
  ];
}

/** The first digits of a CPV code that have an index: those of a category, of which a division has many. */
export const CATEGORY = { length: 5, sql: (of = '') => `left(${of}cpv, 5)` };

/** What the indexes of `search` have beside the columns that they are in the order of: see `INDEXES` in `index.node.ts`. */
export const INCLUDED = {
  siren: ['buyer', 'withdrawn'],
  cpv: ['cpv', 'withdrawn'],
  department: ['withdrawn'],
  day: ['withdrawn'],
  amount: ['withdrawn'],
} as const;

const unique = (values: readonly string[]): string[] => [...new Set(values)];
