/** Reads the records of one file, of any form, and hashes each. */
import { isObject } from '../../../packages/base/src/json.ts';
import type { Finding } from '../../../src/finding.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { beginningOf, formOf } from '../../../src/read/forms.ts';
import type { ReadOptions } from '../../../src/read/json/file.ts';
import { readJson } from '../../../src/read/json/read-json.ts';
import { Window } from '../../../src/read/json/window.ts';
import type { Feed } from '../../../src/read/reader.ts';
import { kindOf, NEED_BYTES, type ReadEvent, type RecordEvent } from '../../../src/read/record.ts';
import { detectVersion } from '../../../src/validate/detect.ts';
import { sampleOf } from '../../../src/validate/sample.ts';
import { UNWATCHED } from '../../../src/validate/drive.ts';
import { loadModelOf, versionIndex } from '../../../src/validate/registry.node.ts';
import { Compactor } from './compact.ts';
import { digestInto } from './hash.node.ts';

/** A record that was not known. `hash` and `text` (compact JSON) are valid during the call. `said`: what only the reader of its form can find, such as digits that a table lost. */
export type NewRecord = {
  hash: Buffer;
  kind: RecordKind;
  list: RecordKind | null;
  text: Uint8Array;
  value: Record<string, unknown>;
  said: readonly SaidFinding[];
};

/** A finding of the reader on a record: `path` is a pointer from the record. */
type SaidFinding = Pick<Finding, 'code' | 'severity' | 'path'>;

/** Takes what a file holds, in its order. */
export type Taker = {
  /** Told first: the form and the version of the standard. */
  begin(form: string, standard: string): void;
  /** Whether a record is known; then it is counted, and nothing more is said of it. The hash is valid during the call. */
  isKnown(hash: Buffer): boolean;
  record(record: NewRecord): void;
  /** A finding of the reader: about the file, or a record that could not be read. */
  finding(finding: Finding): void;
  /** The file could not be read to its end: the code of the finding that says why. */
  broken(code: string): void;
  /** Awaited between two records, to judge those of a full batch or to give others their turn: some forms are held whole, and give all records without waiting for bytes. */
  rest(): Promise<void> | undefined;
};

/**
 * Reads a file to its end. Detects its form and its version as `decp validate` does.
 * @throws InputError where nothing can be read: empty, not JSON at all, UTF-16…
 */
export async function readRecords(name: string, chunks: AsyncIterable<Uint8Array>, taker: Taker): Promise<void> {
  const source = chunks[Symbol.asyncIterator]();
  const kept: Uint8Array[] = [];
  const next = async (): Promise<Uint8Array | undefined> => {
    const step = await source.next();
    return step.done === true ? undefined : step.value;
  };
  const keep = async (): Promise<Uint8Array | undefined> => {
    const chunk = await next();
    if (chunk) kept.push(new Uint8Array(chunk));
    return chunk && kept.at(-1);
  };
  try {
    const form = await formOf(name, await beginningOf(keep));
    const seen = [...kept];
    const sample = await sampleOf(form, async () => seen.shift() ?? (await keep()), UNWATCHED);
    const { version } = detectVersion(sample, await versionIndex());
    taker.begin(form.name, version);
    const hashing = new Hashing(version);
    const isJson = form.name === 'json';
    const { feed, events } = isJson ? openJson(hashing, taker) : form.open(await loadModelOf(version));
    let fault: string | undefined;
    // Findings on a record come just before it.
    let ofRecord: Finding[] = [];
    for (const event of events) {
      if (event === NEED_BYTES) {
        const chunk = kept.shift() ?? (await next());
        if (chunk) feed.feed(chunk);
        else feed.finish();
      } else if (event.type === 'finding') {
        if (event.finding.severity === 'error') fault ??= event.finding.code;
        if (event.finding.record) ofRecord.push(event.finding);
        else taker.finding(event.finding);
      } else if (event.type === 'record') {
        // What is found in a record of JSON is found again where it is judged.
        take(event, isJson ? [] : ofRecord, hashing, taker, isJson);
        ofRecord = [];
        const rest = taker.rest();
        if (rest) await rest;
      } else if (event.type === 'unreadable') for (const finding of ofRecord.splice(0)) taker.finding(finding);
      else if (event.type === 'end' && !event.parsed) taker.broken(fault ?? 'syntax.rest-not-read');
    }
  } finally {
    await source.return?.();
  }
}

type Reading = { feed: Feed; events: Iterable<ReadEvent | typeof NEED_BYTES> };

function openJson(hashing: Hashing, taker: Taker): Reading {
  const feed = new Window();
  const isKnown: ReadOptions['isKnown'] = (bytes, list, isCompact) => taker.isKnown(hashing.ofBytes(bytes, list, isCompact));
  return { feed, events: readJson(feed, { isKnown }) };
}

function take(
  { list, path, value }: RecordEvent,
  found: readonly Finding[],
  hashing: Hashing,
  taker: Taker,
  isAsked: boolean,
): void {
  // What is no error is about the form of the file, and leaves the record as it is in another form.
  const errors = found.filter(({ severity }) => severity === 'error');
  const said = errors.map(({ code, severity, path: at }) => ({ code, severity, path: at.slice(path.length) }));
  // Only the reader of JSON has asked whether the record is known, before it was parsed.
  if (!isAsked && taker.isKnown(hashing.ofBytes(Buffer.from(JSON.stringify(value)), list, true, said))) return;
  // A text that is no object is no record: its schema refuses it, and it counts as the rest.
  taker.record({ ...hashing.last(), said, list, kind: list ?? kindOf(value), value: isObject(value) ? value : {} });
}

type Hashed = Pick<NewRecord, 'hash' | 'text'>;

const CONCESSION = Buffer.from('"autoriteConcedante"');

/** Hashes records: kind, standard and compact text. The kind is that of the list or, where a list mixes both, what the text says. */
class Hashing {
  readonly #compactor = new Compactor();
  readonly #prefixes: Record<RecordKind, Buffer>;
  readonly #hash = Buffer.alloc(16);
  /** Of the record hashed last. */
  #text: Uint8Array = new Uint8Array();

  constructor(standard: string) {
    const of = (kind: RecordKind): Buffer => Buffer.from(`${kind}\n${standard}\n`);
    this.#prefixes = { marche: of('marche'), 'contrat-concession': of('contrat-concession') };
  }

  /**
   * The hash, valid until the next call. `said`: a record of which the reader says more than its values is another than one with these values alone.
   */
  ofBytes(bytes: Uint8Array, list: RecordKind | null, isCompact: boolean, said: readonly SaidFinding[] = []): Buffer {
    const own = this.#prefixes[list ?? kindIn(bytes)];
    const prefix = said.length === 0 ? own : Buffer.concat([own, Buffer.from(`${JSON.stringify(said)}\n`)]);
    const hashed = this.#compactor.compact(bytes, prefix, isCompact);
    digestInto(this.#hash, hashed);
    this.#text = hashed.subarray(prefix.length);
    return this.#hash;
  }

  /** The record hashed last, valid until the next one is. */
  last(): Hashed {
    return { hash: this.#hash, text: this.#text };
  }
}

const kindIn = ({ buffer, byteOffset, length }: Uint8Array): RecordKind =>
  Buffer.from(buffer, byteOffset, length).includes(CONCESSION) ? 'contrat-concession' : 'marche';
