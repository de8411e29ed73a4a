/** Makes values from a file safe and short to print, so that a hostile value cannot control a terminal or fill the screen. */

/**
 * Control and format characters (escape sequences, bidi marks, zero-width characters), lone surrogates, and all spaces except
 * U+0020.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
const ANY_HIDDEN = new RegExp(HIDDEN, 'gu');
/** A UTF-16 surrogate. */
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

/**
 * Returns the text with hidden characters escaped, cut to `limit` characters; `…` marks the cut. Reads no more of the text than
 * it prints.
 */
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

/**
 * The same for a value that a person reads in a message: spaces other than U+0020 are `␣`, ends of line `↵`, tabs `⇥`. A person knows these signs from a
 * word processor, and escapes from nowhere.
 */
export function shown(text: string, limit = 60): string {
  if (!HIDDEN.test(text.slice(0, limit + 1))) return visible(text, limit);
  // Two characters may become one sign.
  const head = text.slice(0, 2 * limit + 2);
  return visible(
    head
      .replace(/\r\n?|[\n\p{Zl}\p{Zp}]/gu, '↵')
      .replaceAll('\t', '⇥')
      .replace(/(?! )\p{Zs}/gu, '␣'),
    limit,
  );
}

/** Returns the start of a text, more than `shown` prints without a limit of its own, with `␣` for each space that cannot be seen: at an end, in a row, or another than U+0020. */
export const spacesShown = (text: string): string =>
  text.slice(0, 200).replace(/^ +| +$| {2,}|(?! )\p{Zs}/gu, (spaces) => '␣'.repeat(spaces.length));

const jsonEscape = (char: string): string =>
  Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');

/** Formats a code point as in character charts: `U+001B`. */
export const codePoint = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

/** Escapes hidden characters in a JSON text. A parser reads the same value. */
export const safeJson = (json: string): string => (HIDDEN.test(json) ? json.replace(ANY_HIDDEN, jsonEscape) : json);

/** Texts that need no escaping in JSON: printable Latin-1 without quote or backslash. */
const PLAIN = /^[ !#-[\]-~\u00a1-\u00ac\u00ae-\u00ff]*$/;

/** Serialises a text like `safeJson`. Nearly all texts are plain, and testing that is faster than serialising. */
export const jsonOfText = (text: string): string => `"${insideOfJson(text)}"`;

/** The same without the quotes. */
export const insideOfJson = (text: string): string => (PLAIN.test(text) ? text : safeJson(JSON.stringify(text)).slice(1, -1));
