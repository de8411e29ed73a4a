import type { FileEntry } from '../manifest.ts';
import type { OpenOutput, Writing } from '../output.ts';
import { type TableName, type TablePart, TABLES } from '../tables/tables.ts';

/** Characters of lines that are sent at once, about, and how often before the first answer is waited for. */
const BLOCK = 1 << 18;
const AHEAD = 3;

/** `contrats.csv`, `contrats-1.x.csv` and `contrats.parquet`: the flat tables, one row a contract. */
export const tables: OpenOutput = async ({ create, tables: maker }) => {
  const files = new Map<TableName, { writing: Writing; rows: number }>();
  for (const name of TABLES) files.set(name, { writing: await create(name), rows: 0 });
  let lines: string[] = [];
  let size = 0;
  const write = async (parts: readonly TablePart[]): Promise<void> => {
    for (const { name, rows, bytes } of parts) {
      const file = files.get(name) as { writing: Writing; rows: number };
      file.rows += rows;
      if (bytes.length > 0) await file.writing.bytes(bytes);
    }
  };
  const asked: Promise<TablePart[]>[] = [];
  const send = async (): Promise<void> => {
    const parts = maker.add(lines);
    // What fails is thrown when its turn has come.
    parts.catch(() => undefined);
    asked.push(parts);
    lines = [];
    size = 0;
    if (asked.length > AHEAD) await write((await asked.shift()) ?? []);
  };
  return {
    contract({ line }) {
      lines.push(line);
      size += line.length;
      return size < BLOCK ? undefined : send();
    },
    async close() {
      if (lines.length > 0) await send();
      for (const parts of asked) await write(await parts);
      await write(await maker.end());
      // What is left to do is for the others: a thread that is done would only keep its memory.
      await maker.stop();
      const entries: FileEntry[] = [];
      for (const { writing, rows } of files.values()) entries.push(await writing.close(rows));
      return { files: entries };
    },
  };
};
