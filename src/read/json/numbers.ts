import { DOT, isDigit, MINUS, PLUS } from './bytes.ts';

/** What has come of a number, by its last byte. */
export type NumberState = 'minus' | 'zero' | 'int' | 'dot' | 'fraction' | 'e' | 'sign' | 'exponent';

/** The classes of bytes in numbers: zero, another digit, and the signs by what they are. */
type Class = '0' | '9' | '.' | '+' | '-' | 'e';

/** From a state over a class of byte to the next state; what is missing may not come. Source: RFC 8259 §6. */
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

/** The state after the first byte, undefined for one that begins no number. */
export function startOfNumber(byte: number): NumberState | undefined {
  const kind = classOf(byte);
  return kind === undefined ? undefined : START[kind];
}

/** The state after one more byte, undefined for one that does not belong to the number. */
export function afterDigit(state: NumberState, byte: number): NumberState | undefined {
  const kind = classOf(byte);
  return kind === undefined ? undefined : NEXT[state][kind];
}

/** True where a number may end. */
export function isWhole(state: NumberState): boolean {
  return WHOLE.has(state);
}

function classOf(byte: number): Class | undefined {
  if (isDigit(byte)) return byte === 0x30 ? '0' : '9';
  if (byte === DOT) return '.';
  if (byte === PLUS) return '+';
  if (byte === MINUS) return '-';
  return (byte | 0x20) === 0x65 ? 'e' : undefined;
}
