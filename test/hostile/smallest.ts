import { spliced } from './bytes.ts';

/** The smallest file found, part after part left out, about which `shows` still holds; at most `tries` are tried. */
export async function smallest(
  bytes: Uint8Array,
  shows: (bytes: Uint8Array) => Promise<boolean>,
  tries: number,
): Promise<Uint8Array> {
  let best = bytes;
  let left = tries;
  for (let size = best.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < best.length && left-- > 0;) {
      const shorter = spliced(best, at, size);
      if (await shows(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}
