/** What every reader (json now; xml, csv later) gives: a stream of events about one file. */
import type { Finding, Position, RecordKind } from '../finding.ts';

/** The value of one record with the way back to its place in the file. */
export type RecordEvent = {
  type: 'record';
  /** Pointer of the record in the file, e.g. `/marches/marche/12`. */
  path: string;
  /** The list that holds it: `marche` or `contrat-concession` for lists by kind, null where the list mixes both. */
  list: RecordKind | null;
  /** Place in its list, from 0. */
  index: number;
  /** The parsed value; any JSON value, since a list may hold anything. */
  value: unknown;
  /**
   * Position of the value at `pointer` (relative to the record, '' is the record itself); for a key that should not be
   * there `part: 'key'` gives the place of the key. Valid only until the next event is asked for.
   */
  locate(pointer: string, part?: 'value' | 'key'): Position | undefined;
};

/** A record that stands in its list but could not be turned into a value (broken syntax, too deep, too large). */
export type UnreadableRecordEvent = { type: 'unreadable'; path: string; list: RecordKind | null; index: number };

export type FindingEvent = { type: 'finding'; finding: Finding };

/**
 * Last event of a file. `skeleton` is the parsed file without its records: every record list is an array of the right
 * length without items, and values under keys that the published root never defines are null.
 * Undefined when the file as a whole is not JSON (broken syntax anywhere): then no schema has a verdict on it.
 */
export type EndEvent = { type: 'end'; skeleton: unknown; parsed: boolean; bytes: number };

export type ReadEvent = RecordEvent | UnreadableRecordEvent | FindingEvent | EndEvent;

/** A reader that has eaten all the bytes it was given asks for more with this. */
export const NEED_BYTES = Symbol('need bytes');
