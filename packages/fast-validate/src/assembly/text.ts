import { BACKSLASH, QUOTE, SPACE, UNSURE } from './constants';
import { STATE } from './state';
import { isUtf8 } from './utf8';

/** Whether the bytes of the string read last are not yet the text: see `unescape`. */
export let hasEscapes: bool = false;

/**
 * The address after the string at `at`, its quotes included; 0 where not sure: no string, a broken escape, a control character, bytes that
 * are no UTF-8. Sixteen bytes a step: `objet` is long. The bytes after the file hold a control character, so the search needs no bound.
 */
export function text(at: usize): usize {
  if (load<u8>(at) != QUOTE) return 0;
  const from = at + 1;
  let to = from;
  let high: i32 = 0;
  hasEscapes = false;
  while (true) {
    const block = v128.load(to);
    const stops = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(block, i8x16.splat(QUOTE)), i8x16.eq(block, i8x16.splat(BACKSLASH))),
        i8x16.lt_u(block, i8x16.splat(SPACE)),
      ),
    );
    const signs = i8x16.bitmask(block);
    if (stops == 0) {
      high |= signs;
      to += 16;
      continue;
    }
    const count = ctz(stops);
    high |= signs & ((1 << count) - 1);
    to += count;
    if (load<u8>(to) != BACKSLASH) break;
    const size = escapeSize(to);
    if (size == 0) return 0;
    hasEscapes = true;
    to += size;
  }
  if (load<u8>(to) != QUOTE) return 0;
  // Most strings are ASCII, which is UTF-8.
  if (high != 0 && !isUtf8(from, to)) return 0;
  return to + 1;
}

/** The number of characters (code points) of sound UTF-8: of bytes that continue none. */
export function characters(from: usize, to: usize): usize {
  let count: usize = 0;
  for (; from < to; from++) count += usize((load<u8>(from) & 0xc0) != 0x80);
  return count;
}

/** True when two byte ranges hold the same. Eight bytes a step; bytes after the shorter end are readable. */
export function sameBytes(a: usize, aTo: usize, b: usize, bTo: usize): bool {
  if (aTo - a != bTo - b) return false;
  for (; a + 8 <= aTo; a += 8, b += 8) if (load<u64>(a) != load<u64>(b)) return false;
  for (; a < aTo; a++, b++) if (load<u8>(a) != load<u8>(b)) return false;
  return true;
}

/** Texts of one record whose escapes were undone; what does not fit is for JavaScript. */
const CAPACITY: usize = 1 << 16;
const TEXTS = memory.data(65536, 16);
let free: usize = TEXTS;

/** Where the text that `unescape` gave last ends. */
export let unescapedTo: usize = 0;

/** The string whose escapes were undone last, and where its text is: it is asked for by its check, then by what keeps it. */
let lastFrom: usize = 0;
let lastTo: usize = 0;
let lastText: usize = 0;
let lastTextTo: usize = 0;

/** Forgets the texts of the record before. */
export function forgetTexts(): void {
  free = TEXTS;
  lastFrom = 0;
}

/** The value read last is a string without escapes. */
export function withoutEscapes(): void {
  hasEscapes = false;
}

/** End of the string last given to `decoded`, and of what it has written. */
export let decodedEnd: usize = 0;
export let decodedTo: usize = 0;

/** The address of the string at `at` with its quotes and without its escapes; 0 where it has none, or where not sure. */
export function decoded(at: usize): usize {
  decodedEnd = text(at);
  if (decodedEnd == 0 || !hasEscapes) return 0;
  const start = free;
  // What was unescaped before is elsewhere, without quotes.
  lastFrom = 0;
  put(QUOTE);
  if (unescape(at + 1, decodedEnd - 1) == 0) {
    free = start;
    return 0;
  }
  put(QUOTE);
  decodedTo = free;
  return start;
}

/** The bytes of the escape at `at`; 0 where it is none. Source: RFC 8259 §7. */
export function escapeSize(at: usize): usize {
  const byte = load<u8>(at, 1);
  if (byte == 0x75) return codeUnit(at) < 0 ? 0 : 6;
  return byte == QUOTE || byte == BACKSLASH || plain(byte) != 0 ? 2 : 0;
}

/** What stands for `\b`, `\f`, `\n`, `\r`, `\t` and `\/`; 0 for any other letter. */
function plain(byte: u8): u8 {
  switch (byte) {
    case 0x2f: return 0x2f;
    case 0x62: return 0x08;
    case 0x66: return 0x0c;
    case 0x6e: return 0x0a;
    case 0x72: return 0x0d;
    case 0x74: return 0x09;
    default: return 0;
  }
}

/** The number of the four hexadecimal digits after `\u`; less than 0 where they are none. Most begin with two zeros. */
function codeUnit(at: usize): i32 {
  const high = load<u16>(at, 2) == 0x3030 ? 0 : (digit(load<u8>(at, 2)) << 4) | digit(load<u8>(at, 3));
  const low = (digit(load<u8>(at, 4)) << 4) | digit(load<u8>(at, 5));
  return (high << 8) | low;
}

/** The number of a hexadecimal digit; less than 0 for another byte, also where it is put together with others. */
// @ts-ignore: decorator
@inline
function digit(byte: u8): i32 {
  const decimal = byte - 0x30;
  if (decimal < 10) return decimal;
  const letter = (byte | 0x20) - 0x61;
  return letter < 6 ? letter + 10 : -65536;
}

/**
 * The address of the text, in UTF-8, of a string with escapes, which lasts until the next record; 0 where not sure: half of a surrogate
 * pair, too long. The escapes are known to be sound.
 */
export function unescape(from: usize, to: usize): usize {
  if (from == lastFrom && to == lastTo) {
    unescapedTo = lastTextTo;
    return lastText;
  }
  // Sixteen bytes are copied at a time, and there is a quote to come.
  if (free - TEXTS + (to - from) + 32 > CAPACITY) {
    store<u32>(STATE, 1, UNSURE);
    return 0;
  }
  const start = free;
  let at = from;
  while (at < to) {
    const block = v128.load(at);
    const escapes = i8x16.bitmask(i8x16.eq(block, i8x16.splat(BACKSLASH)));
    const clean = min(escapes == 0 ? 16 : usize(ctz(escapes)), to - at);
    v128.store(free, block);
    free += clean;
    at += clean;
    if (at == to || clean == 16) continue;
    const escaped = load<u8>(at, 1);
    if (escaped != 0x75) {
      const meant = plain(escaped);
      store<u8>(free++, meant != 0 ? meant : escaped);
      at += 2;
      continue;
    }
    const size = character(at, to);
    if (size == 0) return 0;
    at += size;
  }
  unescapedTo = free;
  lastFrom = from;
  lastTo = to;
  lastText = start;
  lastTextTo = free;
  return start;
}

/** Writes the character of `\uXXXX`, or of two that make a pair; gives the bytes read, 0 for half of a pair. Never more bytes than were read. */
function character(at: usize, to: usize): usize {
  const unit = codeUnit(at);
  if ((unit & 0xf800) != 0xd800) {
    write(unit);
    return 6;
  }
  if (unit >= 0xdc00 || at + 12 > to || load<u16>(at, 6) != 0x755c) return 0;
  const low = codeUnit(at + 6);
  if ((low & 0xfc00) != 0xdc00) return 0;
  write(0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff));
  return 12;
}

function write(point: i32): void {
  if (point < 0x80) return put(point);
  if (point < 0x800) put(0xc0 | (point >> 6));
  else {
    if (point < 0x10000) put(0xe0 | (point >> 12));
    else {
      put(0xf0 | (point >> 18));
      put(0x80 | ((point >> 12) & 0x3f));
    }
    put(0x80 | ((point >> 6) & 0x3f));
  }
  put(0x80 | (point & 0x3f));
}

function put(byte: i32): void {
  store<u8>(free++, u8(byte));
}

/** Leaves a text for the rules: where it begins and ends. A text that cannot be written in UTF-8 is for JavaScript. */
export function keepText(slot: usize, from: usize, to: usize): void {
  if (hasEscapes) {
    from = unescape(from, to);
    to = unescapedTo;
    if (from == 0) store<u32>(STATE, 1, UNSURE);
  }
  store<u32>(slot, u32(from));
  store<u32>(slot, u32(to), 4);
}
