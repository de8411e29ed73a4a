/** The file that pins others by their sums, in the form that `sha256sum -c` reads. */
export const SUMS = 'SHA256SUMS';

/** `path -> sha256` of files. */
export type Sums = ReadonlyMap<string, string>;

/** The lines of a `SHA256SUMS` file, by path. */
export const formatSums = (sums: Sums): string =>
  [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .join('');

export function parseSums(text: string): Sums {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}
