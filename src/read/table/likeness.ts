/** Tells rows that hold a contract from those that hold something else: the second titulaire of the contract above, another table, a note, a contract only begun. */
import { isDay } from '../../../packages/base/src/days.ts';
import { unguarded } from '../../model/cell-text.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { isScant } from '../../model/no-contract.ts';
import { neededIn, type Place } from '../../model/sheet.ts';
import type { Branch, Leaf, RecordTrees } from '../../model/tree.ts';
import type { Header } from './header.ts';
import { cellValue, kindOfRow, type RowKind } from './row.ts';
import { type Row, shownText } from './types.ts';

/**
 * `contract`: most of the cells that every contract has are filled. Of the other rows, `begun` has a value of the type that its column asks for (a date, an amount, a code,
 * a SIRET), `foreign` has several values in such columns and none of them right, `doubtful` one that is not right, `scant` none.
 */
export type Likeness = 'contract' | 'begun' | 'foreign' | 'doubtful' | 'scant';

/** A cell that a row must fill: the rank and the name of its column. */
type Needed = { rank: number; name: string };

/** `needed`: the columns that every contract fills, of the `all` that there are; `typed`: those of a date, a number, a code and the like, with what tells a right value. */
type Columns = {
  needed: readonly Needed[];
  all: number;
  typed: readonly { rank: number; leaf: Leaf; isRight: (value: Value) => boolean }[];
  places: ReadonlyMap<number, Place>;
};

/** The rows of one table. */
export class Likenesses {
  readonly #header: Header;
  readonly #trees: RecordTrees;
  readonly #columns: Partial<Record<RecordKind, Columns>> = {};

  constructor(header: Header, trees: RecordTrees) {
    this.#header = header;
    this.#trees = trees;
  }

  of(row: Row, { kind, isDeclared }: RowKind = kindOfRow(row, this.#header)): Likeness {
    const { needed, all, typed } = this.#of(kind);
    // A row that says what it is, is a contract.
    if (isDeclared || !isScant(needed.length - emptyIn(row, needed).length, needed.length, all)) return 'contract';
    let wrong = 0;
    for (const { rank, leaf, isRight } of typed) {
      const cell = row.cells.get(rank);
      const value = cell === undefined ? undefined : cellValue(leaf, cell);
      if (value === undefined || (typeof value === 'string' && value.trim() === '')) continue;
      if (isRight(value)) return 'begun';
      wrong += 1;
    }
    return wrong > 1 ? 'foreign' : wrong === 1 ? 'doubtful' : 'scant';
  }

  /** How many columns of the table every contract fills, and the names of those of them that a row of this kind leaves empty. */
  lacking(row: Row, kind: RecordKind): { all: number; empty: readonly string[] } {
    const { needed } = this.#of(kind);
    return { all: needed.length, empty: emptyIn(row, needed).map(({ name }) => name) };
  }

  /**
   * What a row adds to a list of the contract `above` it (a second titulaire): all that it has besides is what the row above has. `columns`: those in which its cells
   * would be the item of this number. Undefined for any other row.
   */
  continued(row: Row, above: Row): Continued | undefined {
    const { places } = this.#of(kindOfRow(above, this.#header).kind);
    let list: string | undefined;
    for (const [rank, cell] of row.cells) {
      const text = shownText(cell).trim();
      const place = places.get(rank);
      if (text === '' || (place && shownText(above.cells.get(rank)).trim() === text)) continue;
      // What stands in a column that is not of the format says nothing of the row.
      if (!place && this.#header.names.has(rank)) continue;
      const own = place && itemOf(place.name)?.list;
      if (own === undefined || (list !== undefined && own !== list)) return undefined;
      list = own;
    }
    if (list === undefined) return undefined;
    const [names, before] = [row, above].map((one) => namesIn(one, list, places)) as [string[], string[]];
    return { list, names, last: highest(before), count: highest(names) };
  }

  /**
   * How the cells of a contract stand beside their columns from one of them on, where they are right in those a few places further and nearly all wrong in their own:
   * a cell was put in or taken out, or a text in CSV has the separator in it.
   */
  shifted(row: Row, kind: RecordKind): Shifted | undefined {
    const { typed, needed } = this.#of(kind);
    // Nearly every contract has its last cells in their columns.
    const last = typed.filter(({ rank }) => isFilled(row, rank)).slice(-TELLING);
    if (last.every((column) => isRightIn(row, column, 0))) return undefined;
    const wrong = typed.filter((column) => isFilled(row, column.rank) && !isRightIn(row, column, 0));
    const empty = needed.find(({ rank }) => !isFilled(row, rank));
    const from = Math.min(wrong[0]?.rank ?? Infinity, empty?.rank ?? Infinity);
    if (wrong.length < FEWEST_SHIFTED) return undefined;
    const after = typed.filter(({ rank }) => rank >= from);
    const inPlace = after.filter((column) => isRightIn(row, column, 0)).length;
    for (const by of SHIFTS) {
      const filled = after.filter(({ rank }) => isFilled(row, rank + by));
      const right = filled.filter((column) => isRightIn(row, column, by)).length;
      if (right >= FEWEST_SHIFTED && right >= filled.length * LEAST_RIGHT && right > 2 * inPlace) return { from, by };
    }
    return undefined;
  }

  #of(kind: RecordKind): Columns {
    return (this.#columns[kind] ??= columnsIn(this.#header, this.#trees[kind], kind));
  }
}

/** `from`: the rank of the first column whose cell is not its own; `by`: how many columns to the right its cell stands, negative to the left. */
export type Shifted = { from: number; by: number };

/** The last cells of a row that tell that nothing is shifted; the fewest that are shifted, and the least share of them that is right elsewhere. */
const TELLING = 3;
const FEWEST_SHIFTED = 5;
const LEAST_RIGHT = 0.9;
const SHIFTS = [1, -1, 2, -2] as const;

const isFilled = ({ cells }: Row, rank: number): boolean => shownText(cells.get(rank)).trim() !== '';

type Typed = Columns['typed'][number];

/** Whether the cell so many columns further is right for a column. */
function isRightIn({ cells }: Row, { rank, leaf, isRight }: Typed, by: number): boolean {
  const cell = cells.get(rank + by);
  const value = cell === undefined ? undefined : cellValue(leaf, cell);
  return value !== undefined && isRight(value);
}

const emptyIn = ({ cells }: Row, needed: readonly Needed[]): Needed[] =>
  needed.filter(({ rank }) => shownText(cells.get(rank)).trim() === '');

/** A row that adds to a list: `names` of the columns that it fills, `last`: the highest number that the contract above has there, `count`: that of the row. */
export type Continued = { list: string; names: readonly string[]; last: number; count: number };

/** The column of a list for the item so many places after its own. */
export const renumbered = (name: string, list: string, offset: number): string =>
  list + name.slice(list.length).replace(/[0-9]+/, (number) => String(Number(number) + offset));

/** The columns of a list that a row fills. */
const namesIn = ({ cells }: Row, list: string, places: Columns['places']): string[] =>
  [...cells].flatMap(([rank, cell]) => {
    const name = places.get(rank)?.name;
    return name !== undefined && itemOf(name)?.list === list && shownText(cell).trim() !== '' ? [name] : [];
  });

const highest = (names: readonly string[]): number => Math.max(0, ...names.map((name) => itemOf(name)?.number ?? 0));

type Item = { list: string; number: number };

/** The outermost list that a column belongs to, and the number of its item. */
function itemOf(name: string): Item | undefined {
  const [, list, number] = /^([^0-9]+?)\.([1-9][0-9]*)(?:\.|$)/.exec(name) ?? [];
  return list === undefined ? undefined : { list, number: Number(number) };
}

function columnsIn({ columns }: Header, tree: Branch, kind: RecordKind): Columns {
  const known = columns.flatMap(({ rank, places }) => {
    const place = places[kind];
    return place ? [{ rank, place }] : [];
  });
  const needed = known.flatMap(({ rank, place }) => (place.required ? [{ rank, name: place.name }] : []));
  return {
    needed,
    all: neededIn(tree).length,
    typed: known.flatMap(({ rank, place: { leaf } }) => {
      const isRight = rightOf(leaf);
      return isRight ? [{ rank, leaf, isRight }] : [];
    }),
    places: new Map(known.map(({ rank, place }) => [rank, place])),
  };
}

type Value = string | number | boolean;

/** What tells a right value of a field from another; undefined for a field of free text. */
function rightOf({ type, isDate, schema }: Leaf): ((value: Value) => boolean) | undefined {
  if (isDate) return (value) => typeof value === 'string' && isDay(value);
  if (type === 'boolean') return (value) => typeof value === 'boolean';
  if (type !== 'string') return (value) => typeof value === 'number';
  const { enum: codes, pattern } = schema;
  if (codes) return (value) => codes.includes(bare(value));
  const form = pattern === undefined ? undefined : new RegExp(pattern);
  // A pattern that letters fit, such as that of a text that is not blank, is one of free text.
  return form && !form.test('Texte') ? (value) => form.test(bare(value).replace(/[\s.]/g, '')) : undefined;
}

const bare = (value: Value): string => unguarded(String(value)).trim();
