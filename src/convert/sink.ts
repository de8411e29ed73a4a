import type { RecordKind } from '../model/kinds.ts';
import type { Output } from '../host/output.ts';
import type { Lost } from '../write/lost.ts';

/** A record to write: `index` counts from 0 in the list of its kind, or in the single list of versions before 2.0.1. */
export type Passing = { kind: RecordKind; value: unknown; index: number };

/** The file without its records: its lists are full of holes. Undefined where it was not read to its end. */
export type Around = unknown;

/** Writes records, as they are read, in one form. What it is given is gathered, and written by `flush`. */
export type Sink = {
  /** Called before the first record. `version`: the one that the file declares, where it is known by then. */
  open(version: string | undefined): void;
  /** Returns what the form cannot carry of the record. */
  record(passing: Passing): readonly Lost[];
  /** Writes what was gathered; undefined while it is too little. To be awaited before the next record. */
  flush(): Promise<void> | undefined;
  /** Called after the last record. Losses outside of the records are reported by the caller (`lostAround`). */
  close(around: Around): Promise<void>;
  /** What else is lost outside of the records, which only the sink knows, once it is closed. */
  lost?(around: Around): readonly Lost[];
  /** Whether what was written is nothing that could be kept: OCDS has no empty package. */
  readonly isEmpty?: boolean;
  /** Moves the complete output to its place. */
  keep(): Promise<void>;
  /** Removes everything written. */
  discard(): Promise<void>;
};

/** A sink that may have to read what was written earlier before it takes a record. */
export type SlowSink = Omit<Sink, 'record'> & { record(passing: Passing): readonly Lost[] | Promise<readonly Lost[]> };

/** Keeps parts of an output until their turn comes: on disk, where there is one, so that memory does not grow with them. */
export type Spool = {
  add(text: string): void;
  /** Writes what was added to disk; undefined while it is too little. To be awaited before more is added. */
  flushIfEnough(): Promise<void> | undefined;
  write(part: string | Uint8Array): Promise<void>;
  /** All that was added, in chunks. */
  read(): AsyncIterable<Uint8Array>;
  /** The same as texts, each up to a line break, which is left out. */
  lines(): AsyncIterable<string[]>;
  /** Writes all the parts to an output, then removes them. */
  pour(output: Output): Promise<void>;
  remove(): Promise<void>;
};

/** Keeps texts on disk, and gives each back when it is asked for. */
export type Texts = {
  /** Returns the place where the text ends, which is where the next one begins; the first begins at 0. */
  add(text: string): number;
  /** Writes what was added to disk; undefined while it is too little. To be awaited before more is added. */
  flushIfEnough(): Promise<void> | undefined;
  /** The text between two places. Nothing is added after the first call. */
  read(from: number, to: number): Promise<string>;
  remove(): Promise<void>;
};
