/** What a snapshot is made of: each output writes files of its own while the contracts pass once, in their order. */
import type { Publisher } from '../ocds/publisher.ts';
import type { Queries } from '../store/store.ts';
import type { SnapshotContract } from './contract.ts';
import type { FileEntry, Manifest, SourceCounts } from './manifest.ts';
import type { TableMaker } from './tables/tables.ts';

/** A file being written. Texts are gathered: `write` returns undefined while there are too few of them to be written. */
export type Writing = {
  write: (text: string) => Promise<void> | undefined;
  bytes: (part: Uint8Array) => Promise<void>;
  /** `count`: how many contracts, records or changes it has. */
  close: (count: number) => Promise<FileEntry>;
};

/** What outputs are given. */
export type OutputContext = {
  /** Creates a file in the folder of the snapshot; compressed where its name ends in `.gz`. */
  create: (name: string) => Promise<Writing>;
  /** Makes the flat tables of the lines of contracts. */
  tables: TableMaker;
  /** Reads the database as it was when the snapshot began. */
  queries: Queries;
  /** The last snapshot: its name, and the highest sequence of a contract in it. Undefined where changes cannot be told from it. */
  since: { name: string; sequence: number } | undefined;
  /** Who publishes in OCDS; undefined where nobody does. */
  publisher: Publisher | undefined;
  /** Counts of a source, to be added to. */
  source: (id: string) => SourceCounts;
};

/** What an output wrote, and what it has to say in the manifest. */
type Closed = { files: FileEntry[]; counts?: Partial<Manifest['counts']>; changes?: Manifest['changes'] };

type Output = {
  /** Takes the next contract; undefined where nothing must be waited for. */
  contract(contract: SnapshotContract): Promise<void> | undefined;
  /** Writes what is left, or all of what does not follow from the contracts. */
  close(): Promise<Closed>;
};

/** Undefined where there is nothing to write. */
export type OpenOutput = (context: OutputContext) => Promise<Output | undefined>;
