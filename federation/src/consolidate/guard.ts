/**
 * The guard against loss: a version that no longer has contracts of the one before is held until a person has looked, where these are many, or where it could not be read to
 * its end, so that nobody knows what the rest holds.
 */

/** Fewer contracts lost than this are corrections, whatever their share of a small file. */
const LEAST = 10;

/**
 * The share of its contracts (0 to 1) that a version loses, as the guard counts it: it is held where this is more than its source allows (`guard`). 0 for what is never
 * held; Infinity for what only the catalogue may accept. All are distinct keys. `before`: of the version that counts now, 0 where there is none; `lost`: those of them that
 * the new version does not have; `after`: of the new version. `isCut`: it was not read to its end.
 */
export function lossOf({ before, lost, after, isCut }: { before: number; lost: number; after: number; isCut: boolean }): number {
  if (before === 0 || lost === 0) return 0;
  // A version with nothing left is never a correction, however small the file.
  if (after === 0 || isCut) return Infinity;
  return lost < LEAST ? 0 : lost / before;
}
