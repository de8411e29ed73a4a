/** Replaces parts of bytes or of a text without a copy of the rest. */

/** What stands from `start` to `end`, exclusive, is replaced with `by`. */
export type Edit<T> = { start: number; end: number; by: T };

/** The pieces of `whole` with these edits, which do not overlap. */
function spliced<T extends { length: number }>(whole: T, edits: readonly Edit<T>[], part: (from: number, to: number) => T): T[] {
  const pieces: T[] = [];
  let at = 0;
  for (const { start, end, by } of edits.toSorted((a, b) => a.start - b.start)) {
    pieces.push(part(at, start), by);
    at = end;
  }
  pieces.push(part(at, whole.length));
  return pieces.filter(({ length }) => length > 0);
}

export const splicedBytes = (bytes: Uint8Array, edits: readonly Edit<Uint8Array>[]): Uint8Array[] =>
  spliced(bytes, edits, (from, to) => bytes.subarray(from, to));

export const splicedText = (text: string, edits: readonly Edit<string>[]): string =>
  spliced(text, edits, (from, to) => text.slice(from, to)).join('');
