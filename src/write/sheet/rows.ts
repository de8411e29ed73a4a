/** Rows of a table, kept until all of them have come: only then are its columns known. Each is one line of text, for memory or for disk. */
import { InputError } from '../../finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { type CellValue, fromCellText, guarded, isHelpText, SHEET_LIMITS } from '../../model/cell-text.ts';
import { isNoCode, isScant, meansNothing, MOST_SUMS, noContract } from '../../model/no-contract.ts';
import { exampleRow, marksExample } from '../../model/example-row.ts';
import { byRank, KIND_COLUMN, neededIn, placeOf, type Place } from '../../model/sheet.ts';
import { type Branch, treesOf, type RecordTrees } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import type { Lost } from '../lost.ts';
import { cellsOf, type SheetForm } from './cells.ts';

/** `line`: the row, without a line break, to be given back to `cellsOfLine`; undefined where there is nothing to write. `cells`: how many it has. `lost`: what a row cannot hold. */
export type KeptRow = { line: string | undefined; cells: number; lost: Lost[] };

/** A filled cell: the rank of its column among those of `columns`, and its text, not yet guarded against formulas. */
export type FilledCell = readonly [column: number, text: string];

/**
 * The columns of a table, and the cells of a kept line in their order; undefined for a line of a kind that is not in the table. The first column is that of the
 * kind where both kinds share the table, or a row holds too little to be taken for a contract without it.
 */
export type RowLayout = {
  columns: string[];
  cellsOf: (line: string) => { kind: RecordKind; cells: FilledCell[] } | undefined;
};

/** Columns of a kind in the order in which they first had a cell. `fewest`: cells of one row that every contract fills. */
type Columns = { numbers: Map<string, number>; places: Place[]; fewest: number };

export class RowKeeper {
  readonly #trees: RecordTrees;
  readonly #form: SheetForm;
  readonly #columns: Record<RecordKind, Columns> = { marche: newColumns(), 'contrat-concession': newColumns() };
  readonly #needed: Record<RecordKind, ReadonlySet<string>>;
  /** Rows of each kind. */
  readonly #counts: Record<RecordKind, number> = { marche: 0, 'contrat-concession': 0 };

  constructor(model: Model, form: SheetForm) {
    this.#trees = treesOf(model);
    this.#form = form;
    const needed = (kind: RecordKind): ReadonlySet<string> => new Set(neededIn(this.#trees[kind]).map(({ name }) => name));
    this.#needed = { marche: needed('marche'), 'contrat-concession': needed('contrat-concession') };
  }

  /** @throws InputError `table.too-many-rows` (workbooks), `table.too-many-columns` */
  take(kind: RecordKind, value: unknown): KeptRow {
    const { cells, lost } = cellsOf(this.#trees[kind], value, this.#form);
    const unread = unreadAs(this.#trees[kind], value, cells, this.#form);
    lost.push(...unreadItems(this.#trees[kind], cells, this.#form));
    if (unread) return { line: undefined, cells: 0, lost: [...lost, unread] };
    // A record without a cell would be an empty row, which readers skip.
    if (cells.size === 0) return { line: undefined, cells: 0, lost };
    this.#count(kind);
    const kept: (string | number)[] = [RECORD_KINDS.indexOf(kind)];
    let filled = 0;
    for (const [name, text] of cells) {
      kept.push(this.#numberOf(kind, name), text);
      if (this.#needed[kind].has(name) && text.trim() !== '') filled += 1;
    }
    this.#columns[kind].fewest = Math.min(this.#columns[kind].fewest, filled);
    return { line: JSON.stringify(kept), cells: cells.size, lost };
  }

  #count(kind: RecordKind): void {
    const rows = RECORD_KINDS.reduce((sum, one) => sum + this.#counts[one], 0);
    if (this.#form !== 'csv' && rows + 1 >= SHEET_LIMITS.rows)
      throw new InputError('table.too-many-rows', { limit: SHEET_LIMITS.rows });
    this.#counts[kind] += 1;
  }

  #numberOf(kind: RecordKind, name: string): number {
    const { numbers, places } = this.#columns[kind];
    const known = numbers.get(name);
    if (known !== undefined) return known;
    const place = placeOf(this.#trees[kind], name);
    if (!place) throw new Error(`a cell without a place: ${name}`);
    numbers.set(name, places.length);
    if (places.push(place) > SHEET_LIMITS.columns) throw tooManyColumns();
    return places.length - 1;
  }

  /** The kinds that have rows; the marchés for a table without any. */
  kinds(): RecordKind[] {
    const kinds = RECORD_KINDS.filter((kind) => this.#counts[kind] > 0);
    return kinds.length > 0 ? kinds : ['marche'];
  }

  /**
   * A table with the rows of these kinds, its columns in the order of the trees. A table without rows has the columns that the kind requires.
   * @throws InputError `table.too-many-columns`
   */
  layout(kinds: readonly RecordKind[]): RowLayout {
    const ranks = new Map<string, number>();
    const namesKind = kinds.length > 1 || kinds.some((kind) => this.#isScant(kind));
    if (namesKind) ranks.set(KIND_COLUMN, 0);
    for (const kind of kinds)
      for (const { name } of this.#placesOf(kind).sort(byRank)) if (!ranks.has(name)) ranks.set(name, ranks.size);
    if (ranks.size > SHEET_LIMITS.columns) throw tooManyColumns();
    const rankOf = kinds.map((kind) => this.#columns[kind].places.map(({ name }) => ranks.get(name) as number));
    return {
      columns: [...ranks.keys()],
      cellsOf(line) {
        const [number, ...kept] = JSON.parse(line) as [number, ...(string | number)[]];
        const kind = RECORD_KINDS[number] as RecordKind;
        const rank = rankOf[kinds.indexOf(kind)];
        if (!rank) return undefined;
        const cells: FilledCell[] = namesKind ? [[0, kind]] : [];
        for (let i = 0; i < kept.length; i += 2) cells.push([rank[kept[i] as number] as number, kept[i + 1] as string]);
        return { kind, cells: cells.sort(byColumn) };
      },
    };
  }

  #placesOf(kind: RecordKind): Place[] {
    const isEmpty = RECORD_KINDS.every((one) => this.#counts[one] === 0);
    return isEmpty ? neededIn(this.#trees[kind]) : [...this.#columns[kind].places];
  }

  #isScant(kind: RecordKind): boolean {
    const { places, fewest } = this.#columns[kind];
    return isScant(fewest, places.filter(({ required }) => required).length, this.#needed[kind].size);
  }
}

const newColumns = (): Columns => ({ numbers: new Map(), places: [], fewest: Infinity });

const byColumn = ([a]: FilledCell, [b]: FilledCell): number => a - b;

const tooManyColumns = (): InputError => new InputError('table.too-many-columns', { limit: SHEET_LIMITS.columns });

/** Readers skip a row of blanks, the rows of help and of example of the template, a total and a subheading: such a record is lost as a whole. */
function unreadAs(tree: Branch, value: unknown, cells: ReadonlyMap<string, string>, form: SheetForm): Lost | undefined {
  const texts = [...cells.values()];
  if (texts.length === 0) return undefined;
  if (texts.every((text) => guarded(text).trim() === '')) return { code: 'convert.empty-object', path: '', params: { form } };
  const example = exampleRow(tree);
  const isSkipped =
    texts.every(isHelpText) ||
    ([...cells.keys()].some(marksExample) && [...cells].every(([name, text]) => example.get(name) === text)) ||
    (cells.size <= MOST_SUMS && noContract([...cells].map(([name, text]) => ({ name, text: text.trim() }))));
  return isSkipped ? { code: 'convert.wrong-type', path: '', params: { form, value } } : undefined;
}

/** Readers take an optional item of a list that holds nothing but signs for « nothing » (0, « non ») for an absent one. */
function unreadItems(tree: Branch, cells: ReadonlyMap<string, string>, form: SheetForm): Lost[] {
  if (!hasNothingInList(cells)) return [];
  const items = new Map<string, { value: CellValue; isNothing: boolean }>();
  for (const [name, text] of cells) {
    if (!IN_LIST.test(name)) continue;
    const place = placeOf(tree, name);
    const [item] = (place && ITEM.exec(place.pointer)) ?? [];
    if (!place || item === undefined) continue;
    const value = fromCellText(place.leaf, text);
    const isNothing = !place.required && meansNothing(value) && (place.pointer !== item || isNoCode(place.leaf, value));
    const known = items.get(item);
    items.set(item, known ? { ...known, isNothing: known.isNothing && isNothing } : { value, isNothing });
  }
  return [...items].flatMap(([path, { value, isNothing }]) =>
    isNothing ? [{ code: 'convert.wrong-type', path, params: { form, value } }] : [],
  );
}

/** Most rows have no such sign: no list is made to know it. A number is 0 however it is written (-0). */
function hasNothingInList(cells: ReadonlyMap<string, string>): boolean {
  for (const [name, text] of cells) if (IN_LIST.test(name) && (meansNothing(text) || text.startsWith('-0'))) return true;
  return false;
}

/** A column of an item of a list, and the outermost item on the way to a value. */
const IN_LIST = /\.[1-9]/;
const ITEM = /^.*?\/[0-9]+(?=\/|$)/;
