import { sirenAt } from './siret';

const ZERO: u32 = 0x30;

/**
 * What follows « FR » in a VAT number: two characters of key (no I, no O), then nine digits. Only a key of two digits can be computed; then
 * the nine digits are a SIREN, or begin with 000 (Monaco). Sources: see `src/rules/functions/tva.ts`.
 */
export function frenchTva(from: usize, to: usize): bool {
  if (to - from != 11 || !isKey(load<u8>(from)) || !isKey(load<u8>(from, 1))) return false;
  let siren: u32 = 0;
  for (let at = from + 2; at < to; at++) {
    const digit = u32(load<u8>(at)) - ZERO;
    if (digit > 9) return false;
    siren = siren * 10 + digit;
  }
  const tens = u32(load<u8>(from)) - ZERO;
  const units = u32(load<u8>(from, 1)) - ZERO;
  if (tens > 9 || units > 9) return true;
  const known = sirenAt(from + 2, to) || (siren < 1000000 && siren != 0);
  return known && tens * 10 + units == (12 + 3 * (siren % 97)) % 97;
}

function isKey(byte: u8): bool {
  if (u32(byte) - ZERO <= 9) return true;
  return byte >= 0x41 && byte <= 0x5a && byte != 0x49 && byte != 0x4f;
}
