import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  isBlank,
  isDigit,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  DOT,
  MINUS,
  PLUS,
  leadOf,
} from './bytes.ts';

/** What the grammar allows next. After a comma it is `value!` or `key!`: no closing bracket may come. */
export type Expects =
  | 'value'
  | 'value!'
  | 'key'
  | 'key!'
  | 'colon'
  | 'after'
  | 'string'
  | 'escape'
  | 'hex'
  | 'utf8'
  | 'number'
  | 'literal'
  | 'nothing';

/** The first byte that the grammar refuses, with what is needed to name the mistake. Offsets are from the start of the file. */
export type Fault = {
  offset: number;
  expects: Expects;
  inObject: boolean;
  /** Start of the string, number, literal, escape or character that the byte is in. */
  token: number;
  /** Offset of the last comma between two items. */
  comma: number;
};

const LITERALS: Record<string, string> = { t: 'true', f: 'false', n: 'null' };
const IN_STRING = new Set<Expects>(['string', 'escape', 'hex', 'utf8']);
const ESCAPED = new Set([...'"\\/bfnrtu'].map((char) => char.charCodeAt(0)));

/**
 * Checks the grammar of JSON strictly, byte by byte. A value of any size can be pushed in pieces: memory grows only with its depth. Slow,
 * so used only for values that JSON.parse refused or that are too large for it.
 */
export class Strict {
  /** Offset of the next byte. */
  at: number;
  fault: Fault | undefined;
  #expects: Expects = 'value!';
  #token = -1;
  #comma = -1;
  #number: NumberState = 'minus';
  #literal = '';
  /** Bytes still to come of a literal, an escape or a character. */
  #left = 0;
  /** Range allowed for the next byte of a multi-byte character. */
  #low = 0;
  #high = 0;
  #isKey = false;
  readonly #open: number[] = [];

  constructor(offset: number) {
    this.at = offset;
  }

  /** Checks `bytes[from..to[`, up to the first fault. */
  push(bytes: Uint8Array, from: number, to: number): void {
    for (let index = from; index < to; index++) {
      if (!this.#step(bytes[index] as number)) {
        this.fault = this.#faultHere();
        return;
      }
      this.at++;
    }
  }

  /** Ends the value; an incomplete one has its fault here. */
  end(): void {
    if (this.#expects === 'number' && isWhole(this.#number)) this.#ended();
    if (this.#expects !== 'nothing') this.fault ??= this.#faultHere();
  }

  /** The quote and brackets that would close what is open. */
  closers(): string {
    const brackets = this.#open.map((byte) => (byte === OPEN_BRACE ? '}' : ']')).reverse();
    return (IN_STRING.has(this.#expects) ? '"' : '') + brackets.join('');
  }

  #faultHere(): Fault {
    return { offset: this.at, expects: this.#expects, inObject: this.#isInObject(), token: this.#token, comma: this.#comma };
  }

  #isInObject(): boolean {
    return this.#open.at(-1) === OPEN_BRACE;
  }

  /** False when the byte cannot come here. */
  #step(byte: number): boolean {
    switch (this.#expects) {
      case 'string':
        return this.#inString(byte);
      case 'escape':
        return this.#inEscape(byte);
      case 'hex':
        return this.#inHex(byte);
      case 'utf8':
        return this.#inCharacter(byte);
      case 'number':
        return this.#inNumber(byte);
      case 'literal':
        return this.#inLiteral(byte);
      default:
        return isBlank(byte) || this.#between(byte);
    }
  }

  #between(byte: number): boolean {
    const expects = this.#expects;
    if (expects === 'nothing') return false;
    if (expects === 'after') return this.#afterValue(byte);
    if (expects === 'colon') return byte === COLON && this.#expect('value!');
    const mayClose = expects === 'value' || expects === 'key';
    if (mayClose && byte === (this.#isInObject() ? CLOSE_BRACE : CLOSE_BRACKET)) return this.#close();
    if (expects === 'key' || expects === 'key!') return byte === QUOTE && this.#string(true);
    return this.#value(byte);
  }

  #value(byte: number): boolean {
    if (byte === QUOTE) return this.#string(false);
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return this.#container(byte);
    const number = startOfNumber(byte);
    if (number !== undefined) {
      this.#number = number;
      return this.#begin('number');
    }
    const literal = LITERALS[String.fromCharCode(byte)];
    if (literal === undefined) return false;
    this.#literal = literal;
    this.#left = literal.length - 1;
    return this.#begin('literal');
  }

  #container(byte: number): boolean {
    this.#open.push(byte);
    return this.#expect(byte === OPEN_BRACE ? 'key' : 'value');
  }

  #close(): boolean {
    this.#open.pop();
    return this.#ended();
  }

  #afterValue(byte: number): boolean {
    const object = this.#isInObject();
    if (byte === (object ? CLOSE_BRACE : CLOSE_BRACKET)) return this.#close();
    if (byte !== COMMA) return false;
    this.#comma = this.at;
    return this.#expect(object ? 'key!' : 'value!');
  }

  #string(isKey: boolean): boolean {
    this.#isKey = isKey;
    return this.#begin('string');
  }

  #inString(byte: number): boolean {
    if (byte === QUOTE) return this.#isKey ? this.#expect('colon') : this.#ended();
    if (byte === BACKSLASH) return this.#begin('escape');
    if (byte < 0x80) return byte >= 0x20;
    const lead = leadOf(byte);
    if (lead === undefined) return false;
    this.#left = lead.more;
    this.#low = lead.low;
    this.#high = lead.high;
    return this.#begin('utf8');
  }

  #inEscape(byte: number): boolean {
    if (!ESCAPED.has(byte)) return false;
    if (byte !== 0x75) return this.#expect('string');
    this.#left = 4;
    return this.#expect('hex');
  }

  #inHex(byte: number): boolean {
    const letter = byte | 0x20;
    if (!isDigit(byte) && (letter < 0x61 || letter > 0x66)) return false;
    return --this.#left > 0 || this.#expect('string');
  }

  #inCharacter(byte: number): boolean {
    if (byte < this.#low || byte > this.#high) return false;
    this.#low = 0x80;
    this.#high = 0xbf;
    return --this.#left > 0 || this.#expect('string');
  }

  #inNumber(byte: number): boolean {
    const next = afterDigit(this.#number, byte);
    if (next !== undefined) {
      this.#number = next;
      return true;
    }
    if (!isWhole(this.#number)) return false;
    this.#ended();
    return this.#step(byte);
  }

  #inLiteral(byte: number): boolean {
    const expected = this.#literal.charCodeAt(this.#literal.length - this.#left);
    if (byte !== expected) return false;
    return --this.#left > 0 || this.#ended();
  }

  #begin(expects: Expects): boolean {
    this.#token = this.at;
    return this.#expect(expects);
  }

  #ended(): boolean {
    return this.#expect(this.#open.length > 0 ? 'after' : 'nothing');
  }

  #expect(expects: Expects): boolean {
    this.#expects = expects;
    return true;
  }
}

/** The state within a number, after its last byte. */
type NumberState = 'minus' | 'zero' | 'int' | 'dot' | 'fraction' | 'e' | 'sign' | 'exponent';

/** The classes of bytes in numbers: `9` is any digit but zero, `+` and `-` are signs, `e` is either case. */
type Class = '0' | '9' | '.' | '+' | '-' | 'e';

/** Transitions between states by class of byte; a class that is missing is refused. Source: RFC 8259 §6. */
const NEXT: Record<NumberState, Partial<Record<Class, NumberState>>> = {
  minus: { '0': 'zero', '9': 'int' },
  zero: { '.': 'dot', e: 'e' },
  int: { '0': 'int', '9': 'int', '.': 'dot', e: 'e' },
  dot: { '0': 'fraction', '9': 'fraction' },
  fraction: { '0': 'fraction', '9': 'fraction', e: 'e' },
  e: { '0': 'exponent', '9': 'exponent', '+': 'sign', '-': 'sign' },
  sign: { '0': 'exponent', '9': 'exponent' },
  exponent: { '0': 'exponent', '9': 'exponent' },
};
const START: Partial<Record<Class, NumberState>> = { '-': 'minus', '0': 'zero', '9': 'int' };
const WHOLE = new Set<NumberState>(['zero', 'int', 'fraction', 'exponent']);

/** The state after the first byte; undefined where it cannot begin a number. */
function startOfNumber(byte: number): NumberState | undefined {
  const kind = classOf(byte);
  return kind === undefined ? undefined : START[kind];
}

/** The state after one more byte; undefined where it does not belong to the number. */
function afterDigit(state: NumberState, byte: number): NumberState | undefined {
  const kind = classOf(byte);
  return kind === undefined ? undefined : NEXT[state][kind];
}

/** True where a number may end. */
function isWhole(state: NumberState): boolean {
  return WHOLE.has(state);
}

function classOf(byte: number): Class | undefined {
  if (isDigit(byte)) return byte === 0x30 ? '0' : '9';
  if (byte === DOT) return '.';
  if (byte === PLUS) return '+';
  if (byte === MINUS) return '-';
  return (byte | 0x20) === 0x65 ? 'e' : undefined;
}
