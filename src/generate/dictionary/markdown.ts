/** Markdown (CommonMark with tables) without HTML. */

/** Plain text that reads as it stands: what would be markup is escaped, line breaks are blanks. */
export const plain = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();

/** A value between as many backticks as it takes. A line break would end what it stands in, and reads as a blank in code. */
export function code(value: string): string {
  const text = value.replace(/\s*[\r\n]\s*/g, ' ');
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const blank = /^`|`$|^ .* $/s.test(text) ? ' ' : '';
  return fence + blank + text + blank + fence;
}

/** Markdown in a cell of a table: a pipe would end the cell, in code as well. */
const row = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;

export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(header),
  row(header.map(() => '---')),
  ...rows.map(row),
];

/** The anchor that GitHub and most site generators give to a heading: lower case, without punctuation, blanks as hyphens. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
