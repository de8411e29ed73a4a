/** The guard against bombs, of everything that unpacks: an archive, a compressed file, the body of an answer. */

/** Bytes that may be unpacked whatever their ratio. */
const SURE = 32 * 2 ** 20;

/** How many times more than this may come of it: data of contracts pack to a hundredth at best. */
const RATIO = 300;

/** Bytes that `packed` bytes may unpack to: never more than `most`. */
export const mostUnpacked = (packed: number, most: number): number => Math.min(most, Math.max(SURE, packed * RATIO));
