import type { ReadForm } from './forms.ts';

/** Reported of each piece of the file as it stands on disk, packed or not, before what it holds is given; `skipped` bytes before it were not read. */
export type OnRead = (bytes: Uint8Array, skipped?: number) => void;

/** An input file: `size` in bytes as it stands on disk, undefined for a pipe. `chunks` may give the same buffer again and again. */
export type Source = {
  name: string;
  size: number | undefined;
  /** Where its bytes do not tell it: a data package, whose tables are files of their own. */
  form?: ReadForm;
  chunks(onRead: OnRead): AsyncIterable<Uint8Array>;
  /** Where the bytes can be read without waiting: instead of `chunks`. */
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

/** What tells a file from another one, and from itself once it was written anew. */
export type Identity = { dev: number; ino: number; size: number; mtimeMs: number };
