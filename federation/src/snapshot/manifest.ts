/** `manifeste.json` of a snapshot. */
import type { Counts as StateCounts } from '../consolidate/balance.ts';

/** A file of a snapshot. Sums are SHA-256 in hexadecimal, sizes in bytes. */
export type FileEntry = {
  /** Its path from the folder of the snapshot, with `/`. */
  name: string;
  size: number;
  sha256: string;
  /** Of a compressed file, its content: compressed bytes may differ from one machine to another. */
  content?: { size: number; sha256: string };
  /** How many contracts, records or changes it has. */
  count: number;
};

export type Manifest = {
  format: 'decp-federation-snapshot/1';
  name: string;
  /** SHA-256 of the names and sums of its files, see `hashLines`. */
  hash: string;
  /** ISO 8601, UTC. */
  at: string;
  /** The snapshot that `latest` named before; null for the first. */
  previous: string | null;
  engine: { name: string; version: string };
  counts: Counts;
  sources: Record<string, SourceCounts>;
  /** `since`: the snapshot before; null where there is none, or where this database did not make it: then no change is listed. */
  changes: { since: string | null; added: number; changed: number; withdrawn: number; erased: number };
  files: FileEntry[];
};

/**
 * Contracts published and withdrawn, the unions of their modifications, and the observations and files that gave none. `read`, `states`: all observations of all versions that
 * were judged, each in one state; `current`: those of the current version of each file; those `selected` and `reserved` are together as many as the contracts, those `invalid` as many as `rejected`.
 */
type Counts = StateCounts & {
  contracts: number;
  withdrawn: number;
  byStandard: Record<string, { marche: number; 'contrat-concession': number }>;
  /** Contracts with modifications of several records; those left apart because together they break the standard; modifications with two contents. */
  united: number;
  refused: number;
  conflicts: number;
  /** Contracts with reserves, of their record or of the modifications of others. */
  reserved: number;
  /** Observations that are invalid or have no key; versions of files blocked by the guard; versions in which nothing could be read. */
  rejected: number;
  held: number;
  unreadable: number;
};

/** `licence`: as data.gouv.fr names it; null where the source is no longer in the catalogue. A contract counts for each source that publishes it; `selected` or `reserved` for one of them. */
export type SourceCounts = StateCounts & {
  licence: string | null;
  contracts: number;
  rejected: number;
  held: number;
  unreadable: number;
};

/** Files that say what changed, or when: they are no part of what a snapshot is. */
export const CHANGES = 'changements.ndjson.gz';
export const MANIFEST = 'manifeste.json';

/** What the hash of a snapshot is that of: a line `name sum` a file, in the order of their names, the sum being that of the content where it is compressed. */
export const hashLines = (files: readonly FileEntry[]): string =>
  files
    .filter(({ name }) => name !== CHANGES)
    .map(({ name, sha256, content }) => `${name} ${content?.sha256 ?? sha256}\n`)
    .sort()
    .join('');

/** The names that snapshots have: the time in ISO 8601, basic form, then the first digits of their hash. */
export const SNAPSHOT_NAME: RegExp = /^\d{8}T\d{6}Z-[0-9a-f]{8}$/;

/** The name of a snapshot made at a time. */
export const snapshotName = (at: Date, hash: string): string =>
  `${at.toISOString().replace(/[-:]|\.\d+/g, '')}-${hash.slice(0, 8)}`;
