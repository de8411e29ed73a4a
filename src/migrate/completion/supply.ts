/** Fills in what a person gives: values of a completed table, contract by contract, or assumed for all of them. Nothing that the data say is ever replaced. */
import { type Finding, InputError, type Position, type RecordRef, type Severity } from '../../finding.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { columnLetters, fromCellText } from '../../model/cell-text.ts';
import type { Leaf } from '../../model/tree.ts';
import { child, descend, isWithin } from '../../../packages/base/src/pointer.ts';
import { equal, isObject } from '../../../packages/base/src/json.ts';
import { kindOf, type RecordEvent, recordRef } from '../../read/record.ts';
import type { Chain } from '../chain.ts';
import type { Told } from '../migrate-record.ts';
import { type Placed, scopesOf } from '../scope.ts';
import { at, isTaken, isThere, withValue } from '../values.ts';
import { comparable, keyOf, SHOWN } from './identity.ts';

/** A value of `--assume`, by the name of its field: that of the column of a table, or the stable one. */
export type Assumption = { field: string; value: string };

/** The value of an assumption for the records of one kind. */
type Assumed = { by: Assumption; value: unknown };

/**
 * A record with what a person gave, and a finding for each value; paths are JSON Pointers from the record. `cellOf`: the place in the completed table of a value that was taken from
 * there, as findings have it; undefined for other values.
 */
export type Supplied = { record: unknown; told: Given[]; cellOf?: (pointer: string) => InCompletion | undefined };

/** A finding about a value that a person gave: no step decided what becomes of it. */
type Given = Omit<Told, 'level'>;

/** `path`: the JSON Pointer in the completed table. */
export type InCompletion = Pick<Finding, 'path' | 'record' | 'position'>;

/** Where a row is, with the rank from 1 of the column of each of its values. */
type RowPlace = { path: string; record: RecordRef; position?: Position | undefined; columns: Record<string, number> };

export class Supply {
  /** The fields that the data could not give, with their places, by kind of record and by the chain that it took. */
  readonly #asked = new Map<Chain, Record<RecordKind, readonly Placed[]>>();
  readonly #assumed: Record<RecordKind, ReadonlyMap<string, Assumed>>;
  /** The assumptions for fields that no contract has lacked yet. */
  readonly #unmet: Set<Assumption>;
  /** Findings about the completed table: what it gives and cannot be read is missing in the file written. */
  readonly counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  /** How many of them a person must look at before the file is published. */
  toReview = 0;
  /** The rows of a completed table, by the keys of their contracts. */
  readonly #completed = new Map<string, Rows>();
  /** The names of the columns of the completed table. */
  readonly #headers = new Map<string, string>();
  /** The names of columns that connect rows with contracts, and that the table has not. */
  readonly #lostColumns = new Set<string>();

  /**
   * `chains`: those that records may take, by which it is known what may be assumed.
   * @throws InputError `input.not-assumable` for an assumption about a field that the data give on all chains, `input.assumed-twice` for a second one about
   * the same field
   */
  constructor(assumptions: readonly Assumption[] = [], chains: readonly Chain[] = []) {
    const fields = this.#askedOnAny(chains);
    const known = new Set(RECORD_KINDS.flatMap((kind) => fields[kind].map(nameOf)));
    for (const { field } of assumptions)
      if (!RECORD_KINDS.some((kind) => fields[kind].some((placed) => isNamed(placed, field))))
        throw new InputError('input.not-assumable', { field, known: [...known].sort() });
    const named = new Set<string>();
    for (const { field } of assumptions) {
      const id = RECORD_KINDS.map((kind) => fields[kind].find((placed) => isNamed(placed, field))?.id).join(' ');
      if (named.has(id)) throw new InputError('input.assumed-twice', { field });
      named.add(id);
    }
    const assumed = (kind: RecordKind) =>
      new Map(
        assumptions.flatMap((by) => {
          const placed = fields[kind].find((one) => isNamed(one, by.field));
          return placed ? [[placed.id, { by, value: valueOf(placed, by.value) }] as const] : [];
        }),
      );
    this.#unmet = new Set(assumptions);
    this.#assumed = { marche: assumed('marche'), 'contrat-concession': assumed('contrat-concession') };
  }

  #askedOn(chain: Chain): Record<RecordKind, readonly Placed[]> {
    let asked = this.#asked.get(chain);
    if (!asked) {
      const scopes = scopesOf(chain.to);
      const of = (kind: RecordKind) => [...chain.absent.keys()].flatMap((id) => scopes[kind].fields.get(id) ?? []);
      this.#asked.set(chain, (asked = { marche: of('marche'), 'contrat-concession': of('contrat-concession') }));
    }
    return asked;
  }

  /** The fields that the data could not give on one of the chains, each once. */
  #askedOnAny(chains: readonly Chain[]): Record<RecordKind, readonly Placed[]> {
    const of = (kind: RecordKind) => {
      const asked = chains.flatMap((chain) => this.#askedOn(chain)[kind]);
      return [...new Map(asked.map((placed) => [placed.id, placed])).values()];
    };
    return { marche: of('marche'), 'contrat-concession': of('contrat-concession') };
  }

  /** Keeps a contract of a completed table. */
  add({ list, value, path: place, index, locate }: Pick<RecordEvent, 'list' | 'value' | 'path' | 'index' | 'locate'>): void {
    const kind = list ?? kindOf(value);
    const lost = SHOWN[kind].filter((path) => locate(pointerOf(path))?.cell?.column === undefined);
    for (const path of lost) this.#lostColumns.add(path.join('.'));
    if (lost.length > 0) return;
    const key = keyOf(kind, value) ?? NO_KEY;
    const row: RowPlace = { path: place, record: recordRef(list, index, value), position: locate(''), columns: {} };
    for (const pointer of pointersIn(value)) {
      const { column, cell } = locate(pointer) ?? {};
      if (column === undefined || cell?.column === undefined) continue;
      row.columns[pointer] = column;
      if (cell.name !== undefined) this.#headers.set(headerAt(cell.sheet, column), cell.name);
    }
    const line = `${JSON.stringify(value)}${BEFORE_PLACE}${JSON.stringify(row)}`;
    const known = this.#completed.get(key);
    if (known) known.lines.push(line);
    else this.#completed.set(key, { lines: [line], contracts: 0, gave: false });
  }

  /** The place of a value of a row, of the row itself where it has no cell. */
  #inCompletion({ path, record, position: row, columns }: RowPlace, pointer: string): InCompletion {
    const column = Object.hasOwn(columns, pointer) ? columns[pointer] : undefined;
    if (!row?.cell || column === undefined) return { path: path + pointer, record, ...(row && { position: row }) };
    const name = this.#headers.get(headerAt(row.cell.sheet, column));
    const cell = { ...row.cell, column: columnLetters(column - 1), ...(name !== undefined && { name }) };
    return { path: path + pointer, record, position: { ...row, offset: row.offset + column - 1, column, cell } };
  }

  /** What is wrong with the completed table, once all contracts were filled in: columns without which no row is used, rows that were not used, and rows that nothing connects with one contract for certain. */
  *unused(): Generator<Finding> {
    for (const column of this.#lostColumns) yield findingOf('migrate.lost-column', '', { column });
    for (const rows of this.#completed.values()) {
      const { lines, contracts } = rows;
      if (isGuess(rows))
        yield findingOf('migrate.row-unsure', '', { contract: nameIn(lines[0] ?? ''), rows: lines.length, contracts });
      else
        for (const line of lines.slice(contracts)) {
          const { path, ...place } = this.#inCompletion(placeIn(line), '');
          yield findingOf('migrate.unmet', path, { contract: nameIn(line) }, place);
        }
    }
  }

  /** The assumptions for fields that no contract lacked, once all were filled in. */
  *neverMet(): Generator<Finding> {
    for (const { field, value } of this.#unmet) yield findingOf('migrate.assumed-for-none', '', { field, value });
  }

  /** `chain`: the one that the record took. `lacks`: whether it lacks something without a source, so that the table to complete had a row for it. */
  fill({ kind, chain, record }: { kind: RecordKind; chain: Chain; record: unknown }, lacks: () => boolean): Supplied {
    const told: Given[] = [];
    if (!isObject(record)) return { record, told };
    const rows = this.#rowsOf(kind, record, lacks);
    const line = rows?.lines[rows.contracts];
    if (rows) rows.contracts++;
    const completion = line === undefined ? undefined : valueIn(line);
    let now = record;
    const used: (readonly string[])[] = [];
    for (const { id, path } of this.#askedOn(chain)[kind]) {
      if (isThere(now, path)) continue;
      used.push(path);
      const given = at(completion, path);
      const assumed = this.#assumed[kind].get(id);
      if (assumed) this.#unmet.delete(assumed.by);
      const value = given ?? assumed?.value;
      if (value === undefined) continue;
      const taken = isTaken(now, path);
      if (!taken) now = withValue(now, path, value);
      const code = taken ? 'migrate.not-used' : given === undefined ? 'migrate.assumed' : 'migrate.completed';
      told.push({ code, path: pointerOf(path), params: { value } });
    }
    for (const [path, value] of valuesIn(completion))
      if (!used.some((place) => place.every((name, i) => name === path[i])) && !saysTheSame(at(record, path), value))
        told.push({ code: 'migrate.not-used', path: pointerOf(path), params: { value } });
    if (rows && told.some(({ code }) => code !== 'migrate.assumed')) rows.gave = true;
    const taken = told.flatMap(({ code, path }) => (code === 'migrate.completed' ? [path] : []));
    const cellOf = (pointer: string): InCompletion | undefined =>
      line !== undefined && taken.some((path) => isWithin(pointer, path))
        ? this.#inCompletion(placeIn(line), pointer)
        : undefined;
    return { record: now, told, cellOf };
  }

  /** The rows of a contract that lacks something: the table has none for others. */
  #rowsOf(kind: RecordKind, record: unknown, lacks: () => boolean): Rows | undefined {
    const key = this.#completed.size === 0 ? undefined : keyOf(kind, record);
    const rows = key === undefined ? undefined : this.#completed.get(key);
    return rows && lacks() ? rows : undefined;
  }
}

/** The key of rows without a buyer or a number, which no contract has. */
const NO_KEY = '';

/**
 * The rows of a completed table of one key. Contracts that nothing shown tells apart take theirs in the order of the table, the only thing left that connects them. `lines`: their contracts as JSON, which takes less memory than they do, each with the place of its row; `contracts`: how many contracts of the data have this key and lack
 * something; `gave`: whether a row gave one of them a value.
 */
type Rows = { lines: string[]; contracts: number; gave: boolean };

/** Between the value of a row and its place. JSON has none. */
const BEFORE_PLACE = '\t';

const valueIn = (line: string): unknown => JSON.parse(jsonIn(line));
const jsonIn = (line: string): string => line.slice(0, line.indexOf(BEFORE_PLACE));
const placeIn = (line: string): RowPlace => JSON.parse(line.slice(line.indexOf(BEFORE_PLACE) + 1)) as RowPlace;

const headerAt = (sheet: string | undefined, column: number): string => `${column} ${sheet ?? ''}`;

/** Whether the order of the rows does not say which row is of which contract, since there are not as many, and this matters: the rows say different things, or one is lacking. */
function isGuess({ lines, contracts, gave }: Rows): boolean {
  if (contracts === 0 || contracts === lines.length) return false;
  return contracts > lines.length ? gave : new Set(lines.map(jsonIn)).size > 1;
}

/** The number of the contract of a row, by which a person finds it. */
function nameIn(line: string): string {
  const id = at(valueIn(line), ['id']);
  return typeof id === 'string' ? id : '';
}

const pointerOf = (path: readonly string[]): string => descend('', path);

/** The values of a row, each with its place; a list is one value. */
function* valuesIn(value: unknown, path: readonly string[] = []): Generator<[path: readonly string[], value: unknown]> {
  if (isObject(value)) for (const name of Object.keys(value)) yield* valuesIn(value[name], [...path, name]);
  else if (value !== undefined) yield [path, value];
}

/** The JSON Pointers of the values of a row, those of lists item by item. */
function* pointersIn(value: unknown, pointer = ''): Generator<string> {
  if (typeof value !== 'object' || value === null) yield pointer;
  else for (const [name, inside] of Object.entries(value)) yield* pointersIn(inside, child(pointer, name));
}

/** Whether a cell says what the record does: a cell that names the contract has its value as text. */
const saysTheSame = (there: unknown, given: unknown): boolean =>
  equal(there, given) || (comparable(there) !== '' && comparable(there) === comparable(given));

/** The name of the column of a field, without the numbers of items: an object with a single list gives it its name. */
const nameOf = ({ path, node }: Placed): string => (node.kind === 'list' && path.length > 1 ? path.slice(0, -1) : path).join('.');

const isNamed = (placed: Placed, name: string): boolean =>
  placed.id === name || nameOf(placed) === name || placed.path.join('.') === name;

/** Separates the values of a list. */
const BETWEEN = '|';

function valueOf({ node }: Placed, text: string): unknown {
  if (node.kind === 'list' && node.item.kind === 'leaf') {
    const item = node.item;
    return text.split(BETWEEN).map((one) => fromCellText(item, one.trim()));
  }
  return node.kind === 'leaf' ? fromCellText(node satisfies Leaf, text) : text;
}
