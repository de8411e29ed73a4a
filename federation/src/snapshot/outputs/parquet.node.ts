import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Cell, Column, ColumnType } from '../columns.ts';
import type { OpenOutput, Writing } from '../output.ts';

/** Rows of a group: they are in memory at once. */
const GROUP = 10_000;

/** `contrats.parquet`: the table of all contracts, of every version, with typed columns. */
export const parquet: OpenOutput = async ({ create, table }) => {
  const { columns } = table;
  const writing = await create('contrats.parquet');
  const into = new Into(writing);
  const file = new ParquetWriter({ writer: into, schema: schemaOf(columns), createdBy: 'decp-federation' });
  const valueOf = columns.map(({ type }) => VALUES[type]);
  const none = (): unknown[][] => columns.map(() => Array.from({ length: GROUP }, () => null));
  let data = none();
  let rows = 0;
  let count = 0;
  const flush = async (): Promise<void> => {
    const filled = data;
    for (const values of filled) values.length = rows;
    data = none();
    rows = 0;
    await file.write({
      columnData: columns.map(({ name }, at) => ({ name, data: filled[at] as unknown[] })),
      rowGroupSize: GROUP,
    });
  };
  return {
    contract(contract) {
      count++;
      const cells = table.row(contract);
      for (let at = 0; at < cells.length; at++) {
        const cell = cells[at] as Cell;
        if (cell !== null) (data[at] as unknown[])[rows] = (valueOf[at] as (cell: Cell) => unknown)(cell);
      }
      return ++rows < GROUP ? undefined : flush();
    },
    async close() {
      if (rows > 0) await flush();
      await file.finish();
      await into.flush();
      return { files: [await writing.close(count)] };
    },
  };
};

/** Passes on what was written after each group of rows. */
class Into extends ByteWriter {
  readonly #writing: Writing;

  constructor(writing: Writing) {
    super();
    this.#writing = writing;
  }

  async flush(): Promise<void> {
    const part = this.getBytes().slice();
    this.index = 0;
    await this.#writing.bytes(part);
  }
}

/** Texts of JSON are plain texts here: `JSON` of Parquet would be read as another type by some. */
const TYPES: Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  date: { type: 'INT32', converted_type: 'DATE' },
  number: { type: 'DOUBLE' },
  integer: { type: 'INT64' },
  boolean: { type: 'BOOLEAN' },
};

const DAY = 86_400_000;
const same = (cell: Cell): unknown => cell;

const VALUES: Record<ColumnType, (cell: Cell) => unknown> = {
  text: same,
  json: same,
  date: (cell) => (cell === null ? null : Date.parse(cell as string) / DAY),
  number: same,
  integer: (cell) => (cell === null ? null : BigInt(cell)),
  boolean: same,
};

const schemaOf = (columns: readonly Column[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.map(({ name, type }): SchemaElement => ({ name, ...TYPES[type], repetition_type: 'OPTIONAL' })),
];
