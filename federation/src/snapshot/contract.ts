/** A contract as snapshots give it, and the line that `contrats.ndjson.gz` has of it. */
import type { RecordKind } from '../../../src/model/kinds.ts';

/** Two contents of one modification or act: that of the preferred record stands, that of `record` does not. */
export type Conflict = { list: string; id: unknown; record: string };

/** An error that the contract is published in spite of. `path`: JSON Pointer in its body, to a modification, an act or yearly data, or into one. */
export type Reserve = { code: string; path: string };

/** What a snapshot says of a contract besides its body. Hashes are uuid texts, days AAAA-MM-JJ. */
export type ContractFacts = {
  /** Hash of the consolidation key. */
  key: string;
  kind: RecordKind;
  /** The version of the standard that its record was judged by, and that its body conforms to, but for its reserves. */
  standard: string;
  /** Of notification (marché) or signature (concession); 0 where it cannot be read. */
  year: number;
  /** Hash of the record that was preferred. */
  record: string;
  /** The sources that publish a valid record of it now, by id. */
  sources: string[];
  /** The earliest and the latest of the last days of publication of its valid records; null where none has one. */
  firstPublished: string | null;
  lastPublished: string | null;
  /** Hashes of the records that gave the body a modification or an act that the preferred one lacks. */
  united: string[];
  conflicts: Conflict[];
  /** Codes of the errors for which the modifications were not united, or `too-costly`: the body is the preferred record alone. Null where there was none. */
  refused: string[] | null;
  /** In the order of the body. */
  reserves: Reserve[];
};

/** `text`: the body as JSON on one line, member by member as its source wrote it. `line`: see `contractLine`. */
export type SnapshotContract = { facts: ContractFacts; text: string; line: string };

/**
 * The line of a contract in `contrats.ndjson.gz`, without its end: the facts, then `body`. Lines end with U+000A alone; they stand in the order of standard,
 * year, kind and key.
 */
export const contractLine = (facts: ContractFacts, text: string): string => withBody(JSON.stringify(facts), text);

/** An object as JSON text, with a member `body` at its end that is JSON text as well. */
export const withBody = (json: string, body: string): string => `${json.slice(0, -1)},"body":${body}}`;

/** What a line of `contrats.ndjson.gz` reads as. */
export type ContractLine = ContractFacts & { body: Record<string, unknown> };
