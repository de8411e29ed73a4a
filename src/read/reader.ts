/** What a form of file (json, xml, csv, xlsx, data package) offers, so that one driver serves them all. */
import type { Model } from '../model/types.ts';
import type { NEED_BYTES, ReadEvent } from './record.ts';

/** Where the driver puts the chunks of a file as they come (a chunk's buffer may be used again), and says that there are no more. */
export type Feed = { feed(chunk: Uint8Array): void; finish(): void } & Partial<Space>;

/**
 * Where the driver may put the next `size` bytes itself, which spares a copy; then it tells how many it put there. `limit` is the offset in the
 * file of the first of them: it jumps where bytes are not wanted, and only if the reader was reported that the driver can follow.
 */
export type Space = { space(size: number): Uint8Array; fed(count: number): void; readonly limit: number };

/** One reading of one file: events come as long as bytes are fed where NEED_BYTES asks for them. */
export type Reading = { feed: Feed; events: Iterable<ReadEvent | typeof NEED_BYTES> };

/**
 * Opens a file of a form. Forms that do not say the types of their values are read by the schema of `model`; without a model (the
 * version is not known yet) such a reader still gives each record, as an object with the right names and any values: enough to tell
 * the version.
 */
export type OpenReader = (model?: Model) => Reading;
