/** FNV-1a of 32 bits (Fowler, Noll and Vo, http://www.isthe.com/chongo/tech/comp/fnv/): short, the same everywhere, and no secret. It detects no attack. */

const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** The hash of the UTF-8 bytes of a text, from 0 to 2^32 - 1. */
export function fnv1a(text: string): number {
  let hash = BASIS;
  const { length } = text;
  for (let at = 0; at < length; at++) {
    let unit = text.charCodeAt(at);
    if (unit < 0x80) {
      hash = Math.imul(hash ^ unit, PRIME);
      continue;
    }
    if (unit >= 0xd800 && unit < 0xdc00 && at + 1 < length) unit = text.codePointAt(at) as number;
    if (unit > 0xffff) at++;
    const more = unit < 0x800 ? 1 : unit < 0x10000 ? 2 : 3;
    hash = Math.imul(hash ^ ((0xf00 >> (more + 1)) & 0xff) ^ (unit >> (6 * more)), PRIME);
    for (let bits = 6 * (more - 1); bits >= 0; bits -= 6) hash = Math.imul(hash ^ (0x80 | ((unit >> bits) & 63)), PRIME);
  }
  return hash >>> 0;
}

/**
 * The hash of the bytes from `from` to before `to`, as a signed number of 32 bits. `salt` changes the bits of the first state, so that the same bytes have
 * another hash for another salt; with 0 it is that of the authors.
 */
export function fnv1aOfBytes(bytes: Uint8Array, from: number, to: number, salt: number): number {
  let hash = BASIS ^ salt;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ (bytes[index] as number), PRIME);
  return hash;
}
