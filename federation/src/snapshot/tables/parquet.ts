import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Cell, Column, ColumnType } from './columns.ts';

/** Rows of a group, at most, and the characters of their contracts, about: they are in memory at once. */
const GROUP = { rows: 2_500, size: 4 * 1_048_576 };

/** Columns that contracts are in the order of: a reader passes over groups that have none of what it looks for. */
const ORDERED = new Set(['standard', 'annee', 'contrat']);

/** The table of all columns, with types. */
export class ParquetFile {
  readonly #columns: readonly Column[];
  readonly #writer = new ByteWriter();
  readonly #file: ParquetWriter;
  /** The rows of the next group, column by column. */
  #data: unknown[][];
  #rows = 0;
  #size = 0;

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    this.#file = new ParquetWriter({ writer: this.#writer, schema: schemaOf(columns), createdBy: 'decp-federation' });
    this.#data = columns.map(() => []);
  }

  /** `size`: the characters of the contract. */
  add(cells: readonly Cell[], size: number): void {
    for (let at = 0; at < this.#columns.length; at++)
      (this.#data[at] as unknown[]).push(valueOf((this.#columns[at] as Column).type, cells[at] as Cell));
    this.#size += size;
    if (++this.#rows === GROUP.rows || this.#size >= GROUP.size) this.#writeGroup();
  }

  /** What was written since the last call: nothing until a group is full. */
  take(): Uint8Array<ArrayBuffer> {
    const bytes = this.#writer.getBytes().slice();
    this.#writer.index = 0;
    return bytes;
  }

  /** Writes what is left, and the end of the file. */
  end(): void {
    if (this.#rows > 0) this.#writeGroup();
    void this.#file.finish();
  }

  #writeGroup(): void {
    // Nothing is to be waited for: the writer takes bytes as they come.
    void this.#file.write({
      columnData: this.#columns.map(({ name }, at) => ({
        ...{ name, data: this.#data[at] as unknown[] },
        // What is said of each group is in memory until the end: of all columns and millions of contracts, more than the contracts of a group.
        ...{ offsetIndex: false, statistics: ORDERED.has(name) },
      })),
      rowGroupSize: this.#rows,
    });
    this.#data = this.#columns.map(() => []);
    this.#rows = 0;
    this.#size = 0;
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

function valueOf(type: ColumnType, cell: Cell): unknown {
  if (cell === null) return null;
  if (type === 'date') return Date.parse(cell as string) / DAY;
  return type === 'integer' ? BigInt(cell) : cell;
}

const schemaOf = (columns: readonly Column[]): SchemaElement[] => [
  { name: 'root', num_children: columns.length },
  ...columns.map(({ name, type }): SchemaElement => ({ name, ...TYPES[type], repetition_type: 'OPTIONAL' })),
];
