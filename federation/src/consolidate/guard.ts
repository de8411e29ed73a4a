/** The guard against sudden loss: a version of a file that loses too many contracts is held, and the last good one stays. */

/** Numbers of distinct keys: those of the version before, and how many of them the new one no longer has. `share`: what may be lost, 0 to 1. */
export type Loss = { before: number; lost: number; share: number };

/** Fewer lost contracts are no sudden loss, whatever their share. */
const FEW = 10;

export const isSuddenLoss = ({ before, lost, share }: Loss): boolean => lost >= FEW && lost > share * before;
