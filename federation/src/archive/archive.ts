/** The archive: what was fetched, kept for good. All else can be made again from it and the catalogue. */

/** A content by its sum. Sizes in bytes. */
export type Archived = { sha256: string; size: number; packed: number };

/**
 * A line of the journal: one fetch of a resource that brought a content other than the one before; or the same content once more, where the resource has another source,
 * dataset, title, form or address since.
 */
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

/**
 * What `verify` finds: a content by its sum, or a file that is neither an entry of the journal nor an erasure. `unlisted`: in no entry, as a kill leaves it; nothing is lost
 * by it, unless the database has a version of it: then its entry is absent.
 */
export type Fault =
  | { sha256: string; fault: 'damaged' | 'absent' | 'unlisted' | 'entry-absent' }
  | { file: string; fault: 'unreadable' };

export type Archive = {
  folder: string;
  /**
   * Keeps bytes as they come, compressed, under their sum; writes beside and moves. Throws what `bytes` throws, and then keeps nothing. `limit`: bytes
   * after which an ArchiveError 'too-large' is thrown.
   */
  put(bytes: AsyncIterable<Uint8Array>, limit?: number): Promise<Archived>;
  has(sha256: string): Promise<boolean>;
  /** Bytes of a content as it is kept, compressed; undefined where it is absent. */
  packedSize(sha256: string): Promise<number | undefined>;
  /** The bytes of a content, decompressed. Throws an ArchiveError where it is absent or damaged, which may be known at the end only. */
  read(sha256: string): AsyncIterable<Uint8Array>;
  /** Adds to the journal: one file an entry, named by resource and time, written beside and moved. Twice the same entry is one. */
  note(entry: JournalEntry): Promise<void>;
  /** The first erasure of a record stays. */
  erase(erasure: Erasure): Promise<void>;
  /**
   * All entries, by resource (in the order of their folders), then by time. Entries of a resource that follow each other with one content are one version,
   * of the time of the first; the last says what the resource is.
   */
  journal(): AsyncIterable<JournalEntry>;
  /** The entries of a resource later than a time (ISO 8601), by time; all of them without one. */
  entriesOf(resource: string, after?: string): Promise<JournalEntry[]>;
  /** By record. */
  erasures(): Promise<Erasure[]>;
  /** Hashes every content again. Yields each one that is damaged or absent, contents that no entry names, and entries and erasures that cannot be read. */
  verify(): AsyncIterable<Fault>;
};

/** Why the archive cannot take or give something. */
export class ArchiveError extends Error {
  override name = 'ArchiveError';
  kind: 'disk-full' | 'too-large' | 'absent' | 'damaged' | 'contradicted';
  /** The sum of the content, or the file. */
  subject: string;

  constructor(kind: ArchiveError['kind'], subject: string, cause?: unknown) {
    super(`archive: ${kind}: ${subject}`, { cause });
    this.kind = kind;
    this.subject = subject;
  }
}

/** Whether an error says that a content is not in the archive as it was fetched. */
export const isDamage = (error: unknown): error is ArchiveError =>
  error instanceof ArchiveError && (error.kind === 'damaged' || error.kind === 'absent');

/** Whether a content is as it was fetched; undefined where the signal stopped it before that is known. */
export async function isWhole(
  archive: Pick<Archive, 'read'>,
  sha256: string,
  signal?: AbortSignal,
): Promise<boolean | undefined> {
  try {
    for await (const _ of archive.read(sha256)) if (signal?.aborted) return undefined;
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}
