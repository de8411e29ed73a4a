/** The boolean read last. */
export let booleanValue: u32 = 0;

/** The address after `true` or `false`; 0 where there is neither. */
export function boolean(at: usize): usize {
  // "true", and "fals" with its "e", as little-endian words.
  const word = load<u32>(at);
  booleanValue = u32(word == 0x65757274);
  if (booleanValue) return at + 4;
  return word == 0x736c6166 && load<u8>(at + 4) == 0x65 ? at + 5 : 0;
}
