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
  /** Whether the verdict on its record has warnings. All conform. */
  verdict?: 'sans-avertissement' | 'avertissements' | undefined;
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

/** A way to the contracts: the table and the column of an index whose next columns are those of the order. */
type Way = { table: 'search' | 'search_party' | 'search_source'; column?: string; values?: readonly string[] };

/** The narrowest way that is there for an order. */
function wayOf(filters: Filters, isByDay: boolean): Way {
  const { titulaire, acheteur, source, cpv, departement, numero } = filters;
  if (titulaire) return { table: 'search_party', column: 'party', values: unique(titulaire) };
  if (acheteur) return { table: 'search', column: 'siren', values: unique(acheteur.map((id) => id.slice(0, 9))) };
  if (!isByDay) return { table: 'search' };
  if (numero !== undefined) return { table: 'search', column: 'number', values: [numero] };
  if (cpv?.every((code) => code.length >= 2))
    return { table: 'search', column: 'division', values: unique(cpv.map((code) => code.slice(0, 2))) };
  if (departement) return { table: 'search', column: 'department', values: unique(departement) };
  if (source) return { table: 'search_source', column: 'source', values: unique(source) };
  return { table: 'search' };
}

/**
 * Conditions on a row `s` of `search`: `fits`, which rows that are read are looked at for, and `own`, which decide which rows are read. `isOnlyDay`: rows are read by day alone, for
 * which withdrawn contracts, which are few, have an index.
 */
function conditionsOf(filters: Filters, parameters: Parameters, isOnlyDay: boolean): { fits: string[]; own: string[] } {
  const isWithdrawn = filters.etat === 'retire' && isOnlyDay;
  return { fits: fitsOf(filters, parameters), own: isWithdrawn ? ['s.withdrawn'] : [] };
}

function fitsOf(filters: Filters, parameters: Parameters): string[] {
  const among = (column: string, values: readonly string[] | undefined): string[] =>
    values ? [`s.${column} = any(${parameters.of(unique(values), 'text[]')})`] : [];
  const { acheteur, cpv, dateMin, dateMax, montantMin, montantMax, numero, type, verdict, etat = 'publie' } = filters;
  const sirens = acheteur?.filter((id) => id.length === 9) ?? [];
  return [
    ...(acheteur
      ? [`(s.siren = any(${parameters.of(sirens, 'text[]')}) or s.buyer = any(${parameters.of(acheteur, 'text[]')}))`]
      : []),
    ...(cpv ? [`s.cpv ^@ any(${parameters.of(unique(cpv), 'text[]')})`] : []),
    ...(dateMin !== undefined ? [`s.day >= ${parameters.of(dateMin, 'date')}`] : []),
    // Where there is no day, it is before none.
    ...(dateMax !== undefined ? [`s.day <= ${parameters.of(dateMax, 'date')} and s.day <> '${NO_DAY}'`] : []),
    ...(montantMin !== undefined ? [`s.amount >= ${parameters.of(montantMin, 'double precision')}`] : []),
    ...(montantMax !== undefined
      ? [`s.amount <= ${parameters.of(montantMax, 'double precision')} and s.amount <> ${NO_AMOUNT}`]
      : []),
    ...among('nature', filters.nature),
    ...among('procedure', filters.procedure),
    ...among('place', filters.lieu),
    ...among('department', filters.departement),
    ...among('standard', filters.version),
    ...(numero !== undefined ? [`s.number = ${parameters.of(numero, 'text')}`] : []),
    ...(type !== undefined ? [`s.kind = ${parameters.of(type, 'text')}`] : []),
    ...(verdict !== undefined ? [`s.warned = ${parameters.of(verdict === 'avertissements', 'boolean')}`] : []),
    ...(etat === 'tous' ? [] : [`s.withdrawn = ${parameters.of(etat === 'retire', 'boolean')}`]),
    ...(filters.source
      ? [oneOf(`search_source p where p.key = s.key and p.source = any(${parameters.of(unique(filters.source), 'text[]')})`)]
      : []),
  ];
}

/** Whether a table has a row, looked for row by row: what `exists` is made of may read the whole table once for all rows, of which there are few. */
export const oneOf = (rows: string): string => `(select true from ${rows} limit 1) is not null`;

/** What a statement reads: `scan` rows at most on its way, in order, after a position. */
export type Scan = { filters: Filters; sort: Sort; after: { at: string | number; id: string } | undefined; scan: number };

/**
 * A statement that gives the rows of `scan` in their order, as `(day, amount, key, fits)`: `fits` where a row is asked for. A row that several values of a list lead to comes
 * once.
 */
export function scanOf({ filters, sort, after, scan }: Scan, parameters: Parameters): string {
  const { isByDay, column, direction } = orderOf(sort);
  const { table, column: way, values = [] } = wayOf(filters, isByDay);
  const limit = parameters.of(scan, 'int');
  const order = (of: string): string => `order by ${of}.${column} ${direction}, ${of}.key ${direction} limit ${limit}`;
  const [position, id] = after
    ? [parameters.of(after.at, isByDay ? 'date' : 'double precision'), parameters.of(after.id, 'uuid')]
    : [];
  const bounds = (of: string): string[] => [
    ...(position === undefined ? [] : [`(${of}.${column}, ${of}.key) ${direction === 'desc' ? '<' : '>'} (${position}, ${id})`]),
    ...rangeOf(filters, `${of}.${column}`, parameters),
  ];
  const where = (conditions: readonly string[]): string => (conditions.length > 0 ? `where ${conditions.join(' and ')}` : '');
  const { fits, own } = conditionsOf(filters, parameters, way === undefined && isByDay);
  const chosen = `select s.day, s.amount, s.key, (${fits.join(' and ') || 'true'}) as fits`;
  if (way === undefined) return `${chosen} from search s ${where([...own, ...bounds('s')])} ${order('s')}`;
  const all = parameters.of(values, 'text[]');
  // Each value has as many; of all of them together, only so many are looked up.
  const keys = `select ${values.length > 1 ? 'distinct ' : ''}l.* from unnest(${all}) v(value), lateral (
    select o.${column}, o.key from ${table} o ${where([`o.${way} = v.value`, ...bounds('o')])} ${order('o')}) l ${order('l')}`;
  // Key by key: a join would read the whole table where that seems to cost less.
  return `${chosen} from (${keys}) w cross join lateral (select * from search where key = w.key offset 0) s ${order('w')}`;
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

const unique = (values: readonly string[]): string[] => [...new Set(values)];
