/** What every target gives: files with their path in the target's folder. The same Model gives the same bytes. */
export type GeneratedFile = { path: string; text: string };
