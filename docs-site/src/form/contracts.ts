/** The contracts that a person typed, kept in the browser as rows of a table. */
import { isObject } from '../../../packages/base/src/json.ts';
import type { Finding } from '../../../src/finding.ts';
import { SHEET_LIMITS, unguarded } from '../../../src/model/cell-text.ts';
import { RECORD_KINDS, type RecordKind } from '../../../src/model/kinds.ts';
import { KIND_COLUMN } from '../../../src/model/sheet.ts';
import { readCsv } from '../../../src/read/csv-text.ts';
import { csvText } from '../../../src/write/sheet/csv.ts';

/** The texts of a contract by name of column; empty ones are left out. */
type Cells = Readonly<Record<string, string>>;
export type Contract = { kind: RecordKind; cells: Cells };

/** `draft` is what is being typed: contract number `at` of the list, or a new one. */
export type Kept = { contracts: readonly Contract[]; draft: Contract; at: number | undefined };

export const EMPTY: Kept = { contracts: [], draft: { kind: 'marche', cells: {} }, at: undefined };

/** The name under which the browser keeps all of this. */
export const KEY = 'decp-saisie';

/** More contracts are for a spreadsheet: each change checks all of them. */
export const MOST_CONTRACTS = 500;

/** What an earlier visit left; what is not of this shape is not read. A browser that keeps nothing may throw on the storage itself. */
export function readKept(storage: () => { getItem(key: string): string | null }): Kept {
  try {
    return keptOf(JSON.parse(storage().getItem(KEY) ?? 'null')) ?? EMPTY;
  } catch {
    return EMPTY;
  }
}

/** False where the browser keeps nothing, or has no room left. */
export function keep(storage: () => { setItem(key: string, text: string): void }, kept: Kept): boolean {
  try {
    storage().setItem(KEY, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

function keptOf(value: unknown): Kept | undefined {
  if (!isObject(value) || !Array.isArray(value['contracts'])) return undefined;
  const contracts = value['contracts'].map(contractOf);
  const draft = contractOf(value['draft']);
  if (!draft || !contracts.every((one) => one !== undefined) || contracts.length > MOST_CONTRACTS) return undefined;
  const at = value['at'];
  return { contracts, draft, at: typeof at === 'number' && at in contracts ? at : undefined };
}

function contractOf(value: unknown): Contract | undefined {
  if (!isObject(value) || !isObject(value['cells'])) return undefined;
  const kind = RECORD_KINDS.find((known) => known === value['kind']);
  const cells = Object.entries(value['cells']);
  if (!kind || !cells.every((cell): cell is [string, string] => typeof cell[1] === 'string')) return undefined;
  return { kind, cells: Object.fromEntries(cells) };
}

/** Without the contract of this rank. What is being typed stays, unless it is that contract. */
export function withoutContract({ contracts, draft, at }: Kept, rank: number): Kept {
  const isOpen = at === rank;
  return {
    contracts: contracts.toSpliced(rank, 1),
    draft: isOpen ? EMPTY.draft : draft,
    at: isOpen || at === undefined ? undefined : at > rank ? at - 1 : at,
  };
}

/** Whether something was typed that the list of contracts does not have. */
export function isUnsaved({ contracts, draft, at }: Kept): boolean {
  const saved = at === undefined ? undefined : contracts[at];
  const names = new Set([...Object.keys(draft.cells), ...Object.keys(saved?.cells ?? {})]);
  return [...names].some((name) => draft.cells[name] !== saved?.cells[name]);
}

/** The contracts as a table, one a row: the reader of tables makes records of them. `columns` are there even if they are empty. */
export function tableOf(contracts: readonly Contract[], columns: readonly string[] = []): string {
  const names = [...new Set([...columns, ...contracts.flatMap(({ cells }) => Object.keys(cells))])];
  const rows = contracts.map(({ kind, cells }) => [kind, ...names.map((name) => cells[name] ?? '')]);
  return csvText([[KIND_COLUMN, ...names], ...rows]);
}

const NUMBER_COLUMN = 'rang';

/**
 * The table that is checked. It has all `columns` of the form, so that a missing value is reported in its cell. The contracts are numbered,
 * since the reader takes a row that has only its kind for a subheading.
 */
export const checkedTableOf = (contracts: readonly Contract[], columns: readonly string[]): string =>
  tableOf(
    contracts.map(({ kind, cells }, at) => ({ kind, cells: { ...cells, [NUMBER_COLUMN]: String(at + 1) } })),
    columns,
  );

/** The ranks of the contracts that a finding of that table is about: of a column those that fill it, of the table all. */
export function ranksOf({ position }: Pick<Finding, 'position'>, contracts: readonly Contract[]): number[] {
  const { row = 0, name } = position?.cell ?? {};
  const at = row - FIRST_ROW;
  if (at in contracts) return [at];
  return contracts.flatMap(({ cells }, rank) => (name === undefined || Object.hasOwn(cells, name) ? [rank] : []));
}

/** The row of the first contract: the one above has the names of the columns. */
const FIRST_ROW = 2;

/** The rows of a table that the program wrote. A table of one kind may have no column for it. */
export function rowsOf(text: string): Contract[] {
  const [header, ...rows] = readCsv(text.replace(/^\ufeff/, ''), {
    delimiter: ';',
    lenient: true,
    mostCells: SHEET_LIMITS.columns,
  });
  const names = header?.cells ?? [];
  const isConcession = names.some((name) => OF_CONCESSION.test(name ?? ''));
  return rows.map(({ cells }): Contract => {
    const filled = cells.flatMap((text, i): [string, string][] => {
      const name = names[i];
      return name === undefined || text === undefined ? [] : [[name, unguarded(text)]];
    });
    const { [KIND_COLUMN]: given, ...own } = Object.fromEntries(filled);
    const kind = RECORD_KINDS.find((known) => known === given) ?? (isConcession ? 'contrat-concession' : 'marche');
    return { kind, cells: own };
  });
}

/** Columns that only concessions have. */
const OF_CONCESSION = /^(autoriteConcedante\.|concessionnaires\.|dateSignature$|valeurGlobale$)/;
