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
  let rows: (readonly Cell[])[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    const data = columns.map(({ name, type }, at) => ({ name, data: rows.map((row) => VALUES[type](row[at] ?? null)) }));
    rows = [];
    await file.write({ columnData: data, rowGroupSize: GROUP });
  };
  return {
    contract(contract) {
      count++;
      return rows.push(table.row(contract)) < GROUP ? undefined : flush();
    },
    async close() {
      if (rows.length > 0) await flush();
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
