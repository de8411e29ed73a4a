/** Recognises a table whose accents are wrong throughout, by its column names. */
import { InputError } from '../../finding.ts';
import { known, MOST_ABOVE, type Names } from '../table/header.ts';
import { type Decoded, toWindows1252 } from './decode.ts';

/** Signs of a text in UTF-8 that was read as Windows-1252 and written again; accented letters of the Macintosh, as Windows-1252 reads them. */
const TWICE = /[ÃÂ][\u0080-\u00bf\u2018-\u203a]/;
const MAC = /[Žˆ\u008f\u008dŠ\u0090™]/;

/** One name more may be the value of a cell. */
const FEWEST_RESTORED = 2;

/** Characters among which the column names stand. */
const BEGINNING = 20_000;

/**
 * Refuses a table whose column names, which hold accents, are known only once these are restored.
 * @throws InputError `encoding.damaged-accents`
 */
export function checkAccents(bytes: Uint8Array, { text, encoding }: Decoded, names: Names): void {
  const head = text.slice(0, BEGINNING);
  const isMac = encoding === 'windows-1252';
  if (!(isMac ? MAC : TWICE).test(head)) return;
  const restored = isMac ? new TextDecoder('macintosh').decode(bytes.subarray(0, BEGINNING)) : readOnce(head);
  if (knownIn(restored, names) >= knownIn(head, names) + FEWEST_RESTORED)
    throw new InputError('encoding.damaged-accents', { found: isMac ? 'mac' : 'twice' });
}

/** The text that was read as Windows-1252, read as UTF-8; what is no such text is left out. */
function readOnce(text: string): string {
  const bytes = [...text].map((char) => toWindows1252(char)?.[0] ?? 0x3f);
  return new TextDecoder('utf-8').decode(Uint8Array.from(bytes));
}

/** How many names of known columns the rows have: the titles and, below them, the technical names, which have no accents. */
function knownIn(text: string, names: Names): number {
  let count = 0;
  for (const line of text.split(/\r\n?|\n/, MOST_ABOVE)) count += known(line.split(/[;,\t]/).map(bare), names);
  return count;
}

const bare = (cell: string): string => cell.replaceAll('"', '').trim();
