/** The guard against sudden loss: a version that no longer has many of the contracts of the one before is held until a person has looked. */

/** Fewer contracts lost than this are corrections, whatever their share of a small file. */
const LEAST = 10;

/**
 * Whether a version loses too much to take the place of another. All are distinct keys. `before`: of the version that counts now, 0 where there is none; `lost`: those of
 * them that the new version does not have; `after`: of the new version. `share`: that which may be lost, 0 to 1.
 */
export function isSuddenLoss({
  before,
  lost,
  after,
  share,
}: {
  before: number;
  lost: number;
  after: number;
  share: number;
}): boolean {
  if (before === 0) return false;
  // A version with nothing left is never a correction, however small the file.
  if (after === 0) return true;
  return lost >= LEAST && lost > share * before;
}
