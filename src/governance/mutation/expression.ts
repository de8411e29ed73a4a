/** The parts of a regular expression that a person could get wrong, read from its text. Covers the syntax that our patterns use. */

/** From `start` to before `end` in the text. */
export type Span = { start: number; end: number };
type Repeat = { atom: Span; quantifier: Span };
export type Parts = { classes: Span[]; choices: Span[][]; repeats: Repeat[] };

/** Where the classes `[…]`, the choices `(a|b)` and the repeats `x{2}`, `x?`, `x*`, `x+` of an expression stand, in its order. */
export function partsOf(source: string): Parts {
  const parts: Parts = { classes: [], choices: [], repeats: [] };
  readChoice(source, 0, parts);
  return parts;
}

/** Reads alternatives up to the parenthesis that closes them, or the end. Gives the place after the last. */
function readChoice(source: string, from: number, parts: Parts): number {
  const alternatives: Span[] = [];
  let start = from;
  let at = from;
  while (at < source.length && source[at] !== ')') {
    if (source[at] === '|') {
      alternatives.push({ start, end: at });
      start = ++at;
    } else {
      at = readRepeat(source, at, parts);
    }
  }
  if (alternatives.length > 0) parts.choices.push([...alternatives, { start, end: at }]);
  return at;
}

function readRepeat(source: string, start: number, parts: Parts): number {
  const end = readAtom(source, start, parts);
  const length = /^(?:[?*+]|\{[0-9,]+\})/.exec(source.slice(end))?.[0].length ?? 0;
  if (length > 0) parts.repeats.push({ atom: { start, end }, quantifier: { start: end, end: end + length } });
  return end + length;
}

function readAtom(source: string, start: number, parts: Parts): number {
  if (source[start] === '\\') return start + 2;
  if (source[start] === '(') return readChoice(source, start + 1, parts) + 1;
  if (source[start] !== '[') return start + 1;
  const end = start + (/^\[(?:\\.|[^\]\\])*\]/.exec(source.slice(start))?.[0].length ?? 1);
  parts.classes.push({ start, end });
  return end;
}
