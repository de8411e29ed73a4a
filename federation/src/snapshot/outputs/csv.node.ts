import { isOld } from '../../judge/key.ts';
import { shownValue } from '../../../../src/model/cell-text.ts';
import { csvRow, csvText } from '../../../../src/write/sheet/csv.ts';
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
    return this.#writing.write(csvRow(this.#columns.map((rank) => shownValue(cells[rank]) ?? '')));
  }

  close() {
    return this.#writing.close(this.#count);
  }
}
