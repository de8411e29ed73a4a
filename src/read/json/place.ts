import type { RecordRef } from '../../finding.ts';
import type { FastEvent, KnownEvent, NEED_BYTES, ReadEvent } from '../record.ts';

/** What the parts of the reader yield, and what they return when they are through. */
export type Signals<T> = Generator<ReadEvent | FastEvent | KnownEvent | typeof NEED_BYTES, T>;

/**
 * Where a value stands: its pointer and how many objects and lists are around it. A record also says how findings refer to it,
 * from its value where that could be parsed.
 */
export type Place = {
  path: string;
  depth: number;
  isRecord: boolean;
  refer?: (value: unknown) => RecordRef | undefined;
  /** Whether the value with these bytes was read before, so that it need not be parsed. */
  isKnown?: ((bytes: Uint8Array) => boolean) | undefined;
};

/** What became of a value that ends at the offset `to`. `value` is there when it was `read`, `text` also when it is `known`. */
export type Value = {
  status: 'read' | 'known' | 'broken' | 'too-deep' | 'too-large';
  to: number;
  value: unknown;
  text: string;
};
