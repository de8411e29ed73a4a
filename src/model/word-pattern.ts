/** Words as a pattern: a list in the constants of a rule is searched for in texts whatever their capitals, accents and the signs around. */

/** Signs and blanks that say nothing around a word, and nothing alone. In a class of characters of CEL's text, the hyphen last. */
const SIGNS = String.raw`[ \t\r\n\u00A0\u00AD\u200B\u202F\uFEFF\u00AB\u00BB\u2026\u2010-\u2015\u2212.,;:!?*_/#()-]`;

/** Letters with the accents of French, by the letter without. */
const ACCENTED: Readonly<Record<string, string>> = { a: 'àâä', c: 'ç', e: 'éèêë', i: 'îï', o: 'ôö', u: 'ùûü', y: 'ÿ' };

const LETTER = /^[a-z]$/;
const SAID = /[\p{L}\p{N}]/u;

/**
 * The pattern, in RE2's syntax and as CEL's single-quoted texts have it, of a whole text that is one of these words. Case, accents, and signs and blanks around
 * do not count; a word of one letter or digit may be repeated; a word without any letter or digit stands for all texts of signs alone.
 */
export function wordsPattern(words: readonly string[]): string {
  const said = words.filter((word) => SAID.test(word));
  const alone = said.length < words.length ? [`${SIGNS}+`] : [];
  return `^(${[`${SIGNS}*(${said.map(wordPattern).join('|')})${SIGNS}*`, ...alone].join('|')})$`;
}

const wordPattern = (word: string): string => {
  const signs = [...word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()].map(signPattern);
  return signs.length === 1 ? `${signs.join('')}+` : signs.join('');
};

/** A sign as a class of characters: none of them has a meaning of its own there. */
function signPattern(sign: string): string {
  if (sign === ' ') return String.raw`[ \u00A0]`;
  if (!LETTER.test(sign)) return `[${sign}]`;
  const accented = ACCENTED[sign] ?? '';
  return `[${sign}${accented}${sign.toUpperCase()}${accented.toUpperCase()}]`;
}
