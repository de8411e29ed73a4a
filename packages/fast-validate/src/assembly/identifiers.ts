import { ZERO } from './constants';
import { fromOf, lengthOf, toOf } from './places';

// The numbers of `src/model/siret.ts`, with its sources.

/** The longest number that carries Luhn's key (ISO/IEC 7812-1). */
const LONGEST: usize = 19;

/** Whether the bytes are digits whose sum, every second from the right doubled (a doubled 6 counts 1 + 2), is a multiple of ten. */
function luhn(from: usize, to: usize): bool {
  let total: u32 = 0;
  let doubled: u32 = 0;
  while (to > from) {
    const digit = u32(load<u8>(--to)) - ZERO;
    if (digit > 9) return false;
    const value = digit << doubled;
    total += value > 9 ? value - 9 : value;
    doubled ^= 1;
  }
  return total % 10 == 0;
}

/** Whether the bytes are digits that add up to a multiple of five. */
function sumOfFives(from: usize, to: usize): bool {
  let total: u32 = 0;
  for (; from < to; from++) {
    const digit = u32(load<u8>(from)) - ZERO;
    if (digit > 9) return false;
    total += digit;
  }
  return total % 5 == 0;
}

function zeros(from: usize, to: usize): bool {
  for (; from < to; from++) if (load<u8>(from) != ZERO) return false;
  return true;
}

export function luhnValide(text: usize): bool {
  const length = lengthOf(text);
  return length > 0 && length <= LONGEST && luhn(fromOf(text), toOf(text));
}

export function sirenValide(text: usize): bool {
  return sirenAt(fromOf(text), toOf(text));
}

export function sirenAt(from: usize, to: usize): bool {
  return to - from == 9 && luhn(from, to) && !zeros(from, to);
}

export function siretValide(text: usize): bool {
  const from = fromOf(text);
  const to = toOf(text);
  if (to - from != 14 || zeros(from, to)) return false;
  return isBranchOfLaPoste(from) ? sumOfFives(from, to) : luhn(from, to);
}

/** La Poste, « 356000000 », but for its head office, « 35600000000048 »: read as numbers of eight, one and five digits. */
function isBranchOfLaPoste(from: usize): bool {
  // "35600000" and "00000048", the last digits reaching back over some of the first.
  if (load<u64>(from) != 0x3030303030363533 || load<u8>(from, 8) != ZERO) return false;
  return load<u64>(from, 6) != 0x3834303030303030;
}

/**
 * What follows « FR » in a VAT number: two characters of key (no I, no O), then nine digits. Only a key of two digits can be computed; then
 * the nine digits are a SIREN, or begin with 000 (Monaco). Sources: see `src/model/tva.ts`.
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
