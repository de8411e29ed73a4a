import { DOUBTS, MEMBER_BYTES, MISSING, MOST_LOGGED, MOST_MEMBERS, STATE_BYTES } from './constants';

/** What JavaScript is reported: see the offsets in `constants.ts`. */
export const STATE = memory.data(STATE_BYTES, 16);

/** For each member of the record at hand, by its rank: u32 address of its value, u32 address after it. */
export const MEMBERS = memory.data(MOST_MEMBERS * MEMBER_BYTES, 16);

/** The mask of the members of the record at hand that cannot be read: those in doubt, and those that lack. */
export function lostMembers(): u64 {
  return load<u64>(STATE, DOUBTS) | load<u64>(STATE, MISSING);
}

/** Whether something that a rule asks of the record at hand could not be reported: then nothing that was found counts. */
export let doubtful: bool = false;

/** What a function gives after this is of no account. */
export function doubt(): void {
  doubtful = true;
}

/** Said before each record. */
export function trust(): void {
  doubtful = false;
}

/** The faults that rules found in the records of this run, see `MOST_LOGGED`. */
export const LOG = memory.data(MOST_LOGGED * 2, 16);
export let logged: u32 = 0;

/** Empties the log. */
export function clearLog(): void {
  logged = 0;
}

/** Takes note of a fault; false where there is no room for it. */
export function log(fault: u32): bool {
  if (logged == MOST_LOGGED) return false;
  store<u16>(LOG + (<usize>logged << 1), fault);
  logged++;
  return true;
}

/** Whether the switch was on; it is off now. */
export function switchOff(at: usize): bool {
  const was = load<u8>(at) != 0;
  store<u8>(at, 0);
  return was;
}
