import { isOld } from '../../judge/key.ts';
import { shownValue } from '../../../../src/model/cell-text.ts';
import { csvLine, csvText } from '../../../../src/write/sheet/csv.ts';
import type { FilledCell } from '../../../../src/write/sheet/rows.ts';
import type { Cell } from '../columns.ts';
import type { OpenOutput, OutputContext, Writing } from '../output.ts';

/** `contrats.csv` for versions 2.x, `contrats-1.x.csv` for 1.x, whose columns differ: one row a contract, as French spreadsheets open them. */
export const csv: OpenOutput = async (context) => {
  const recent = await CsvFile.open(context, 'contrats.csv', (version) => !isOld(version));
  const old = await CsvFile.open(context, 'contrats-1.x.csv', isOld);
  return {
    contract: (contract) => (isOld(contract.standard) ? old : recent).add(context.table.row(contract)),
    close: async () => ({ files: [await recent.close(), await old.close()] }),
  };
};

class CsvFile {
  readonly #writing: Writing;
  readonly #columns: readonly number[];
  #count = 0;

  private constructor(writing: Writing, columns: readonly number[]) {
    this.#writing = writing;
    this.#columns = columns;
  }

  static async open({ create, table }: OutputContext, name: string, isOf: (version: string) => boolean): Promise<CsvFile> {
    const columns = table.columnsOf(isOf);
    const writing = await create(name);
    await writing.write(csvText([columns.map((rank) => table.columns[rank]?.name ?? '')]));
    return new CsvFile(writing, columns);
  }

  add(cells: readonly Cell[]): Promise<void> | undefined {
    this.#count++;
    const filled: FilledCell[] = [];
    // Plain loops, here and where other outputs are made: this is done for each cell of millions of rows.
    for (let at = 0; at < this.#columns.length; at++) {
      const cell = cells[this.#columns[at] as number];
      const text = cell === null ? undefined : shownValue(cell);
      if (text !== undefined) filled.push([at, text]);
    }
    return this.#writing.write(csvLine(filled, this.#columns.length));
  }

  close() {
    return this.#writing.close(this.#count);
  }
}
