/** The archive: what was fetched, kept for good. All else can be made again from it and the catalogue. */

/** A content by its sum. Sizes in bytes. */
export type Archived = { sha256: string; size: number; packed: number };

/** One fetch of a resource that brought a content other than the one before: a line of the journal. */
export type JournalEntry = {
  source: string;
  dataset: string;
  /** The id of the resource on data.gouv.fr, or its address. */
  resource: string;
  title: string;
  format: string;
  url: string;
  /** ISO 8601, UTC. Two versions of one resource never have the same. */
  fetchedAt: string;
  /** What the server said of the date of the file: ISO 8601, or null. */
  lastModified: string | null;
  sha256: string;
  size: number;
};

/** An erasure: a line of the journal as well, so that `rebuild` honours it. */
export type Erasure = { record: string; at: string; reason: string };

export type Archive = {
  folder: string;
  /**
   * Keeps bytes as they come, compressed, under their sum; writes beside and moves. Throws what `bytes` throws, and then keeps nothing. `limit`: bytes
   * after which an ArchiveLimit is thrown.
   */
  put(bytes: AsyncIterable<Uint8Array>, limit?: number): Promise<Archived>;
  has(sha256: string): Promise<boolean>;
  /** The bytes of a content, decompressed. Throws where it is absent or damaged. */
  read(sha256: string): AsyncIterable<Uint8Array>;
  /** Adds to the journal: one file an entry, named by resource and time, written beside and moved. Twice the same entry is one. */
  note(entry: JournalEntry): Promise<void>;
  erase(erasure: Erasure): Promise<void>;
  /** All entries, by resource, then by time. */
  journal(): AsyncIterable<JournalEntry>;
  erasures(): Promise<Erasure[]>;
  /** Hashes every content again. Yields each one that is damaged or absent, and contents that no entry names. */
  verify(): AsyncIterable<{ sha256: string; fault: 'damaged' | 'absent' | 'unlisted' }>;
};
