import { shownValue } from '../../../../src/model/cell-text.ts';
import { csvLine, csvText } from '../../../../src/write/sheet/csv.ts';
import type { FilledCell } from '../../../../src/write/sheet/rows.ts';
import { WIDEST } from '../../utf8.ts';
import type { Cell, Column } from './columns.ts';

const utf8 = new TextEncoder();

/** Bytes of a buffer at first: more than the rows of a block have, mostly. */
const SPACE = 1 << 18;

/** A table as French spreadsheets open it, with some of the columns: one row a contract. */
export class CsvFile {
  readonly #ranks: readonly number[];
  /** What `take` has not given yet: row by row, since to encode one long text costs several times as much. */
  #space = new Uint8Array(SPACE);
  #used = 0;

  /** `ranks`: those of its columns, in their order. */
  constructor(columns: readonly Column[], ranks: readonly number[]) {
    this.#ranks = ranks;
    this.#write(csvText([ranks.map((rank) => columns[rank]?.name ?? '')]));
  }

  add(cells: readonly Cell[]): void {
    const filled: FilledCell[] = [];
    // A plain loop, here and in the other tables: this is done for each cell of millions of rows.
    for (let at = 0; at < this.#ranks.length; at++) {
      const cell = cells[this.#ranks[at] as number];
      const text = cell === null ? undefined : shownValue(cell);
      if (text !== undefined) filled.push([at, text]);
    }
    this.#write(csvLine(filled, this.#ranks.length));
  }

  /** What was written since the last call. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.#space.slice(0, this.#used);
    this.#used = 0;
    return bytes;
  }

  #write(text: string): void {
    const needed = this.#used + text.length * WIDEST;
    if (needed > this.#space.length) {
      const larger = new Uint8Array(Math.max(needed, this.#space.length * 2));
      larger.set(this.#space.subarray(0, this.#used));
      this.#space = larger;
    }
    this.#used += utf8.encodeInto(text, this.#space.subarray(this.#used)).written;
  }
}
