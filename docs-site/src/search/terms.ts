/** Words that say nothing of what is looked for. */
const EMPTY = new Set(
  'a an and au aux ce ces d dans de des du en est et for in is l la le les of on ou par pour que qui the to un une'.split(' '),
);

/** Small letters without accents: `Marché` and `marche` are one word, `cœur` and `coeur` as well. */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('\u2019', "'")
    .normalize('NFD')
    .replace(/\p{M}/gu, '');

/** Endings that leave a word the same to a reader, one after the other: plural, then feminine, then the vowel that is left. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/aux$/, 'al'],
  [/(?<=[a-z]{3})s$|(?<=[eo]u)x$/, ''],
  [/ee$/, 'e'],
  [/(?<=[a-z]{4})e$/, ''],
  [/y$/, 'i'],
];

/**
 * The form in which words of pages and queries are compared: folded, without plural or feminine endings. Identifiers with digits
 * are unchanged.
 */
export function stem(word: string): string {
  const plain = folded(word);
  return /\d/.test(plain) ? plain : ENDINGS.reduce((left, [ending, instead]) => left.replace(ending, instead), plain);
}

/** The terms of a word. A name such as `typeGroupementOperateurs` is found whole and by its parts. */
export function termsOf(word: string): string[] {
  const parts = word.split(/(?<=[a-z])(?=[A-Z])/);
  const words = parts.length > 1 ? [word, ...parts] : parts;
  return words.filter((part) => part !== '' && !EMPTY.has(folded(part))).map(stem);
}

/** The words of a text. Dots and hyphens inside a version or an identifier are kept. */
export const wordsOf = (text: string): string[] => text.match(/\d+(?:\.\d+)+|[\p{L}\p{M}\p{N}]+/gu) ?? [];
