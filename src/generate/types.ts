/** A generated text file, with its path in the folder of the target. The same model always gives the same bytes. */
export type GeneratedFile = { path: string; text: string };

/** A generated binary file: a workbook. */
export type BinaryFile = { path: string; bytes: Uint8Array };
