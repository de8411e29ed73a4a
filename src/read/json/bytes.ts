/** The bytes that JSON is made of, by name. Source: RFC 8259 §2. */
export const NUL = 0x00;
export const TAB = 0x09;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const APOSTROPHE = 0x27;
export const ASTERISK = 0x2a;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;

export function isBlank(byte: number): boolean {
  return byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB;
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** True for what a name, a number or a literal is made of: letters, digits, `_ $ . + -`. */
export function isWord(byte: number): boolean {
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || isDigit(byte) || [0x5f, 0x24, DOT, PLUS, MINUS].includes(byte);
}

/** True where a JSON value can begin: `{ [ "`, a digit or minus, `true`, `false`, `null`. */
export function startsValue(byte: number): boolean {
  return isDigit(byte) || [OPEN_BRACE, OPEN_BRACKET, QUOTE, MINUS, 0x74, 0x66, 0x6e].includes(byte);
}

/** True for bytes that end a number or a literal, broken or not. */
export function endsScalar(byte: number): boolean {
  return isBlank(byte) || byte === COMMA || byte === COLON || byte === QUOTE || isBracket(byte);
}

export function isBracket(byte: number): boolean {
  return byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === CLOSE_BRACE || byte === CLOSE_BRACKET;
}

/** True for the second and later bytes of a UTF-8 character. */
export function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

const exact = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of UTF-8 bytes, undefined when they are not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return exact.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The text of bytes that may be broken, as an editor shows it: with U+FFFD for what is not UTF-8. */
export function shownText(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

/**
 * What may follow the first byte of a UTF-8 character: how many bytes, and the bounds of the second one (which rule out
 * overlong forms, surrogates and what is past U+10FFFF). Undefined for a byte that begins no character of several bytes.
 * Source: Unicode 15, table 3-7.
 */
type Lead = { more: 1 | 2 | 3; low: number; high: number };

export function leadOf(byte: number): Lead | undefined {
  if (byte < 0xc2 || byte > 0xf4) return undefined;
  if (byte < 0xe0) return { more: 1, low: 0x80, high: 0xbf };
  if (byte < 0xf0) return { more: 2, low: byte === 0xe0 ? 0xa0 : 0x80, high: byte === 0xed ? 0x9f : 0xbf };
  return { more: 3, low: byte === 0xf0 ? 0x90 : 0x80, high: byte === 0xf4 ? 0x8f : 0xbf };
}

/** The length in bytes of the character that begins at `bytes[at]`, 0 when there is none before `end`. */
export function characterLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const lead = leadOf(first);
  if (lead === undefined || at + lead.more >= end) return 0;
  for (let step = 1; step <= lead.more; step++) {
    const byte = bytes[at + step] as number;
    const [low, high] = step === 1 ? [lead.low, lead.high] : [0x80, 0xbf];
    if (byte < low || byte > high) return 0;
  }
  return 1 + lead.more;
}
