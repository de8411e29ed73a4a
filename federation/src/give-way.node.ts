import { constants, getPriority, setPriority } from 'node:os';

/**
 * Has what answers those who ask come first, on a machine that they share: a process gives way, by default this one, with the threads that it starts later. One that gives way more than that, as
 * its service may have it, stays so: it may not take it back.
 */
export function giveWay(pid = 0): void {
  const { PRIORITY_BELOW_NORMAL } = constants.priority;
  if (getPriority(pid) < PRIORITY_BELOW_NORMAL) setPriority(pid, PRIORITY_BELOW_NORMAL);
}
