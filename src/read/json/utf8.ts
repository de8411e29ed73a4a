/**
 * What may follow the first byte of a UTF-8 character: how many bytes, and the bounds of the second one (which rule out
 * overlong forms, surrogates and what is past U+10FFFF). Undefined for a byte that begins no character of several bytes.
 * Source: Unicode 15, table 3-7.
 */
export type Lead = { more: 1 | 2 | 3; low: number; high: number };

export function leadOf(byte: number): Lead | undefined {
  if (byte < 0xc2 || byte > 0xf4) return undefined;
  if (byte < 0xe0) return { more: 1, low: 0x80, high: 0xbf };
  if (byte < 0xf0) return { more: 2, low: byte === 0xe0 ? 0xa0 : 0x80, high: byte === 0xed ? 0x9f : 0xbf };
  return { more: 3, low: byte === 0xf0 ? 0x90 : 0x80, high: byte === 0xf4 ? 0x8f : 0xbf };
}

/** The length in bytes of the character that begins at `bytes[at]`, 0 when there is none before `end`. */
export function characterLength(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const lead = leadOf(first);
  if (lead === undefined || at + lead.more >= end) return 0;
  for (let step = 1; step <= lead.more; step++) {
    const byte = bytes[at + step] as number;
    const [low, high] = step === 1 ? [lead.low, lead.high] : [0x80, 0xbf];
    if (byte < low || byte > high) return 0;
  }
  return 1 + lead.more;
}
