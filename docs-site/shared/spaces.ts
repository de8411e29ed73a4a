/** The spaces of French at which a line must not be cut: before high punctuation, inside quotes, between the digits of a number and before its unit. */
const SPACES: readonly (readonly [RegExp, string])[] = [
  [/ (?=[:;?!»%€])/g, '\u00a0'],
  [/« /g, '«\u00a0'],
  [/(?<=\d) (?=\d{3}\b)/g, '\u202f'],
];

export const withFrenchSpaces = (text: string): string =>
  SPACES.reduce((value, [space, kept]) => value.replace(space, kept), text);
