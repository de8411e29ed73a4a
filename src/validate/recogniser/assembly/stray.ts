import { colon } from './blanks';
import { QUOTE } from './bytes';
import { skip } from './skip';
import { STATE, STRAYS } from './state';

/** A record with more keys of which its schema knows nothing is for the slow path. */
const MOST: u32 = 16;

/** For each such key of the record at hand: u32 address of it and after it, of its value and after that. */
const PLACES = memory.data(256, 16);

export function strays(): usize {
  return PLACES;
}

/** Said before each record. */
export function forgetStrays(): void {
  store<u32>(STATE, 0, STRAYS);
}

/**
 * Takes note of the member at `at`, whose key is none of those of the schema as far as its bytes tell, and gives the address after it; 0 where
 * there is none. Whether both are sound JSON, and whether the key is not a known one that is written with escapes, JavaScript tells.
 */
export function stray(at: usize): usize {
  const count = load<u32>(STATE, STRAYS);
  if (load<u8>(at) != QUOTE || count == MOST) return 0;
  const keyTo = skip(at);
  if (keyTo == 0) return 0;
  const from = colon(keyTo);
  const to = from == 0 ? 0 : skip(from);
  if (to == 0) return 0;
  const place = PLACES + usize(count) * 16;
  store<u32>(place, u32(at));
  store<u32>(place, u32(keyTo), 4);
  store<u32>(place, u32(from), 8);
  store<u32>(place, u32(to), 12);
  store<u32>(STATE, count + 1, STRAYS);
  return to;
}
