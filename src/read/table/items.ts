/** Items of lists that were hardly begun (an amendment with its number alone): one finding says so, instead of one for each of its empty cells. */
import type { RecordKind } from '../../model/kinds.ts';
import type { Place } from '../../model/sheet.ts';
import { inTable } from '../../model/sheet.ts';
import type { RecordTrees } from '../../model/tree.ts';
import type { Header } from './header.ts';
import type { Filled } from './row.ts';

/** The columns of an item of a list that a table has: `needed` are those that it must fill. `pointer` is that of the item in the record. */
type Item = { list: string; number: number; pointer: string; needed: readonly Place[]; ranks: ReadonlySet<number> };

/** An item of which some cells are filled and several that it must fill are not: `rank` is that of its first filled cell, `empty` the names of the others. */
export type BegunItem = Pick<Item, 'list' | 'number' | 'pointer'> & { rank: number; all: number; empty: readonly string[] };

/** Fewer empty cells are each said for itself. */
const FEWEST_EMPTY = 2;

/** The lists of one table whose items have several cells to fill. */
export class Items {
  readonly #header: Header;
  readonly #trees: RecordTrees;
  readonly #items: Partial<Record<RecordKind, readonly Item[]>> = {};

  constructor(header: Header, trees: RecordTrees) {
    this.#header = header;
    this.#trees = trees;
  }

  /** The items of a row that were begun. */
  begun(filled: readonly Filled[], kind: RecordKind): BegunItem[] {
    const items = (this.#items[kind] ??= this.#of(kind));
    return items.flatMap(({ needed, ranks, ...item }) => {
      const first = filled.find(({ rank }) => ranks.has(rank));
      if (!first) return [];
      const names = new Set(filled.map(({ place }) => place.name));
      const empty = needed.flatMap(({ name }) => (names.has(name) ? [] : [name]));
      return empty.length < FEWEST_EMPTY ? [] : [{ ...item, rank: first.rank, all: needed.length, empty }];
    });
  }

  #of(kind: RecordKind): Item[] {
    const groups = new Map<string, { rank: number; place: Place }[]>();
    for (const { rank, places } of this.#header.columns) {
      const place = places[kind];
      const [key] = (place && ITEM.exec(place.name)) ?? [];
      if (!place || key === undefined) continue;
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push({ rank, place });
    }
    return [...groups].flatMap(([key, columns]) => {
      const own = columns.find(({ place }) => !place.name.slice(key.length + 1).includes('.'))?.place;
      const pointer = own?.pointer.replace(/\/[^/]*$/, '') ?? '';
      const asked = new Set(
        inTable(this.#trees[kind], pointer)?.columns.flatMap(({ name, required }) => (required ? [name] : [])),
      );
      const needed = columns.flatMap(({ place }) => (asked.has(place.name) ? [place] : []));
      if (needed.length <= FEWEST_EMPTY) return [];
      const [, list = '', number = ''] = ITEM.exec(key) ?? [];
      return [{ list, number: Number(number), pointer, needed, ranks: new Set(columns.map(({ rank }) => rank)) }];
    });
  }
}

/** The outermost item of a list in the name of a column that is more than this item. */
const ITEM = /^([^0-9]+?)\.([1-9][0-9]*)(?=\.|$)/;
