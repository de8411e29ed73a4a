/** Reads the header of a table: which value each column holds. */
import type { Finding, Position } from '../../finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { nearest } from '../../messages/nearest.ts';
import { unguarded, columnLetters } from '../../model/cell-text.ts';
import { columnsOf, KIND_COLUMN, placeOfHeader, type Place } from '../../model/sheet.ts';
import type { RecordTrees } from '../../model/tree.ts';
import { type Spot, shownText, type Row } from './types.ts';

/** `other`: what the second row of the header names instead of `name`, where both are known and mean different columns. */
export type Column = { rank: number; name: string; places: Partial<Record<RecordKind, Place>>; other?: string };

/**
 * `names`: what people see above each column; `second`: the names of the second row, where the header has two. `kind` is the kind of all rows, undefined
 * where it differs between rows. `kindRank` is the rank of the column that holds it.
 */
export type Header = {
  columns: Column[];
  names: ReadonlyMap<number, string>;
  second: ReadonlyMap<number, string>;
  kind: RecordKind | undefined;
  kindRank: number | undefined;
};

/** `places`: the place of a column in the records of each kind, by its name; `tells`: whether this name shows that the row is a header. */
export type Names = { places: (name: string) => Column['places']; tells: (name: string) => boolean };

export const namesOf = (trees: RecordTrees): Names => ({
  tells: () => true,
  places(name) {
    const places: Column['places'] = {};
    for (const kind of RECORD_KINDS) {
      const place = placeOfHeader(trees[kind], name);
      if (place) places[kind] = place;
    }
    return places;
  },
});

/** The names that the cells of a row would give to their columns. */
function namesIn({ cells }: Row): Map<number, string> {
  const names = new Map<number, string>();
  for (const [rank, cell] of cells) {
    const name = unguarded(shownText(cell)).trim();
    if (name !== '') names.set(rank, name);
  }
  return names;
}

const NONE: ReadonlyMap<number, string> = new Map();

/** The row as a header; undefined where it names no known column. `second`: the names of a row below it, which are those that count where they are known. */
export function headerOf(row: Row, { places }: Names, second: ReadonlyMap<number, string> = NONE): Header | undefined {
  const columns: Column[] = [];
  const titles = namesIn(row);
  const names = new Map([...second, ...titles]);
  const isKind = (name: string | undefined): boolean => name?.toLowerCase() === KIND_COLUMN;
  let kindRank: number | undefined;
  for (const [rank, name] of [...names].sort(([a], [b]) => a - b)) {
    const below = second.get(rank);
    if (kindRank === undefined && (isKind(name) || isKind(below))) kindRank = rank;
    else columns.push({ rank, name, ...placesIn(places, titles.get(rank), below) });
  }
  if (!columns.some(isKnown)) return undefined;
  return { columns, names, second, kind: kindRank === undefined ? kindOfColumns(columns) : undefined, kindRank };
}

/** The places of a column with a title and, in the row below it, a name: those of the name, if it is known. */
function placesIn(places: Names['places'], title = '', below = ''): Pick<Column, 'places' | 'other'> {
  const titled = title === '' ? {} : places(title);
  const named = below === '' ? {} : places(below);
  if (Object.keys(named).length === 0) return { places: titled };
  const isSame = RECORD_KINDS.some((kind) => titled[kind] && titled[kind].name === named[kind]?.name);
  return { places: named, ...(Object.keys(titled).length > 0 && !isSame && { other: below }) };
}

/** The header with the row below it as its second row, where that one is made of names too, and not the same again. */
export function withSecondRow(header: Header, row: Row, below: Row, names: Names): Header {
  const own = namesIn(below);
  const count = known(own.values(), names);
  if (count < FEWEST_KNOWN || 2 * count <= own.size || isHeaderAgain(below, header)) return header;
  return headerOf(row, names, own) ?? header;
}

/** Rows that are not blank among which the header is looked for: titles, the name of the buyer and the like may stand above it. */
export const MOST_ABOVE = 20;

/** Names of columns by which a row shows that it is a header; at least so many, and a third of its cells. */
const FEWEST_KNOWN = 2;
const LEAST_SHARE = 1 / 3;

/** The names in a row that show that it is a header. */
export const known = (names: Iterable<string>, { places, tells }: Names): number => {
  let count = 0;
  for (const name of names) if (tells(name) && Object.keys(places(name)).length > 0) count++;
  return count;
};

/**
 * The header among the first rows of a table: the first that is one for certain, otherwise the first row of all if it names any known column. `above`: how
 * many rows stand before it.
 */
export function headerAmong(rows: readonly Row[], names: Names): { header: Header; row: Row; above: number } | undefined {
  for (const [above, row] of rows.entries()) {
    const own = [...namesIn(row).values()];
    const count = known(own, names);
    const header = count >= FEWEST_KNOWN && count >= own.length * LEAST_SHARE ? headerOf(row, names) : undefined;
    if (header) return { header, row, above };
  }
  const [row] = rows;
  const header = row && headerOf(row, names);
  return header && { header, row, above: 0 };
}

const isKnown = ({ places }: Column): boolean => RECORD_KINDS.some((kind) => places[kind] !== undefined);

const OWNERS: Record<RecordKind, string> = { marche: 'acheteur.id', 'contrat-concession': 'autoriteConcedante.id' };

/** The kind of all rows, where the columns are those of one kind only; otherwise each row must have its own. */
function kindOfColumns(columns: readonly Column[]): RecordKind | undefined {
  const owners = RECORD_KINDS.filter((kind) => columns.some(({ places }) => places[kind]?.name === OWNERS[kind]));
  if (owners.length > 0) return owners.length === 1 ? owners[0] : undefined;
  const own = (kind: RecordKind): number => columns.filter(({ places }) => places[kind] !== undefined).length;
  return own('contrat-concession') > own('marche') ? 'contrat-concession' : 'marche';
}

/** Whether most cells of a row are the names of their columns, as in one of the rows of the header. */
export function isHeaderAgain(row: Row, header: Header): boolean {
  const names = namesIn(row);
  const isSame = (known: ReadonlyMap<number, string>): boolean => {
    let same = 0;
    for (const [rank, name] of names) if (known.get(rank)?.toLowerCase() === name.toLowerCase()) same++;
    return same >= FEWEST_KNOWN && 2 * same > names.size;
  };
  return isSame(header.names) || isSame(header.second);
}

/** Reports unknown and duplicate columns, which it removes from the header, and those that its two rows name differently. */
export function* checkHeader(header: Header, row: Row, trees: RecordTrees, spot: Spot): Generator<Finding> {
  const seen = new Map<string, number>();
  const kept: Column[] = [];
  const [twice, ...others] = header.columns.filter(({ other }) => other !== undefined);
  if (twice?.other !== undefined) {
    const params = { column: twice.name, name: twice.other, others: others.length };
    yield findingOf('table.two-names', '', params, { position: spot(row, twice.rank, twice.name) });
  }
  for (const column of header.columns) {
    const { rank, name } = column;
    const at = (): { position: Position } => ({ position: spot(row, rank, name) });
    const keys = RECORD_KINDS.flatMap((kind) => (column.places[kind] ? [`${kind} ${column.places[kind].name}`] : []));
    const first = keys.map((key) => seen.get(key)).find((found) => found !== undefined);
    if (keys.length === 0) yield findingOf('table.unknown-column', '', { column: name, ...near(name, trees, header.kind) }, at());
    else if (first !== undefined)
      yield findingOf('table.duplicate-column', '', { column: name, first: columnLetters(first) }, at());
    else {
      for (const key of keys) seen.set(key, rank);
      kept.push(column);
    }
  }
  header.columns.splice(0, header.columns.length, ...kept);
}

function near(name: string, trees: RecordTrees, kind: RecordKind | undefined): { nearest?: string[] } {
  const numbers = name.split('.').filter((part) => /^[0-9]+$/.test(part));
  const first = name.replace(/(^|\.)[0-9]+(?=\.|$)/g, '$11');
  const names = (kind ? [kind] : RECORD_KINDS).flatMap((one) => columnsOf(trees[one], () => 1).map((place) => place.name));
  const found = nearest(first, [...new Set(names)]);
  // The list numbers of the header are put back, so that the name can be copied.
  const reported = found.map((candidate) => {
    let i = 0;
    return candidate
      .split('.')
      .map((part) => (part === '1' ? (numbers[i++] ?? part) : part))
      .join('.');
  });
  return reported.length > 0 ? { nearest: reported } : {};
}
