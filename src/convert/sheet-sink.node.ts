import type { Model } from '../model/types.ts';
import type { SheetForm } from '../write/sheet/cells.ts';
import { createTable } from '../write/sheet/table.ts';
import type { Output } from '../host/output.node.ts';
import type { Sink } from './sink.node.ts';

/** Writes a file of the version as one sheet. Rows are kept in memory until the end, since the columns are known only then. */
export function sheetSink(form: SheetForm, model: Model, output: Output): Sink {
  const table = createTable(model, form);
  return {
    open: () => Promise.resolve(),
    record: ({ kind, value }) => Promise.resolve(table.add(kind, value)),
    close: () => Promise.resolve(),
    async keep() {
      await output.write(table.bytes());
      await output.close();
    },
    discard: () => output.discard(),
  };
}
