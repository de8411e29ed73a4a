import type { RecordKind } from '../../finding.ts';
import type { Room } from './room.ts';
import type { Window } from './window.ts';

/** What a doubted record is, as far as it is known; it ends before the offset `to`. */
export type Doubt = {
  to: number;
  value: Record<string, unknown>;
  doubted: readonly string[];
  missing: readonly string[];
  /** The offset of the value of a member, undefined where the record lacks it; until the lane passes on. */
  offsetOf: (name: string) => number | undefined;
};

/**
 * What a fast lane came to: it passed `count` records, the last of which ends before the offset `to`, or none. Then the record at the
 * beginning of the window is doubted, or for the slow path (`undefined`), or its end is not among the bytes fed (`more`).
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
