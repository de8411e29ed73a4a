import type { Code } from '../../messages/language.ts';
import {
  APOSTROPHE,
  ASTERISK,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  isDigit,
  isWord,
  NUL,
  QUOTE,
  SLASH,
  SPACE,
  startsValue,
  shownText,
  characterLength,
} from './bytes.ts';
import type { Expects, Fault } from './strict.ts';
import type { Window } from './window.ts';
/** The name of a mistake: its code, the place that a person should look at, and what the message needs. */
export type Diagnosis = { code: Code; offset: number; params: Record<string, unknown> };

/** How many bytes around a fault may be looked at, so that its name does not hang on where a chunk of the file ends. */
export const SIGHT = 64;

const NOT_A_NUMBER = new Set(['NaN', 'Infinity', '-Infinity', '+Infinity']);
const LITERALS = new Set(['true', 'false', 'null']);

/** What could have stood there: `value`, `key` and `end` (of the file) are words to translate, the rest are characters. */
export function expected(expects: Expects, inObject: boolean): string[] {
  const closer = inObject ? '}' : ']';
  if (expects === 'after') return [',', closer];
  if (expects === 'colon') return [':'];
  if (expects === 'nothing') return ['end'];
  if (expects === 'key' || expects === 'value') return [expects, closer];
  return [expects === 'key!' ? 'key' : 'value'];
}

/** Names a fault, looking at the bytes between the offsets `from` and `end` only. */
export function diagnose(window: Window, fault: Fault, from: number, end: number): Diagnosis {
  return new Diagnostician(fault, new Excerpt(window, from, Math.min(end, fault.offset + SIGHT))).diagnose();
}

class Diagnostician {
  readonly #fault: Fault;
  readonly #source: Excerpt;
  readonly #byte: number;

  constructor(fault: Fault, source: Excerpt) {
    this.#fault = fault;
    this.#source = source;
    this.#byte = source.at(fault.offset);
  }

  diagnose(): Diagnosis {
    switch (this.#fault.expects) {
      case 'utf8':
        return this.#name('encoding.invalid-utf8', {}, this.#fault.token);
      case 'escape':
      case 'hex':
        return this.#badEscape();
      case 'number':
      case 'literal':
        return this.#scalar(this.#fault.token);
      case 'string':
        return this.#badByte() ?? this.#unexpected();
      default:
        return this.#badByte() ?? this.#comment() ?? this.#structure() ?? this.#unexpected();
    }
  }

  /** Bytes that are wrong wherever they stand. */
  #badByte(): Diagnosis | undefined {
    const byte = this.#byte;
    if (byte === NUL) return this.#name('encoding.nul');
    if (byte > 0 && byte < 0x20) return this.#name('syntax.control-character', { code: byte });
    return this.#source.wordOrCharacter(this.#fault.offset) === undefined ? this.#name('encoding.invalid-utf8') : undefined;
  }

  #comment(): Diagnosis | undefined {
    const next = this.#source.at(this.#fault.offset + 1);
    return this.#byte === SLASH && (next === SLASH || next === ASTERISK) ? this.#name('syntax.comment') : undefined;
  }

  #structure(): Diagnosis | undefined {
    switch (this.#fault.expects) {
      case 'key':
      case 'key!':
        return this.#noKey();
      case 'value':
      case 'value!':
        return this.#noValue();
      case 'after':
      case 'nothing':
        return this.#noSeparator();
      default:
        return undefined;
    }
  }

  #noKey(): Diagnosis | undefined {
    if (this.#byte === APOSTROPHE) return this.#name('syntax.single-quotes');
    if (this.#fault.expects === 'key!' && this.#byte === CLOSE_BRACE) return this.#trailingComma();
    if (!isWord(this.#byte)) return undefined;
    const { comma, offset } = this.#fault;
    const isNumber = isDigit(this.#byte) && comma === offset - 1 && comma >= 0;
    return (isNumber ? this.#splitNumber(comma) : undefined) ?? this.#name('syntax.unquoted-key', { found: this.#word() });
  }

  #noValue(): Diagnosis | undefined {
    const { expects, inObject } = this.#fault;
    if (this.#byte === APOSTROPHE) return this.#name('syntax.single-quotes');
    if (expects === 'value!' && !inObject && this.#byte === CLOSE_BRACKET) return this.#trailingComma();
    return isWord(this.#byte) ? this.#scalar(this.#fault.offset) : undefined;
  }

  #noSeparator(): Diagnosis | undefined {
    const { expects, inObject, offset, token } = this.#fault;
    if (token >= 0 && isWord(this.#byte) && isWord(this.#source.at(offset - 1))) return this.#scalar(token);
    if (expects === 'nothing') return undefined;
    if (inObject && isDigit(this.#byte) && this.#source.at(offset - 1) === SPACE) return this.#splitNumber(offset - 1);
    const isNext = inObject ? this.#byte === QUOTE : startsValue(this.#byte);
    const isWhole = !isWord(this.#byte) || isDigit(this.#byte) || LITERALS.has(this.#word());
    return isNext && isWhole ? this.#name('syntax.missing-comma') : undefined;
  }

  #trailingComma(): Diagnosis {
    return this.#name('syntax.trailing-comma', {}, Math.max(this.#fault.comma, this.#source.from));
  }

  /** `1 234` or `1234,56` in an object: digits stand where a comma or key should. `separator` is the offset before them. */
  #splitNumber(separator: number): Diagnosis | undefined {
    const { token } = this.#fault;
    const isNumber = token >= 0 && isDigit(this.#source.at(separator - 1)) && this.#word(token).length === separator - token;
    const found = isNumber ? this.#source.text(token, separator + 1) + this.#word() : '';
    return isNumber ? this.#name('syntax.bad-number', { found }, token) : undefined;
  }

  #badEscape(): Diagnosis {
    const { offset, token } = this.#fault;
    return this.#name(
      'syntax.bad-escape',
      { found: this.#source.text(token, offset) + (this.#source.character(offset) ?? '') },
      token,
    );
  }

  /** A run of letters and digits that is neither a number nor a literal. */
  #scalar(token: number): Diagnosis {
    const offset = Math.max(token, this.#source.from);
    const found = this.#word(offset);
    if (NOT_A_NUMBER.has(found)) return this.#name('syntax.not-a-number', { value: found }, offset);
    if (/^[-+.]?[0-9]|^[-+.]/.test(found)) return this.#name('syntax.bad-number', { found }, offset);
    return this.#name('syntax.unexpected', { found, expected: ['value'] }, offset);
  }

  #unexpected(): Diagnosis {
    const { expects, inObject, offset } = this.#fault;
    return this.#name('syntax.unexpected', {
      found: this.#source.wordOrCharacter(offset) ?? '',
      expected: expected(expects, inObject),
    });
  }

  #name(code: Code, params: Record<string, unknown> = {}, offset = this.#fault.offset): Diagnosis {
    return { code, offset, params };
  }

  #word(offset = this.#fault.offset): string {
    return this.#source.word(offset);
  }
}

/** How much of a word is shown, in characters. */
const LONGEST_WORD = 40;

/** The bytes of a window between two offsets, in the pieces that are shown to people. */
class Excerpt {
  /** Offset of the first byte. */
  readonly from: number;
  readonly #window: Window;
  readonly #end: number;

  constructor(window: Window, from: number, end: number) {
    this.from = from;
    this.#window = window;
    this.#end = end;
  }

  /** The byte at `offset`, -1 when it is not there. */
  at(offset: number): number {
    const isThere = offset < this.#end && offset >= this.from;
    return isThere ? (this.#window.bytes[this.#window.indexOf(offset)] as number) : -1;
  }

  /** The letters, digits and signs from `offset` on; empty where something else stands. */
  word(offset: number): string {
    let to = offset;
    while (to - offset < LONGEST_WORD && isWord(this.at(to))) to++;
    return this.text(offset, to);
  }

  /** The character at `offset`: empty at the end, undefined when its bytes are not UTF-8. */
  character(offset: number): string | undefined {
    if (offset >= this.#end) return '';
    const { bytes } = this.#window;
    const length = characterLength(bytes, this.#window.indexOf(offset), this.#window.indexOf(this.#end));
    return length === 0 ? undefined : this.text(offset, offset + length);
  }

  wordOrCharacter(offset: number): string | undefined {
    return this.word(offset) || this.character(offset);
  }

  text(from: number, to: number): string {
    return shownText(this.#window.slice(Math.max(from, this.from), to));
  }
}
