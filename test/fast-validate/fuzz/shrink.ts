/** Makes a file that shows a difference smaller, so that a person can read it. */

/** So often a smaller file is tried. */
const TRIES = 600;

/** The smallest file found, part after part left out, about which `differs` still holds. */
export function shrunk(bytes: Uint8Array, differs: (bytes: Uint8Array) => boolean): Uint8Array {
  let best = bytes;
  let tries = 0;
  for (let size = best.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < best.length && tries++ < TRIES;) {
      const shorter = without(best, at, size);
      if (differs(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}

function without(bytes: Uint8Array, at: number, size: number): Uint8Array {
  const after = bytes.subarray(Math.min(bytes.length, at + size));
  const shorter = new Uint8Array(at + after.length);
  shorter.set(bytes.subarray(0, at));
  shorter.set(after, at);
  return shorter;
}
