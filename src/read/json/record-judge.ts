import type { RecordKind } from '../../model/kinds.ts';
import type { SuspectRecord } from '../record.ts';
import type { Window, Space } from './window.ts';

/**
 * A record that ends before the offset `to`, of which only some members must be checked. `indexOf` gives the index in the window of the value
 * of a member, or of the key of one of `strays`, undefined where the record lacks it. Valid until the next `pass`.
 */
export type Suspect = SuspectRecord & { to: number; indexOf: (name: string) => number | undefined };

/**
 * The result of a fast path: `count` records known to be valid, the last of which ends before the offset `to`. `next` is the record after them:
 * suspect, not fed to its end (`more`), or left to the slow path (`undefined`), which must read it where `count` is 0.
 */
export type Passing = { count: number; to: number; next: Suspect | 'more' | undefined; known?: Passage };

/** Text that was passed: line feeds, and UTF-16 units after the last of them. */
export type Measure = { lines: number; units: number };

/** Set where the text up to `to` has been measured before it is fed; with `jump` it must not be fed at all. */
export type Passage = Measure & { jump: boolean };

/**
 * Judges records by their bytes, in the order of the file. It reads the bytes in the window of the reader and provides the memory of that
 * window (`space`), so that none is copied.
 */
export type FastPath = {
  readonly space: Space;
  /** Lists of records that it can judge: their path and kind. */
  takes(path: string, kind: RecordKind): boolean;
  /**
   * Judges records from the start of the window, where the first has the number `index` in its list. They must end before the offset `end`,
   * by default the limit of the window: a record that goes on beyond it is `more`.
   */
  pass(kind: RecordKind, index: number, window: Window, end?: number): Passing;
  measure(window: Window, to: number): Measure;
};
