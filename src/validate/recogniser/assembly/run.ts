import { blanks } from './blanks';
import { COMMA, OPEN_BRACE } from './bytes';
import { forgetTexts } from './escape';
import { skip } from './skip';
import { AT, END, MISSED, PASSED, START, STATE, STRAYS, UNSURE } from './state';
import { forgetStrays } from './stray';

// What `run` came to. Kept in step with `machine.ts`.
/** No record follows at once: the end of the list, or something unexpected; or there is no room for more entries. */
const DONE = 0;
/** The bytes end before the record does. */
const MORE = 1;
/** The record at hand has values of which nothing is sure, lacks required keys, or has others than those of its schema. */
const DOUBTED = 2;
/** The record at hand is for the slow path as a whole. */
const SLOW = 3;

/** Longer records may hold more values than the reader allows, which counts them. */
const MOST_BYTES: usize = 200_000;

/**
 * Where rules run, what JavaScript must know of each record that was passed: u32 address of it and after it, u32 rules that were
 * not evaluated, four bytes of nothing; then the fingerprints of its keys, sixteen bytes each.
 */
const MOST_ENTRIES: u32 = 512;
const MOST_ENTRY_BYTES: usize = 128;
const ENTRIES = memory.data(65536, 16);
let entryBytes: usize = 0;
/** Records passed at once, where rules run: fewer where JavaScript refuses many of them, since what comes after one that is refused is read again. */
let most: u32 = MOST_ENTRIES;

/** Whether the schema of the national consolidation is asked of each record. */
export let harvests: bool = false;

export function entries(): usize {
  return ENTRIES;
}

export function passAtMost(count: u32): void {
  most = min(count, MOST_ENTRIES);
}

/** Has rules run over each record, whose keys and their head take `bytes`; false where there is no room for them. */
export function useRules(bytes: usize, withHarvest: bool): bool {
  entryBytes = bytes;
  harvests = withHarvest;
  return bytes <= MOST_ENTRY_BYTES;
}

/**
 * Passes the records that are surely valid, from the one at `at` on; `limit` is the address after the last byte. `record` recognises one;
 * `judge` tells whether the rules surely find nothing in it, `keys` writes the fingerprints of its keys.
 */
export function run(
  record: (at: usize) => usize,
  judge: (at: usize) => bool,
  keys: (from: usize, to: usize, out: usize) => usize,
  at: usize,
  limit: usize,
): i32 {
  let passed: u32 = 0;
  store<u32>(STATE, u32(at), AT);
  while (true) {
    store<u32>(STATE, passed, PASSED);
    if (entryBytes != 0 && passed == most) return DONE;
    store<u32>(STATE, u32(at), START);
    store<u32>(STATE, 0, UNSURE);
    forgetTexts();
    forgetStrays();
    const end = record(at);
    store<u32>(STATE, u32(end), END);
    if (end == 0 || end > limit) return isWhole(at, limit) ? SLOW : MORE;
    if (end - at > MOST_BYTES) return SLOW;
    const isDoubted = (load<u64>(STATE, 8) | load<u64>(STATE, 16) | u64(load<u32>(STATE, STRAYS))) != 0;
    if (entryBytes != 0) {
      if (isDoubted || load<u32>(STATE, UNSURE) != 0 || !judge(at)) return SLOW;
      const entry = ENTRIES + usize(passed) * entryBytes;
      if (keys(at, end, entry + 16) == 0) return SLOW;
      store<u32>(entry, u32(at));
      store<u32>(entry, u32(end), 4);
      store<u32>(entry, load<u32>(STATE, MISSED), 8);
    } else if (isDoubted) return DOUBTED;
    store<u32>(STATE, ++passed, PASSED);
    store<u32>(STATE, u32(end), AT);
    at = blanks(end);
    if (load<u8>(at) != COMMA) return DONE;
    at = blanks(at + 1);
    if (load<u8>(at) != OPEN_BRACE) return DONE;
  }
}

function isWhole(at: usize, limit: usize): bool {
  const end = skip(at);
  return end != 0 && end <= limit;
}
