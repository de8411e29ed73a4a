import type { Model } from '../model/types.ts';
import { csvOf } from '../write/sheet/csv.ts';
import { RowKeeper } from '../write/sheet/rows.ts';
import { createTable } from '../write/sheet/table.ts';
import type { Output } from '../host/output.ts';
import { Gathered } from './gathered.ts';
import type { Sink, Spool } from './sink.ts';

/** Writes a file of the version as one CSV table. Rows are kept on disk until the end, since the columns are known only then. */
export function csvSink(model: Model, output: Output, spool: Spool): Sink {
  const keeper = new RowKeeper(model, 'csv');
  return {
    open: () => undefined,
    record({ kind, value }) {
      const { line, lost } = keeper.take(kind, value);
      if (line !== undefined) spool.add(`${line}\n`);
      return lost;
    },
    flush: () => spool.flushIfEnough(),
    close: () => Promise.resolve(),
    async keep() {
      const { head, line } = csvOf(keeper);
      const gathered = new Gathered((text) => output.write(text));
      gathered.add(head);
      for await (const lines of spool.lines())
        for (const kept of lines) {
          gathered.add(line(kept));
          await gathered.flushIfEnough();
        }
      await gathered.flush();
      await output.close();
      await spool.remove();
    },
    async discard() {
      await spool.remove();
      await output.discard();
    },
  };
}

/** Writes a file of the version as a workbook, which is made in memory: its size has a limit. */
export function workbookSink(form: 'xlsx' | 'ods', model: Model, output: Output): Sink {
  const table = createTable(model, form);
  return {
    open: () => undefined,
    record: ({ kind, value }) => table.add(kind, value),
    flush: () => undefined,
    close: () => Promise.resolve(),
    async keep() {
      await output.write(table.bytes());
      await output.close();
    },
    discard: () => output.discard(),
  };
}
