import { InputError } from '../../finding.ts';
import type { Model } from '../../model/types.ts';
import type { OpenReader } from '../reader.ts';
import type { NEED_BYTES, ReadEvent } from '../record.ts';
import { Intake } from '../table/intake.ts';
import { readTable } from '../table/read-table.ts';
import { type Parts, unpack, type Wanted } from '../unpack.ts';
import { readBook } from './book.ts';
import { sheetRows } from './sheet-rows.ts';

/** Bytes of the file, packed. */
const LARGEST = 32 * 1_048_576;

/**
 * Opens the single sheet as a workbook (XLSX). The sheets whose first row names known columns are read, in their order.
 * Reading throws an InputError for `table.too-large`, `table.archive-too-large`, `table.not-a-workbook`, `table.broken-workbook`,
 * `table.no-header`, `table.no-rows`, `table.too-many-columns`, `syntax.empty`.
 */
export const openXlsx: OpenReader = (model) => {
  const intake = new Intake(LARGEST);
  return { feed: intake, events: readXlsx(intake, model) };
};

function* readXlsx(intake: Intake, model: Model | undefined): Generator<ReadEvent | typeof NEED_BYTES, void> {
  const bytes = yield* intake.whole();
  checkSignature(bytes);
  const parts = partsOf(bytes);
  const book = readBook(parts);
  const sheets = book.sheets.map(({ name, part }) => ({
    name,
    rows: sheetRows(parts.get(part) ?? new Uint8Array(), part, book),
  }));
  yield* readTable(sheets, model, { bytes: bytes.length, sound: () => true });
}

/** What may be of use: the list of sheets, the sheets, the shared texts, the formats. Pictures and the like are never unpacked. */
const WANTED: Wanted = {
  files: /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml|sharedStrings\.xml|styles\.xml)$/i,
  broken: (part) => new InputError('table.broken-workbook', part === undefined ? {} : { part }),
  tooLarge: (limit) => new InputError('table.archive-too-large', { limit }),
};

function partsOf(bytes: Uint8Array): Parts {
  const { parts, names } = unpack(bytes, WANTED);
  if (names.has('content.xml')) throw new InputError('table.not-a-workbook', { found: 'ods' });
  if (!parts.has('xl/workbook.xml')) throw new InputError('table.not-a-workbook', { found: 'other' });
  return parts;
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b, 0x03, 0x04];

function checkSignature(bytes: Uint8Array): void {
  const starts = (signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);
  if (!starts(ZIP)) throw new InputError('table.not-a-workbook', { found: starts(OLE) ? 'ole' : 'other' });
}
