import { findingOf } from '../../messages/finding-of.ts';
import { treesOf } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import type { OpenReader } from '../reader.ts';
import type { NEED_BYTES, ReadEvent } from '../record.ts';
import { anyNames } from '../table/generic.ts';
import { namesOf } from '../table/header.ts';
import { Intake } from '../table/intake.ts';
import { readTable } from '../table/read-table.ts';
import { spotIn } from '../table/types.ts';
import { decode } from './decode.ts';
import { csvRows } from './rows.ts';

/** A table is read as a whole: this many bytes at most. */
const LARGEST = 64 * 1_048_576;

/**
 * Opens the single sheet as CSV: `;`, `,` or TAB, UTF-8 or Windows-1252, all found out.
 * Reading throws an InputError for `table.too-large`, `table.no-header`, `table.no-rows`, `table.too-many-columns`, `table.too-many-rows`, `syntax.empty`, `encoding.utf16`.
 */
export const openCsv: OpenReader = (model) => {
  const intake = new Intake(LARGEST);
  return { feed: intake, events: readCsv(intake, model) };
};

function* readCsv(intake: Intake, model: Model | undefined): Generator<ReadEvent | typeof NEED_BYTES, void> {
  const bytes = yield* intake.whole();
  const { text, encoding, damaged } = decode(bytes);
  const position = { offset: 0, line: 1, column: 1 };
  if (encoding !== 'utf-8') yield { type: 'finding', finding: findingOf('table.encoding-windows-1252', '', {}, { position }) };
  if (damaged) {
    const line = text.slice(0, text.indexOf('\ufffd')).split(/\r\n|\r|\n/).length;
    yield { type: 'finding', finding: findingOf('encoding.invalid-utf8', '', {}, { position: { ...position, line } }) };
  }
  if (text.includes('\0')) yield { type: 'finding', finding: findingOf('encoding.nul', '', {}, { position }) };
  const reading = csvRows(text, model ? namesOf(treesOf(model)) : anyNames);
  const unclosed = function* (): Generator<ReadEvent> {
    if (reading.unclosed === undefined) return;
    const finding = findingOf('table.unclosed-quote', '', {}, { position: spotIn(undefined, 0)(reading.unclosed) });
    yield { type: 'finding', finding };
  };
  const events = readTable([{ rows: reading.rows }], model, {
    bytes: bytes.length,
    sound: () => reading.unclosed === undefined,
  });
  try {
    for (const event of events) {
      if (event.type === 'end') yield* unclosed();
      yield event;
    }
  } catch (error) {
    // Without a header the table has no end, but this is why.
    yield* unclosed();
    throw error;
  }
}
