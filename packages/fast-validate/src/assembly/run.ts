import {
  AT, COMMA, DONE, DOUBTED, END, ENTRY_HEAD, MISSED, MORE, MOST_ENTRIES, MOST_ENTRY_BYTES, MOST_LOGGED, MOST_STRAYS,
  MOST_STRAYS_A_RUN, OPEN_BRACE, PASSED, QUOTE, SLOW, START, STRAY_BYTES, STRAYS, UNSURE,
} from './constants';
import { blanks, boolean, colon, number, skip } from './json';
import { clearLog, LOG, logged, lostMembers, STATE } from './state';
import { forgetTexts, text } from './text';

/** Longer records may hold more values than the reader allows, which counts them. */
const MOST_BYTES: usize = 200_000;

const ENTRIES = memory.data(MOST_ENTRIES * MOST_ENTRY_BYTES, 16);
let entryBytes: usize = 0;
let rules: bool = false;
/** Maximum number of records per run where they are noted. It is lowered while JavaScript refuses many, since the records after a refused one are read again. */
let most: u32 = MOST_ENTRIES;

/** Whether the schema of the national consolidation is asked of each record. */
export let harvests: bool = false;

export function entries(): usize {
  return ENTRIES;
}

/** The faults that rules found in the records that were passed, one record after the other. */
export function log(): usize {
  return LOG;
}

export function passAtMost(count: u32): void {
  most = min(count, MOST_ENTRIES);
}

/** Whether the records that are passed are noted, where no rules run, with no more than their keys that the schema does not have. */
export function noteRecords(on: bool): void {
  entryBytes = on ? ENTRY_HEAD : 0;
}

/** Has rules run over each record, whose keys and their head take `bytes`; false where there is no room for them. */
export function useRules(bytes: usize, withHarvest: bool): bool {
  entryBytes = bytes;
  rules = true;
  harvests = withHarvest;
  return bytes <= MOST_ENTRY_BYTES;
}

/**
 * Passes records from the one at `at` on that are certainly valid; `limit` is the address after the last byte. `record` recognises one. Where records are
 * noted, it also passes those with keys that the schema does not have. With rules, `judge` logs what they find in a record, and returns false if it is
 * not sure; `keys` writes the fingerprints of its unique keys, and returns 0 if it cannot.
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
  clearLog();
  straysBefore = 0;
  while (true) {
    store<u32>(STATE, passed, PASSED);
    if (entryBytes != 0 && isFull(passed)) return DONE;
    store<u32>(STATE, u32(at), START);
    store<u32>(STATE, 0, UNSURE);
    forgetTexts();
    forgetStrays();
    const end = record(at);
    store<u32>(STATE, u32(end), END);
    if (end == 0 || end > limit) return isWhole(at, limit) ? SLOW : MORE;
    if (end - at > MOST_BYTES) return SLOW;
    const strays = load<u32>(STATE, STRAYS);
    if (lostMembers() != 0) return DOUBTED;
    if (entryBytes != 0) {
      if (!note(passed, judge, keys)) return DOUBTED;
      straysBefore += strays;
    } else if (strays != 0) return DOUBTED;
    store<u32>(STATE, ++passed, PASSED);
    store<u32>(STATE, u32(end), AT);
    at = blanks(end);
    if (load<u8>(at) != COMMA) return DONE;
    at = blanks(at + 1);
    if (load<u8>(at) != OPEN_BRACE) return DONE;
  }
}

/**
 * Notes the record at hand as that number of the run; with rules, what they find in it as well. False where that is not sure.
 */
function note(
  number: u32,
  judge: (at: usize) => bool,
  keys: (from: usize, to: usize, out: usize) => usize,
): bool {
  const entry = ENTRIES + usize(number) * entryBytes;
  const at: usize = load<u32>(STATE, START);
  const end: usize = load<u32>(STATE, END);
  const before = logged;
  if (rules && (load<u32>(STATE, UNSURE) != 0 || !judge(at) || keys(at, end, entry + ENTRY_HEAD) == 0)) return false;
  store<u32>(entry, u32(at));
  store<u32>(entry, u32(end), 4);
  store<u32>(entry, load<u32>(STATE, MISSED), 8);
  store<u16>(entry, logged - before, 12);
  store<u16>(entry, load<u32>(STATE, STRAYS), 14);
  return true;
}

/**
 * Runs rules over the record that a run has left in doubt, but for those that read members of which nothing is sure. It must be sound JSON and have no
 * key twice. False where it is not sure what they find; else the record is noted after those that the run has passed.
 */
export function runRules(
  judge: (at: usize) => bool,
  keys: (from: usize, to: usize, out: usize) => usize,
): bool {
  return note(load<u32>(STATE, PASSED), judge, keys);
}

/** Whether there may be no room for what is to be known of one more record. */
function isFull(passed: u32): bool {
  return passed == most || logged > MOST_LOGGED / 2 || straysBefore + MOST_STRAYS > MOST_STRAYS_A_RUN;
}

function isWhole(at: usize, limit: usize): bool {
  const end = skip(at);
  return end != 0 && end <= limit;
}

/** For each such key of the records of this run: u32 address of it and after it, of its value and after that. */
const PLACES = memory.data(MOST_STRAYS_A_RUN * STRAY_BYTES, 16);
/** Those of the records before the one at hand. */
let straysBefore: u32 = 0;

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
  if (load<u8>(at) != QUOTE || count == MOST_STRAYS) return 0;
  const keyTo = skip(at);
  if (keyTo == 0) return 0;
  const from = colon(keyTo);
  const to = from == 0 ? 0 : skip(from);
  if (to == 0) return 0;
  const place = PLACES + usize(straysBefore + count) * STRAY_BYTES;
  store<u32>(place, u32(at));
  store<u32>(place, u32(keyTo), 4);
  store<u32>(place, u32(from), 8);
  store<u32>(place, u32(to), 12);
  store<u32>(STATE, count + 1, STRAYS);
  // Rules read the record as JSON, which must be sound then: a key, and a value that is no object or list.
  if (text(at) != keyTo || !isScalar(from, to)) store<u32>(STATE, 1, UNSURE);
  return to;
}

/** Whether the bytes [from, to) are surely a text, a number, `true`, `false` or `null`. */
function isScalar(from: usize, to: usize): bool {
  return text(from) == to || number(from) == to || boolean(from) == to || (to - from == 4 && load<u32>(from) == NULL);
}

/** The bytes of `null`, as the machine loads them. */
const NULL: u32 = 0x6c6c756e;
