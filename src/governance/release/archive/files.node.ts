/** Files by path, with `/`. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** A file of a release: its name in the folder of the release, its bytes. */
export type Artefact = { path: string; bytes: Uint8Array };

/** The order of paths in all that is written: by code unit, the same in every language. */
export const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

export const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Letters without accents, digits, `.`, `_`, `-` and `/`: a name that every system writes alike, and that leads nowhere else. */
const PLAIN = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** Whether a path of a release is one that we write ourselves. `..`, an absolute path, a drive, a backslash or a hidden file never is. */
export const isPlainPath = (path: string): boolean => path.length <= 200 && PLAIN.test(path);
