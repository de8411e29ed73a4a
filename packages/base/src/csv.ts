/** A cell of RFC 4180, in quotes where it needs them. No guard against formulas: for data that are ours. */
export const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV for programs and spreadsheets: RFC 4180, comma-separated, without byte order mark. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
