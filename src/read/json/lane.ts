import type { RecordKind } from '../../model/kinds.ts';
import type { RecordDoubt } from '../record.ts';
import type { Window, Room } from './window.ts';

/**
 * What is in doubt in a record that ends before the offset `to`. `indexOf` gives the index in the window of the value of a member, or of the key
 * of one of `strays`, undefined where the record lacks it; until the lane passes on.
 */
export type Doubt = RecordDoubt & { to: number; indexOf: (name: string) => number | undefined };

/**
 * What a fast lane came to: it passed `count` records, the last of which ends before the offset `to`, or none. The record that follows is
 * doubted, or its end is not among the bytes fed (`more`), or the lane does not say (`undefined`: where it passed none, the slow path is to look).
 */
export type Passing = { count: number; to: number; next: Doubt | 'more' | undefined; known?: Passage };

/** Text that was passed: line feeds, and UTF-16 units after the last of them. */
export type Measure = { lines: number; units: number };

/** What is known of the text up to `to` beforehand: then it need not be fed yet, and `jump` says not to feed it at all. */
export type Passage = Measure & { jump: boolean };

/** Knows records that are surely valid by their bytes alone. Its `room` must be that of the window. */
export type Lane = {
  readonly room: Room;
  /** Lists of records that it can take: their path and kind. */
  takes(path: string, kind: RecordKind): boolean;
  /** Looks at the records from the one on that begins with the window and has the number `index` in its list. */
  pass(kind: RecordKind, index: number, window: Window): Passing;
  measure(window: Window, to: number): Measure;
};
