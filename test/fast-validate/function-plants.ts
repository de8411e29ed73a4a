/** Faults planted in the functions of rules in WebAssembly: the known answers or a law must notice each. */
import type { Plant } from './plants.ts';

const plants = (file: string, changes: readonly (readonly [name: string, from: string, to: string])[]): Plant[] =>
  changes.map(([name, from, to]) => ({ name, file, from, to }));

export const FUNCTION_PLANTS: readonly Plant[] = [
  ...plants('identifiers.ts', [
    ['a Luhn sum that five divides', 'total % 10 == 0', 'total % 5 == 0'],
    ['a doubled digit that is not added up', 'value > 9 ? value - 9 : value', 'value'],
    ['the digits doubled that should not be', 'digit << doubled', 'digit << (doubled ^ 1)'],
    ['a number of twenty digits', 'length <= LONGEST', 'length <= 20'],
    ['nine zeros', 'to - from == 9 && luhn(from, to) && !zeros(from, to)', 'to - from == 9 && luhn(from, to)'],
    ['a SIREN of any length', 'to - from == 9 && luhn(from, to) && !zeros(from, to)', 'luhn(from, to) && !zeros(from, to)'],
    ['fourteen zeros', 'to - from != 14 || zeros(from, to)', 'to - from != 14'],
    ['La Poste without its exception', 'isBranchOfLaPoste(from) ? sumOfFives(from, to) : luhn(from, to)', 'luhn(from, to)'],
    ['the head office of La Poste judged as its branches', 'load<u64>(from, 6) != 0x3834303030303030', 'true'],
    ['a branch of La Poste by tens', 'total % 5 == 0', 'total % 10 == 0'],
  ]),
  ...plants('identifiers.ts', [
    ['a French key that is not computed', 'tens * 10 + units == (12 + 3 * (siren % 97)) % 97', 'true'],
    ['no companies of Monaco', 'siren < 1000000 && siren != 0', 'false'],
    ['a company of Monaco with zeros only', 'siren < 1000000 && siren != 0', 'siren < 1000000'],
    ['an I in the key', 'byte != 0x49', 'true'],
    ['an O in the key', 'byte != 0x4f', 'true'],
    ['a letter computed', 'tens > 9 || units > 9', 'tens > 9'],
    ['a French number of any length', 'to - from != 11', 'false'],
  ]),
  ...plants('nomenclatures.ts', [
    ['a key that is no digit', 'u32(load<u8>(from, 9)) - ZERO <= 9', 'true'],
    ['a key after no hyphen', 'load<u8>(from, 8) == HYPHEN', 'true'],
    ['whatever stands in the slot', '(held - 1) >> 4 == root', 'true'],
    ['three bits of the key', '(held - 1) & 15', '(held - 1) & 7'],
    ['every second slot', '(slot + 1) & ((1 << CPV_BITS) - 1)', '(slot + 2) & ((1 << CPV_BITS) - 1)'],
  ]),
  ...plants('nomenclatures.ts', [
    ['a code that goes on', 'length > width', 'false'],
    ['a byte that no code has', 'part == NONE', 'false'],
    ['what follows a short code', 'at < length ? load<u8>(from + at) : 0', 'load<u8>(from + at)'],
    ['the bit of another code', 'bit & 7', 'bit & 3'],
  ]),
  ...plants('days-and-amounts.ts', [
    ['leap days every four years', '(year & 3) == 0 && (year % 100 != 0 || year % 400 == 0)', '(year & 3) == 0'],
    ['31 June', '0xa50', '0xa10'],
    ['years of four centuries without their leap day', 'y / 4 - y / 100 + y / 400', 'y / 4 - y / 100'],
    ['months of thirty days', '(153 * (months - y * 12) + 2) / 5', '30 * (months - y * 12)'],
    ['a month more for the same day', 'fromDay >= day ? months : months + 1', 'fromDay > day ? months : months + 1'],
    ['a day of letters', '(head + 0x7f76767f76767676) | head | (tail + 0x7676) | tail', '(head + 0x7f76767f76767676) | head'],
    ['a date that goes on', 'lengthOf(text) == 10 && read(text)', 'read(text)'],
    ['the day 0', 'day >= 1', 'true'],
    ['the month 0', 'month < 1 || month > 12', 'month > 12'],
  ]),
  ...plants('days-and-amounts.ts', [
    ['integers with a decimal', 'floor(x) == x', 'false'],
    ['no single decimal', 'rounded(x * 10) / 10 == x', 'false'],
    ['about a whole number of cents', 'rounded(x * 100) / 100 == x', 'abs(rounded(x * 100) / 100 - x) < 0.001'],
    ['cents cut off', 'x - below >= 0.5 ? below + 1 : below', 'below'],
    ['digits that doubles do not hold', 'size < EXACT', 'size < 1e19'],
    ['eights counted as nines', '(digit - 8) << 3', '0'],
    ['all that is left of a number for its digit', '(value / size) % 10', 'value / size'],
    ['a zero below zero', 'trunc(x) + 0.0', 'trunc(x)'],
    ['integers of more than 53 bits', 'max(min(value, EXACT - 1), 1 - EXACT)', 'min(value, EXACT - 1)'],
  ]),
  ...plants('places.ts', [
    ['the longer text before the shorter', 'lengthOf(a) < lengthOf(b)', 'lengthOf(a) > lengthOf(b)'],
    ['the last text first', 'load<u8>(i) < load<u8>(j)', 'load<u8>(i) > load<u8>(j)'],
    ['bytes for characters', '(load<u8>(at) & 0xc0) != 0x80', 'true'],
    ['texts that begin alike', 'length != lengthOf(b)', 'false'],
    ['the end of a text not looked at', 'load<u8>(i) != load<u8>(j)', 'false'],
    ['eight bytes not looked at', 'load<u64>(i) != load<u64>(j)', 'false'],
  ]),
  ...plants('main.ts', [['no France', 'load<u16>(from) == 0x5246', 'false']]),
];
