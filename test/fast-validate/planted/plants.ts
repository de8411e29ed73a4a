/** A bug for each primitive of the recogniser. What only makes it less sure is no bug: then JavaScript decides. */
import type { Plant } from './plant.ts';

const inNumber = (name: string, search: string, replace: string): Plant => ({ name, file: 'json.ts', search, replace });
const inText = (name: string, search: string, replace: string): Plant => ({ name, file: 'text.ts', search, replace });
const inUtf8 = (name: string, search: string, replace: string): Plant => ({ name, file: 'utf8.ts', search, replace });
const inEscape = (name: string, search: string, replace: string): Plant => ({ name, file: 'text.ts', search, replace });
const inMeasure = (name: string, search: string, replace: string): Plant => ({ name, file: 'utf8.ts', search, replace });
const emitted = (name: string, search: string | RegExp, replace: string, version?: string): Plant => ({
  name,
  file: 'recogniser.ts',
  search,
  replace,
  ...(version !== undefined && { version }),
});

export const PLANTS: readonly Plant[] = [
  inNumber('a zero before another digit', ' || (to - from > 1 && load<u8>(from) == ZERO)', ''),
  inNumber('a point without decimals', 'if (decimals == 0) return 0;', ''),
  inNumber('a sign that is lost', 'negative ? -size : size', 'size'),
  inNumber('more digits than are exact', 'MOST_DIGITS: usize = 15', 'MOST_DIGITS: usize = 18'),
  inNumber('the wrong power of ten', 'POWERS + (decimals << 3)', 'POWERS + (decimals << 4)'),
  emitted('a maximum', ' || numberValue > 1', ''),
  emitted('a minimum', ' || numberValue < 1', ''),
  emitted('a minimum one too low', 'numberValue < 1', 'numberValue < 0'),
  emitted('an integer that is none', 'Math.floor(numberValue) != numberValue', 'false'),
  { name: 'the end of false', file: 'json.ts', search: ' && load<u8>(at + 4) == 0x65', replace: '' },
  inText('control characters', 'i8x16.splat(SPACE)', 'i8x16.splat(0x08)'),
  inText('what is no UTF-8', 'if (high != 0 && !isUtf8(from, to)) return 0;', ''),
  inUtf8('half pairs as bytes', 'SURROGATE: u8 = 16', 'SURROGATE: u8 = 0'),
  inUtf8('overlong characters of two bytes', 'OVERLONG_2: u8 = 32', 'OVERLONG_2: u8 = 0'),
  inUtf8('overlong characters of three bytes', 'OVERLONG_3: u8 = 4', 'OVERLONG_3: u8 = 0'),
  inUtf8('characters past the last', 'TOO_LARGE: u8 = 8', 'TOO_LARGE: u8 = 0'),
  inUtf8('a character cut at the end of a text', '.or(errors, errorsOf(rest, before))', '.or(errors, errors)'),
  inUtf8('what continues nothing', 'TOO_LONG: u8 = 2', 'TOO_LONG: u8 = 0'),
  inEscape('any letter escaped', 'byte == QUOTE || byte == BACKSLASH || plain(byte) != 0 ? 2 : 0', '2'),
  inEscape('hexadecimal digits that are none', 'letter + 10 : -65536', 'letter + 10 : 0'),
  inEscape('half of a pair', 'if ((low & 0xfc00) != 0xdc00) return 0;', ''),
  { ...inEscape('a letter for another', 'case 0x6e: return 0x0a;', 'case 0x6e: return 0x6e;'), version: '2.1.0' },
  inEscape('bytes before an escape that are lost', 'free += clean;', 'free += clean & 7;'),
  emitted('a code with escapes that is none', 'to == decodedTo', 'true'),
  emitted('a length one too long', 'characters(from, to) > 16', 'characters(from, to) > 17'),
  emitted('a length in bytes and not in characters', /to - from < 1 \|\| characters\(from, to\) < 1/, 'false'),
  // The generator compares all words alike, so that a slip in it is in all of them; `torture/bounds.slow.test.ts` tries each code.
  emitted('the tails of codes and keys', / && load<u64>\(at, \d+\) == <u64>0x[0-9a-f]+/g, ''),
  emitted('a required key of an object', /if \(\(seen & \S+\) != \S+\) return 0;/, ''),
  emitted('a required key of a record', /~seen & 0x[0-9a-f]+|~seen & \S+(?=, 16)/, '0'),
  emitted('keys that come twice', /if \(seen & [^)]+\) return 0;/g, ''),
  emitted('codes that come twice', /if \(codesSeen & [^;]+;/g, ''),
  emitted('objects that come twice', /if \(isBefore\([^;]+;/g, ''),
  emitted('an empty list', 'if (count < 1) return 0;', ''),
  emitted('a list that another bracket closes', 'if (load<u8>(at++) != CLOSE_BRACKET) return 0;', 'at++;'),
  emitted('an object that another bracket closes', 'if (load<u8>(at++) != CLOSE_BRACE) return 0;', 'at++;'),
  { name: 'form feeds as blanks', file: 'json.ts', search: 'i8x16.splat(0x09)', replace: 'i8x16.splat(0x0c)' },
  { name: 'any sign as a colon', file: 'json.ts', search: 'if (load<u8>(at) != COLON) return 0;', replace: '' },
  { name: 'too deep', file: 'json.ts', search: 'MOST_NESTED: i32 = 20', replace: 'MOST_NESTED: i32 = 100' },
  { name: 'a key that nobody knows', file: 'run.ts', search: 'store<u32>(STATE, count + 1, STRAYS);', replace: '' },
  { name: 'such keys of the record before', file: 'run.ts', search: 'store<u32>(STATE, 0, STRAYS);', replace: '' },
  inMeasure('characters of two bytes measured as two', 'i8x16.splat(-64)', 'i8x16.splat(-128)'),
  inMeasure('characters of four bytes measured as one', '<i8>0xf0', '<i8>0xff'),
  inMeasure('a line feed in the last bytes', 'count + popcnt(rest)', 'count'),
];

const inRules = (name: string, search: string | RegExp, replace: string): Plant => ({ name, file: 'rules.ts', search, replace });

/** Bugs in what rules make of a record of which some members are in doubt, or missing. */
export const PLANTS_OF_RULES: readonly Plant[] = [
  inRules('members in doubt that all rules read', /const lost = lostMembers\(\);/g, 'const lost: u64 = 0;'),
  inRules('members in doubt that one rule reads', /(\/\/ cpv-trop-general\n) *if \(\(lost .*/g, '$1'),
  inRules('members in doubt of which a key is made', /if \(\(lost & [^)]+\) != 0\) if [^;]* return 0;/g, ''),
];
