/** What spreadsheets count: letters of columns, and the largest sheet that they open. */

/** Bounds of a sheet of an XLSX workbook (ECMA-376), and the characters of one cell. */
export const SHEET_LIMITS = { rows: 1_048_576, columns: 16_384, characters: 32_767 } as const;

/** The letters of a column counted from 0: A, B, … Z, AA. */
export function columnLetters(rank: number): string {
  const last = String.fromCharCode(65 + (rank % 26));
  return rank < 26 ? last : columnLetters(Math.floor(rank / 26) - 1) + last;
}

/** The rank from 0 of a column by its letters; undefined beyond the last column that a sheet may have. */
export function columnRank(letters: string): number | undefined {
  if (!/^[A-Z]{1,3}$/.test(letters)) return undefined;
  const rank = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return rank < SHEET_LIMITS.columns ? rank : undefined;
}
