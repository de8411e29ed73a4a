import type { RecordRef } from '../../finding.ts';
import type { FastEvent, NEED_BYTES, ReadEvent } from '../record.ts';

/** What the parts of the reader yield, and what they return when they are through. */
export type Signals<T> = Generator<ReadEvent | FastEvent | typeof NEED_BYTES, T>;

/**
 * Where a value stands: its pointer and how many objects and lists are around it. A record also says how findings refer to it,
 * from its value where that could be parsed.
 */
export type Place = {
  path: string;
  depth: number;
  isRecord: boolean;
  refer?: (value: unknown) => RecordRef | undefined;
};

/** What became of a value that ends at the offset `to`. `value` and `text` are there when it was `read`. */
export type Value = {
  status: 'read' | 'broken' | 'too-deep' | 'too-large';
  to: number;
  value: unknown;
  text: string;
};
