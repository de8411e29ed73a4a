/** Reads the header of a table: which value each column holds. */
import type { Finding, Position } from '../../finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { nearest, normalise } from '../../messages/nearest.ts';
import { unguarded, columnLetters } from '../../model/cell-text.ts';
import { columnsOf, KIND_COLUMN, placeOfHeader, type Place } from '../../model/sheet.ts';
import type { RecordTrees } from '../../model/tree.ts';
import { type Spot, shownText, type Row } from './types.ts';

/** `other`: what the second row of the header names instead of `name`, where both are known and mean different columns. */
export type Column = { rank: number; name: string; places: Partial<Record<RecordKind, Place>>; other?: string };

/**
 * `names`: what people see above each column; `second`: the names of the second row, where the header has two. `kind` is the kind of all rows, undefined
 * where it differs between rows. `kindRank` is the rank of the column that holds it. `explained`: names of columns that are missing because another one
 * has not their name, as a finding about it says.
 */
export type Header = {
  columns: Column[];
  names: ReadonlyMap<number, string>;
  second: ReadonlyMap<number, string>;
  kind: RecordKind | undefined;
  kindRank: number | undefined;
  explained: Set<string>;
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
  const kind = kindRank === undefined ? kindOfColumns(columns) : undefined;
  return { columns, names, second, kind, kindRank, explained: new Set() };
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

/** Finds the rows below a header that are another header. To look up each cell of each row as a name of column would cost more than to read the row. */
export class Headings {
  readonly #names: Names;
  /** The names and titles of columns, of lists those of the first item, in lower case. */
  readonly #common: ReadonlySet<string>;

  constructor(trees: RecordTrees, names: Names) {
    this.#names = names;
    this.#common = new Set(
      RECORD_KINDS.flatMap((kind) => columnsOf(trees[kind], () => 1)).flatMap(({ name, title }) =>
        [name, title].map((text) => text.toLowerCase()),
      ),
    );
  }

  /** Whether most cells of the row are names of columns. */
  isHeader(row: Row): boolean {
    let common = 0;
    for (const cell of row.cells.values())
      if (typeof cell === 'string' && cell.length <= LONGEST_TITLE && this.#common.has(cell.trim().toLowerCase()))
        if (++common >= FEWEST_BELOW) break;
    if (common < FEWEST_BELOW) return false;
    const own = [...namesIn(row).values()];
    return 2 * known(own, this.#names) > own.length;
  }
}

/** Names of columns that a row among the contracts has at the least where it is another header. */
const FEWEST_BELOW = 3;

/** No title of a column of ours is longer, blanks around it included. */
const LONGEST_TITLE = 200;

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

/** Whether a name is written as the names of our columns are, below one of our fields (`titulaires.1.nom`): it was meant for one. */
const isNamedAsOurs = (name: string, trees: RecordTrees): boolean => {
  const [first, ...others] = name.trim().toLowerCase().split('.');
  const isOurs = ({ name: own }: { name: string }): boolean => own.toLowerCase() === first;
  return others.length > 0 && !/\s/.test(name.trim()) && RECORD_KINDS.some((kind) => trees[kind].members.some(isOurs));
};

/**
 * Reports columns that are not of the format and duplicate ones, which it removes from the header, and those that its two rows name differently. A column that
 * is near one which the table lacks explains why that one is missing in all rows: it is added to `explained`. One that is near none is a column of the person who
 * keeps the table.
 */
export function* checkHeader(header: Header, row: Row, trees: RecordTrees, spot: Spot): Generator<Finding> {
  const seen = new Map<string, number>();
  const kept: Column[] = [];
  const near = nearColumns(header, trees);
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
    if (keys.length === 0) {
      const { nearest: found, missing } = near(name);
      for (const one of missing) header.explained.add(one);
      const params = { column: name, ...(found.length > 0 && { nearest: found }), ...(missing.length > 0 && { missing }) };
      if (found.length > 0 || isNamedAsOurs(name, trees)) yield findingOf('table.unknown-column', '', params, at());
      else yield findingOf('table.extra-column', '', { column: name }, at());
    } else if (first !== undefined)
      yield findingOf('table.duplicate-column', '', { column: name, first: columnLetters(first) }, at());
    else {
      for (const key of keys) seen.set(key, rank);
      kept.push(column);
    }
  }
  header.columns.splice(0, header.columns.length, ...kept);
}

/** Words without which a title is the same. */
const SMALL_WORDS = new Set('a au aux d de des du en et l la le les n no numero un une of the'.split(' '));

const reduced = (text: string): string => {
  const words = normalise(text).split(' ');
  const own = words.filter((word) => !SMALL_WORDS.has(word));
  return (own.length > 0 ? own : words).join(' ');
};

/** A number between dots or words, as those of the items of lists. */
const NUMBER = /(?<![0-9\p{L}])[0-9]{1,3}(?![0-9\p{L}])/gu;

/**
 * Finds the columns nearest to a name among those that the header lacks, by the names and the French titles of the version. `missing`: those without which no
 * contract is accepted.
 */
function nearColumns(header: Header, trees: RecordTrees): (name: string) => { nearest: string[]; missing: string[] } {
  const present = new Set(header.columns.flatMap(({ places }) => Object.values(places).map(({ name }) => name)));
  // Of a list only the first item is here: another one may be lacking.
  const lacking = (header.kind ? [header.kind] : RECORD_KINDS)
    .flatMap((kind) => columnsOf(trees[kind], () => 1))
    .filter(({ name }) => /\.1(?:\.|$)/.test(name) || !present.has(name));
  const needed = lacking.filter(({ required }) => required);
  const neededNames = new Set(needed.map(({ name }) => name));
  // A word of many titles, such as « Identifiant », is that of the contract itself.
  const ofContract = needed.filter(({ name }) => !/\.1(?:\.|$)/.test(name));
  const [nearAny, nearNeeded] = [amongSpellings(lacking), amongSpellings(ofContract)];
  return (name) => {
    const absent = (found: readonly string[]): string[] => found.filter((one) => !present.has(one));
    const any = absent(nearAny(name));
    const found = any.length > 0 ? any : absent(nearNeeded(name));
    return { nearest: found, missing: found.filter((one) => neededNames.has(one)) };
  };
}

/** Finds the names of the columns of which the name or the title is nearest to a text. */
function amongSpellings(places: readonly Place[]): (text: string) => string[] {
  const names = new Map<string, string>();
  for (const { name, member } of places)
    for (const spelling of [reduced(member?.field?.title.fr ?? name), reduced(name)])
      if (!names.has(spelling)) names.set(spelling, name);
  const spellings = [...names.keys()];
  return (text) => {
    const numbers = text.match(NUMBER) ?? [];
    // The list numbers of the header are put back, so that the name can be copied.
    const numbered = (name: string): string => {
      let i = 0;
      return name.replace(/(?<=\.)1(?=\.|$)/g, () => numbers[i++] ?? '1');
    };
    const found = nearest(reduced(text.replace(NUMBER, '1')), spellings);
    return [...new Set(found.map((spelling) => numbered(names.get(spelling) ?? '')))];
  };
}
