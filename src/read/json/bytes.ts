/** The bytes that JSON is made of, by name. Source: RFC 8259 §2. */
export const NUL = 0x00;
const TAB = 0x09;
export const NEWLINE = 0x0a;
const RETURN = 0x0d;
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
