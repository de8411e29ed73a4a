/** JSON without blanks between its tokens, byte by byte: nothing is parsed, so that nothing changes. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Of the signs up to it, JSON allows only blanks between tokens. */
const BLANK = 0x20;

/** Takes the blanks out of values that are JSON, and puts a prefix before them. */
export class Compactor {
  #space = new Uint8Array(1 << 16);

  /** The prefix, then the value without blanks. `isCompact`: it is known to have none. Valid until the next call. */
  compact(bytes: Uint8Array, prefix: Uint8Array, isCompact: boolean): Uint8Array {
    const most = prefix.length + bytes.length;
    if (most > this.#space.length) this.#space = new Uint8Array(Math.max(most, 2 * this.#space.length));
    const space = this.#space;
    space.set(prefix);
    let to = prefix.length;
    let from = 0;
    for (let at = isCompact ? bytes.length : 0; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        for (at++; at < bytes.length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
      } else if (byte <= BLANK) {
        // Runs between blanks are short: to copy them so costs less than a call.
        while (from < at) space[to++] = bytes[from++] as number;
        from = at + 1;
      }
    }
    space.set(from === 0 ? bytes : bytes.subarray(from), to);
    return space.subarray(0, to + bytes.length - from);
  }
}
