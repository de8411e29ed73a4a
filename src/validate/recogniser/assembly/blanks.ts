import { COLON, SPACE } from './bytes';

/**
 * The first byte at or after `at` that is no blank. Most calls end on the first comparison: compact files have no blanks. What follows
 * the bytes of the file is never blank, so the search needs no bound.
 */
// @ts-ignore: decorator
@inline
export function blanks(at: usize): usize {
  return load<u8>(at) > SPACE ? at : pastBlanks(at);
}

/** Pretty files have one space after a colon, else a line feed and an indentation: sixteen bytes a step. */
function pastBlanks(at: usize): usize {
  if (load<u8>(at) == SPACE && load<u8>(at + 1) > SPACE) return at + 1;
  while (true) {
    const block = v128.load(at);
    const blank = v128.or(
      v128.or(i8x16.eq(block, i8x16.splat(0x20)), i8x16.eq(block, i8x16.splat(0x0a))),
      v128.or(i8x16.eq(block, i8x16.splat(0x0d)), i8x16.eq(block, i8x16.splat(0x09))),
    );
    const other = ~i8x16.bitmask(blank) & 0xffff;
    if (other != 0) return at + ctz(other);
    at += 16;
  }
}

/** The value after the colon that is due at `at`; 0 where there is none. Address 0 begins no value: what reads it is not sure. */
// @ts-ignore: decorator
@inline
export function colon(at: usize): usize {
  if (load<u8>(at) != COLON) {
    at = blanks(at);
    if (load<u8>(at) != COLON) return 0;
  }
  return blanks(at + 1);
}
