/** Values of a file made safe and short to print: a hostile value can neither steer a terminal nor fill the screen. */

/** Control and format characters (escape sequences, bidi marks, zero widths), lone surrogates, and every space but the plain one. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const ANY_HIDDEN = new RegExp(HIDDEN, 'gu');
/** Half of a character beyond U+FFFF. */
const PAIR = /[\ud800-\udfff]/;
const SHORT = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  return SHORT.get(char) ?? (code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`);
}

/** The text with hidden characters written as escapes, at most `limit` characters; what is cut is shown by `…`. Reads no more of it than it prints. */
export function visible(text: string, limit = 60): string {
  const head = text.length > limit ? text.slice(0, limit + 1) : text;
  if (!HIDDEN.test(head)) {
    if (text.length <= limit) return text;
    if (!PAIR.test(head)) return `${head.slice(0, Math.max(0, limit - 1))}…`;
  }
  let out = '';
  let kept = '';
  let length = 0;
  for (const char of text) {
    const hidden = HIDDEN.test(char);
    const shown = hidden ? escaped(char) : char;
    length += hidden ? shown.length : 1;
    if (length > limit) return `${kept}…`;
    out += shown;
    if (length < limit) kept = out;
  }
  return out;
}

const jsonEscape = (char: string): string =>
  Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');

/** A code point as charts of characters write it: `U+001B`. */
export const codePoint = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

/** A JSON text without hidden characters: each is escaped inside its string, so that a parser reads the same value. */
export const safeJson = (json: string): string => (HIDDEN.test(json) ? json.replace(ANY_HIDDEN, jsonEscape) : json);

/** Texts that stand in JSON as they are: printable, of Latin-1, without quote or backslash. Others may, but need a closer look. */
const PLAIN = /^[ !#-[\]-~\u00a1-\u00ac\u00ae-\u00ff]*$/;

/** `safeJson` of a text. Nearly all are plain, and to see that is quicker than to write them with care. */
export const jsonOfText = (text: string): string => (PLAIN.test(text) ? `"${text}"` : safeJson(JSON.stringify(text)));
