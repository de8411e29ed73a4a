/** What every target gives: files with their path in the target's folder. The same Model gives the same bytes. */
export type GeneratedFile = { path: string; text: string };

/** A generated file that is no text: a workbook. */
export type BinaryFile = { path: string; bytes: Uint8Array };
