/**
 * What rules ask of the pool of patterns: the name of a function `(from: usize, to: usize) => bool` that tells whether the bytes of a text
 * match, undefined where there can be none.
 */
export type Patterns = { name(pattern: string, unicode: boolean): string | undefined };
