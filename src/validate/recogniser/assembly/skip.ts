import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE, SPACE } from './bytes';

/** Nesting below which a value is passed over; a deeper one is left to the reader, which has a limit of its own. */
const MOST_NESTED: i32 = 20;

/**
 * The address after the value at `at`, told by its brackets and quotes alone; 0 where the bytes end before it does, or it is too deep.
 * JavaScript parses what is passed over: whether it is JSON is told there.
 */
export function skip(at: usize): usize {
  const first = load<u8>(at);
  if (first == QUOTE) return skipString(at);
  if (first != OPEN_BRACE && first != OPEN_BRACKET) return skipWord(at);
  let depth = 0;
  while (true) {
    const byte = load<u8>(at);
    if (byte == QUOTE) {
      at = skipString(at);
      if (at == 0) return 0;
      continue;
    }
    // The bytes after the file are NUL; within it NUL is no JSON.
    if (byte == 0) return 0;
    if (byte == OPEN_BRACE || byte == OPEN_BRACKET) {
      if (++depth > MOST_NESTED) return 0;
    } else if (byte == CLOSE_BRACE || byte == CLOSE_BRACKET) {
      if (--depth == 0) return at + 1;
    }
    at++;
  }
}

/** The number of colons outside of strings, in a value that was passed over. */
export function colons(at: usize, to: usize): u32 {
  let count: u32 = 0;
  while (at < to) {
    const byte = load<u8>(at);
    if (byte == QUOTE) at = skipString(at);
    else {
      count += u32(byte == COLON);
      at++;
    }
  }
  return count;
}

function skipString(at: usize): usize {
  while (true) {
    at++;
    const byte = load<u8>(at);
    if (byte == QUOTE) return at + 1;
    if (byte < SPACE) return 0;
    if (byte == BACKSLASH && load<u8>(++at) < SPACE) return 0;
  }
}

/** A number or a literal ends before what cannot belong to it; 0 where it has no byte. */
function skipWord(at: usize): usize {
  const from = at;
  while (true) {
    const byte = load<u8>(at);
    if (byte <= SPACE || byte == COMMA || byte == COLON || byte == QUOTE) break;
    if (byte == OPEN_BRACE || byte == OPEN_BRACKET || byte == CLOSE_BRACE || byte == CLOSE_BRACKET) break;
    at++;
  }
  return at == from ? 0 : at;
}
