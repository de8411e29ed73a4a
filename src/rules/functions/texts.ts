/** Texts by code points, as CEL counts and orders them: JavaScript does both by UTF-16 units. */

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** The length of the text in code points; half a surrogate pair counts one. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) if (isHigh(text.charCodeAt(i)) && isLow(text.charCodeAt(i + 1))) count -= 1;
  return count;
}

/** The smallest text by code points, the empty text for an empty list. */
export function premier(list: readonly string[]): string {
  let first = list[0] ?? '';
  for (let i = 1; i < list.length; i++) if (isBefore(list[i] ?? '', first)) first = list[i] ?? '';
  return first;
}

function isBefore(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i += 1;
  if (i === length) return a.length < b.length;
  // The units that differ may be the second halves of pairs.
  const start = i > 0 && isHigh(a.charCodeAt(i - 1)) ? i - 1 : i;
  const before = (a.codePointAt(start) ?? 0) - (b.codePointAt(start) ?? 0);
  return (before !== 0 ? before : (a.codePointAt(i) ?? 0) - (b.codePointAt(i) ?? 0)) < 0;
}
