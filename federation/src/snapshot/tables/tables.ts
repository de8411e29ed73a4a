/** Makes the flat tables of the lines of contracts: text in, bytes out, with no machine behind it, so that another thread can do it. */
import { isOld } from '../../judge/key.ts';
import type { ContractLine } from '../contract.ts';
import { rowOf, type TableLayout } from './columns.ts';
import { CsvFile } from './csv.ts';
import { ParquetFile } from './parquet.ts';

/** `contrats.csv` for versions 2.x, `contrats-1.x.csv` for 1.x, whose columns differ; `contrats.parquet` for all. */
export const TABLES = ['contrats.csv', 'contrats-1.x.csv', 'contrats.parquet'] as const;

export type TableName = (typeof TABLES)[number];

/** The next bytes of a table, which may be none, and how many rows were added to it since the last part. */
export type TablePart = { name: TableName; rows: number; bytes: Uint8Array<ArrayBuffer> };

/** Makes the tables, here or in another thread: the parts are the same. What fails is thrown by the call that asked for it and by all later ones. */
export type TableMaker = {
  /** Several may be asked at once: they are answered in their order. */
  add(lines: readonly string[]): Promise<TablePart[]>;
  end(): Promise<TablePart[]>;
  /** Ends it, whatever it is doing. */
  stop(): Promise<void>;
};

export class Tables {
  readonly #layout: TableLayout;
  readonly #recent: CsvFile;
  readonly #old: CsvFile;
  readonly #all: ParquetFile;

  constructor(layout: TableLayout) {
    this.#layout = layout;
    this.#recent = new CsvFile(layout.columns, layout.recent);
    this.#old = new CsvFile(layout.columns, layout.old);
    this.#all = new ParquetFile(layout.columns);
  }

  /** Adds contracts by their lines, see `contractLine`. Throws an Error where one is no JSON, or of a version that the tables have no columns for. */
  add(lines: readonly string[]): TablePart[] {
    let old = 0;
    for (const line of lines) {
      const contract = JSON.parse(line) as ContractLine;
      const cells = rowOf(this.#layout, contract);
      const isOfOld = isOld(contract.standard);
      (isOfOld ? this.#old : this.#recent).add(cells);
      if (isOfOld) old++;
      this.#all.add(cells, line.length);
    }
    return this.#parts(lines.length, old);
  }

  /** Writes what is left. */
  end(): TablePart[] {
    this.#all.end();
    return this.#parts(0, 0);
  }

  #parts(rows: number, old: number): TablePart[] {
    return [
      { name: 'contrats.csv', rows: rows - old, bytes: this.#recent.take() },
      { name: 'contrats-1.x.csv', rows: old, bytes: this.#old.take() },
      { name: 'contrats.parquet', rows, bytes: this.#all.take() },
    ];
  }
}
