/** One row as the value of a record, with the way back from its JSON Pointers to the cells. */
import type { CellValue } from '../../model/cell-text.ts';
import { child, tokens } from '../../../packages/base/src/pointer.ts';
import type { Place } from '../../model/sheet.ts';

/** A filled cell. */
export type Filled = { rank: number; place: Place; value: CellValue };

/** An item that counts under another number than its columns say: `list` is the name of its columns before the number. */
export type Gap = { pointer: string; rank: number; list: string; number: number; index: number };

const isIndex = (token: string): boolean => /^[0-9]+$/.test(token);

/**
 * Lists without holes: an item of which no cell is filled is not there, and the items after it move up. Knows the index that each item
 * gets, by the pointer that its columns have.
 */
export class Closing {
  readonly #lists = new Map<string, Map<string, number>>();
  /** No item moves, as in nearly every row: then the columns have the pointers of the record. */
  readonly isWhole: boolean;

  constructor(filled: readonly Filled[]) {
    const found = new Map<string, Set<number>>();
    for (const { place } of filled)
      for (const { list, index } of stepsOf(place).items) found.set(list, (found.get(list) ?? new Set()).add(index));
    for (const [list, indexes] of found) {
      const ordered = [...indexes].sort((a, b) => a - b);
      this.#lists.set(list, new Map(ordered.map((index, rank) => [String(index), rank])));
    }
    this.isWhole = [...found].every(([, indexes]) => Math.max(...indexes) === indexes.size - 1);
  }

  /** The pointer in the record of what columns call `pointer`; undefined for an item that is not there. */
  moved(pointer: string): string | undefined {
    let from = '';
    let to = '';
    for (const token of tokens(pointer)) {
      const items = isIndex(token) ? this.#lists.get(from) : undefined;
      const at = items ? items.get(token) : token;
      if (at === undefined) return undefined;
      from = child(from, token);
      to = child(to, at);
    }
    return to;
  }

  /** The first item of each list of blocks that moved. Lists of mere values may be filled in any columns: nothing is lost there. */
  gaps(filled: readonly Filled[]): Gap[] {
    if (this.isWhole) return [];
    const gaps = new Map<string, Gap>();
    for (const { place, rank } of filled) {
      const isBlock = !isIndex(place.pointer.slice(place.pointer.lastIndexOf('/') + 1));
      for (const { list, index, name } of stepsOf(place).items) {
        const to = this.#lists.get(list)?.get(String(index)) ?? index;
        if (to === index || gaps.has(list) || (!isBlock && place.pointer === child(list, index))) continue;
        gaps.set(list, { pointer: this.moved(child(list, index)) ?? '', rank, list: name, number: index + 1, index: to });
      }
    }
    return [...gaps.values()];
  }
}

type Item = { list: string; index: number; name: string };
type Steps = { tokens: string[]; items: Item[] };

const known = new WeakMap<Place, Steps>();

/** The way to the value of a column, worked out once for all rows. */
function stepsOf(place: Place): Steps {
  let steps = known.get(place);
  if (!steps) {
    steps = { tokens: tokens(place.pointer), items: itemsOn(place.pointer, place.name) };
    known.set(place, steps);
  }
  return steps;
}

/** The items of lists on the way to a value, with the pointer of their list, and the name that columns give to that list. */
function itemsOn(pointer: string, name: string): Item[] {
  const items: Item[] = [];
  const segments = name.split('.');
  let at = 0;
  let list = '';
  for (const token of tokens(pointer)) {
    if (isIndex(token)) {
      while (at < segments.length && !isIndex(segments[at] ?? '')) at += 1;
      items.push({ list, index: Number(token), name: segments.slice(0, at).join('.') });
      at += 1;
    }
    list = child(list, token);
  }
  return items;
}

/** The value that these cells make. Where two cells claim one place (only without a model), the first counts. */
export function valueOf(filled: readonly Filled[], closing: Closing): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const { place, value: of } of filled)
    put(value, closing.isWhole ? stepsOf(place).tokens : tokens(closing.moved(place.pointer) ?? ''), of);
  return value;
}

type Container = Record<string, unknown>;

function put(root: Container, path: readonly string[], value: CellValue): void {
  let into: Container = root;
  for (const [i, token] of path.entries()) {
    const known = Object.hasOwn(into, token) ? into[token] : undefined;
    const isLast = i === path.length - 1;
    const next = known ?? (isLast ? value : isIndex(path[i + 1] ?? '') ? [] : {});
    if (known === undefined) define(into, token, next);
    if (isLast || typeof next !== 'object') return;
    into = next as Container;
  }
}

/** Names come from a file when no model is there: `__proto__` becomes a key like another. */
function define(into: Container, key: string, value: unknown): void {
  if (key !== '__proto__') {
    into[key] = value;
    return;
  }
  Object.defineProperty(into, key, { value, writable: true, enumerable: true, configurable: true });
}
