import { concat } from './concat.ts';
import type { OpenReader } from './reader.ts';
import { readJson } from './json/read-json.ts';
import { Window } from './json/window.ts';

/** The forms of files that can be read. Those that can be written are in `src/model/forms.ts`. */
export type FormName = 'json' | 'xml' | 'csv' | 'xlsx' | 'ods' | 'package';

/** `whole`: a file of this form gives no record before it has been read to its end. */
export type ReadForm = { name: FormName; open: OpenReader; whole: boolean };

/** Readers are loaded on demand, except that of JSON, which nearly every call needs. */
const READERS: Record<FormName, { whole: boolean; load: () => Promise<OpenReader> }> = {
  json: { whole: false, load: () => Promise.resolve(openJson) },
  xml: { whole: false, load: async () => (await import('./xml/read-xml.ts')).openXml },
  csv: { whole: true, load: async () => (await import('./csv/open-csv.ts')).openCsv },
  xlsx: { whole: true, load: async () => (await import('./xlsx/open-xlsx.ts')).openXlsx },
  ods: { whole: true, load: async () => (await import('./ods/open-ods.ts')).openOds },
  package: { whole: true, load: async () => (await import('./package/open-zip.ts')).openZippedPackage },
};

/** The form of a file, recognised by its first bytes, then by its name. JSON by default, since its reader gives the best messages. */
export async function formOf(fileName: string, head: Uint8Array): Promise<ReadForm> {
  const name = byBytes(fileName, head) ?? byName(fileName);
  const { whole, load } = READERS[name];
  return { name, whole, open: await load() };
}

/** Bytes at the beginning of a file from which its form is recognised. */
const TELLING = 2_000;

/**
 * The beginning of a file: at least `least` bytes (by default enough to recognise the form), or the whole file. `next` gives its chunks,
 * undefined at the end; a pipe may give it byte by byte.
 */
export async function beginningOf(next: () => Promise<Uint8Array | undefined>, least: number = TELLING): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let size = 0; size < least;) {
    const chunk = await next();
    if (!chunk) break;
    size += chunk.length;
    // The source may use its buffer again for the next one.
    chunks.push(size < least ? new Uint8Array(chunk) : chunk);
  }
  return chunks[0] !== undefined && chunks.length === 1 ? chunks[0] : concat(chunks);
}

/** The first bytes of a ZIP archive (APPNOTE.TXT §4.3.7), and of old binary workbooks, for which the reader has a message. */
const SIGNATURES = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

const begins = (head: Uint8Array, bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);

function byBytes(fileName: string, head: Uint8Array): FormName | undefined {
  if (SIGNATURES.some((signature) => begins(head, signature))) return byArchive(fileName, head);
  const start = begins(head, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
  const first = head.subarray(start).find((byte) => !BLANKS.has(byte));
  // Some software writes a table as a web page under the name of a workbook, whose reader has a message for it.
  if (first === 0x3c) return !isWebPage(head) ? 'xml' : /\.xlsx?$/i.test(fileName) ? 'xlsx' : 'json';
  if (first === 0x7b || first === 0x5b) return 'json';
  return HEADER.test(textOf(head)) ? 'csv' : undefined;
}

const textOf = (head: Uint8Array): string => String.fromCharCode(...head.subarray(0, TELLING));

/** One of the first lines of a table of contracts has the column of their number, or that of their buyer: its name, or its title. */
const HEADER =
  /^[^\r\n]*(?<=^\W*|[;,\t]"?)(id|acheteur\.id|autoriteConcedante\.id|Identifiant du [^;,\t"\r\n]{1,40}|SIRET de l[^;,\t"\r\n]{1,40})"?[;,\t]/im;

/** Workbooks and data packages are all ZIP archives, distinguished by the name of their first file (APPNOTE.TXT §4.3.7) or of the archive. */
function byArchive(fileName: string, head: Uint8Array): FormName {
  const text = textOf(head);
  const first = text.slice(30, 30 + (head[26] ?? 0));
  // An OpenDocument file begins with its type, which is not compressed (ISO/IEC 26300-2, 3.3).
  if (first === 'mimetype') return 'ods';
  if (/^[^/]+\.(csv|json|md)$/i.test(first)) return 'package';
  if (/\.ods$/i.test(fileName)) return 'ods';
  return /\.zip$/i.test(fileName) && !/^(\[Content_Types\]|_rels|docProps|xl)/.test(first) ? 'package' : 'xlsx';
}

/** The start of an HTML page, which a server may send instead of the file. */
const isWebPage = (head: Uint8Array): boolean => /^\W*(!doctype\s+)?(html|table)\b/i.test(textOf(head));

function byName(name: string): FormName {
  if (/\.xlsx$/i.test(name)) return 'xlsx';
  if (/\.ods$/i.test(name)) return 'ods';
  return /\.(csv|tsv)(\.gz)?$/i.test(name) ? 'csv' : 'json';
}

/** JSON has types of values, so it is read without a model. */
const openJson: OpenReader = () => {
  const feed = new Window();
  return { feed, events: readJson(feed) };
};
