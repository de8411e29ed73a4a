/** What a form of file (json, xml, csv, xlsx, data package) offers, so that one driver serves them all. */
import type { Model } from '../model/types.ts';
import type { NEED_BYTES, ReadEvent } from './record.ts';

/** Takes the chunks of a file (a chunk's buffer may be used again), then `finish` when there are no more. */
export type Feed = { feed(chunk: Uint8Array): void; finish(): void } & Partial<Space>;

/**
 * Spares a copy: `space` is the memory into which the driver may read the next `size` bytes itself; it then calls `fed` with how many it
 * read. `limit` is the offset in the file of the first of them. It jumps over bytes that are not wanted, only where the driver can seek.
 */
export type Space = { space(size: number): Uint8Array; fed(count: number): void; readonly limit: number };

/** One reading of one file: events come as long as bytes are fed where NEED_BYTES asks for them. */
type Reading = { feed: Feed; events: Iterable<ReadEvent | typeof NEED_BYTES> };

/**
 * Opens a file of a form. Forms that do not say the types of their values are read by the schema of `model`; without a model (the
 * version is not known yet) such a reader still gives each record, as an object with the right names and any values: enough to detect
 * the version. `lists`: records of XML are also wanted as they are written, these elements as lists however often they come.
 */
export type OpenReader = (model?: Model, lists?: ReadonlySet<string>) => Reading;
