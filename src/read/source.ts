import type { ReadForm } from './forms.ts';

/** Called with each chunk of the file as it is on disk (still compressed), before its content is yielded; `skipped` bytes before it were not read. */
export type OnRead = (bytes: Uint8Array, skipped?: number) => void;

/** A file of a folder that is not read, or a hidden folder in it. `workbook`: of a form that is not read; `other`: its extension is not known. */
export type Skipped = { file: string; reason: 'hidden' | 'temporary' | 'workbook' | 'link' | 'special' | 'other' };

/** An input file: `size` in bytes as it is on disk, undefined for a pipe. `chunks` may yield the same buffer again and again. */
export type Source = {
  name: string;
  size: number | undefined;
  /**
   * Set where the form cannot be recognised from the bytes: a data package, whose tables are files of their own. They are read when this is called, not before: a folder may
   * have many packages. Throws an InputError where they cannot be read.
   */
  form?(): Promise<ReadForm>;
  chunks(onRead: OnRead): AsyncIterable<Uint8Array>;
  /** Synchronous reads, where the source allows them: used instead of `chunks`. */
  direct?(onRead: OnRead): DirectReader;
};

/**
 * Puts the next bytes of a file into `into`, or those at the offset `from`, which is not before them, and gives their number, 0 at the end.
 * Throws an InputError where they cannot be read.
 */
export type DirectReader = {
  read(into: Uint8Array, from?: number): number;
  /** Which file is being read, whatever its path leads to by now; undefined where none is open. */
  identity(): Identity | undefined;
  close(): void;
};

/** Identifies a file on disk and its content: it differs from that of any other file, and changes when the file is rewritten. */
export type Identity = { dev: number; ino: number; size: number; mtimeMs: number };
