import type { RecordKind } from '../model/kinds.ts';
import type { Lost } from '../write/lost.ts';

/** A record on its way: `index` counts from 0 in the list of its kind, or in the one list of the versions that have but one. */
type Passing = { kind: RecordKind; value: unknown; index: number };

/** The file without its records, as it was read: its lists are full of holes. Undefined where it was not read to its end. */
export type Around = unknown;

/** Takes records as they are read and writes them in a form. What the form cannot carry of a record is answered, never dropped in silence. */
export type Sink = {
  /** Before the first record. `version`: what the file says of itself, as far as it is known by then. */
  open(version: string | undefined): Promise<void>;
  record(passing: Passing): Promise<readonly Lost[]>;
  /** After the last record. What a form loses of what is around them is reported for all forms alike (`lostAround`). */
  close(around: Around): Promise<void>;
  /** Puts the output in its place: until then nothing stands there. */
  keep(): Promise<void>;
  /** Forgets all that was written. */
  discard(): Promise<void>;
};
