/** Words as a pattern: a list in the constants of a rule is searched for in texts whatever their capitals, accents and the signs around. */

/**
 * Signs and blanks that say nothing around a word, and nothing alone: members of a class of characters, written as in a text of CEL, whose escapes are those of
 * JSON. A hyphen is to follow.
 */
const MEMBERS = String.raw` \t\r\n\u00A0\u00AD\u200B\u202F\uFEFF\u00AB\u00BB\u00B0\u2026\u2010-\u2015\u2212\u0022.,;:!?*_/#()|~=+\\[\\]\\\\`;
const SIGNS = `[${MEMBERS}-]`;

/** Letters with the accents of French, by the letter without. */
const ACCENTED: Readonly<Record<string, string>> = { a: 'àâä', c: 'ç', e: 'éèêë', i: 'îï', o: 'ôö', u: 'ùûü', y: 'ÿ' };

const LETTER = /^[a-z]$/;
const SAID = /[\p{L}\p{N}]/u;

/** The end of a participle, which may be feminine or plural: « renseigné », « défini », « prévu ». */
const PARTICIPLE = /.[éiu]$/;

/**
 * The pattern, in RE2's syntax and as CEL's single-quoted texts have it, of a whole text that is one of these words. Case, accents, the feminine or plural of a
 * participle, and signs and blanks around do not count; a blank within may be a hyphen; a word of one letter or digit may be repeated, with signs and blanks between; a word without any letter or
 * digit stands for all texts of signs alone.
 */
export function wordsPattern(words: readonly string[]): string {
  const said = words.filter((word) => SAID.test(word));
  const long = said.filter((word) => word.length > 1).map(wordPattern);
  // No repetition of signs follows one of letters and signs: the search of a long text would take quadratic time.
  const short = said.filter((word) => word.length === 1).map((word) => `${signPattern(word)}[${membersOf(word)}${MEMBERS}-]*`);
  return `^(${[
    ...(long.length > 0 ? [`${SIGNS}*(${long.join('|')})${SIGNS}*`] : []),
    ...(short.length > 0 ? [`${SIGNS}*(${short.join('|')})`] : []),
    ...(said.length < words.length ? [`${SIGNS}+`] : []),
  ].join('|')})$`;
}

const wordPattern = (word: string): string =>
  [...word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()].map(signPattern).join('') +
  (PARTICIPLE.test(word) ? '[eE]?[sS]?' : '');

/** A sign as a class of characters: none of them has a meaning of its own there. */
const signPattern = (sign: string): string => `[${membersOf(sign)}]`;

function membersOf(sign: string): string {
  if (sign === ' ') return String.raw` \u00A0_-`;
  if (!LETTER.test(sign)) return sign;
  const accented = ACCENTED[sign] ?? '';
  return `${sign}${accented}${sign.toUpperCase()}${accented.toUpperCase()}`;
}
