/** What the writers of workbooks have in common: pieces of XML, as bytes of an archive. */
import { InputError } from '../../finding.ts';
import { SHEET_LIMITS } from '../../model/cell-text.ts';

/** The earliest date of a ZIP archive, in local time, as ZIP stores it: the same sheets give the same bytes. */
export const NO_DATE: Date = new Date(1980, 0, 1);

/** Width of a column, in characters, where none is given. */
export const DEFAULT_WIDTH = 24;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as it stands in an attribute, or between elements. */
export const xmlEscaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

export const workbookTooLarge = (): InputError => new InputError('output.workbook-too-large', { limit: SHEET_LIMITS.bytes });

/**
 * Encodes pieces as they come, so that a large sheet never becomes one string, which V8 limits in length.
 * @throws InputError `output.workbook-too-large` where readers of this program would refuse the workbook
 */
export function encodedPieces(head: string, pieces: Iterable<string>): Uint8Array {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [encoder.encode(head)];
  let size = chunks[0]?.length ?? 0;
  let pending = '';
  const flush = (): void => {
    const chunk = encoder.encode(pending);
    chunks.push(chunk);
    size += chunk.length;
    if (size > SHEET_LIMITS.bytes) throw workbookTooLarge();
    pending = '';
  };
  for (const piece of pieces) {
    pending += piece;
    if (pending.length > 1 << 16) flush();
  }
  flush();
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
