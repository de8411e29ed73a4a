/** The events that every reader yields about one file. */
import type { Finding, Position, RecordRef } from '../finding.ts';
import type { RecordKind } from '../model/kinds.ts';

/**
 * How a file holds its records: in lists by kind (`{"marches":{"marche":[…]}}`, 2.0.1 and later), in one flat list
 * (`{"marches":[…]}`, 1.x and 2.0.0), or in one of the shapes that no version knows. XML writes both the same way: read without a
 * model, it is `unreported`.
 */
export type Layout = 'by-kind' | 'flat' | 'bare-list' | 'single-record' | 'wrapper' | 'unreported';

/**
 * The layout, as soon as it is seen: before the first record. Comes again only when it changes (a second list or a second
 * text of another shape in one file). The caller, which knows the version, checks that they match.
 */
export type LayoutEvent = {
  type: 'layout';
  layout: Layout;
  /** Pointer and place of the object or list that holds the records, `/marches` for the two published layouts. */
  path: string;
  position: Position;
  /** Value of the root property `version`, where the file gives it before its records. */
  version?: unknown;
  /** The exact version of the format, where the form of the file says it (a data package names the tables that it has). */
  schema?: string;
};

/** A record as its file of XML writes it: the name of its element, with the prefix of its namespace, and its value. */
export type WrittenRecord = { name: string; value: unknown };

/** The value of one record, and the positions of its parts in the file. */
export type RecordEvent = {
  type: 'record';
  /** Pointer of the record in the file, e.g. `/marches/marche/12`. */
  path: string;
  /** The list that holds it: `marche` or `contrat-concession` for lists by kind, null where the list mixes both. */
  list: RecordKind | null;
  /** Place in its list, from 0. */
  index: number;
  /** The parsed value; any JSON value, since a list may hold anything. */
  value: unknown;
  /**
   * Position of the value at `pointer` (relative to the record, '' is the record itself); for a key that should not be
   * there `part: 'key'` gives the place of the key. Valid only until the next event is asked for.
   */
  locate: (pointer: string, part?: 'value' | 'key') => Position | undefined;
  /** The record as its file of XML writes it, where that was asked for. */
  written?: WrittenRecord;
  /** The numbers of the record that its value does not keep as the file writes them. Valid only until the next event is asked for. */
  rounded?: () => readonly RoundedNumber[];
  /** Whether what the schema or a rule finds, at a place relative to the record, follows from what a finding of the reader has said already. */
  isTold?: (finding: Pick<Finding, 'code' | 'path' | 'params'>) => boolean;
};

/** A number as a file writes it, with more digits than the value at `pointer`, relative to the record, keeps of it. */
export type RoundedNumber = { pointer: string; text: string };

/**
 * A record of a list that could not be turned into a value. With `broken` the file is not JSON; a record that is `too-deep` or
 * `too-large` may be valid, so that the file has no verdict. The finding with the reason comes right before.
 */
export type UnreadableRecordEvent = {
  type: 'unreadable';
  path: string;
  list: RecordKind | null;
  index: number;
  reason: 'broken' | 'too-deep' | 'too-large';
};

/**
 * Records that the fast path takes: each call of `next` returns more of them, then undefined when the slow path must go on. Valid until the
 * next event; the reader skips records that were not asked for.
 */
export type TakenEvent = { type: 'taken'; next: () => PassedEvent | SuspectEvent | undefined };

/** Consecutive records that the fast path took, which were not turned into values. `path` and `index` are those of the first. */
export type PassedEvent = { type: 'passed'; path: string; list: RecordKind; index: number; count: number };

/** A record of which only some values were read. `locate` is valid until `next` is called again. */
export type SuspectEvent = Omit<RecordEvent, 'type' | 'list' | 'value'> & {
  type: 'suspect';
  list: RecordKind;
  suspect: SuspectRecord;
};

/**
 * What must be checked in a record. `value` holds the members that name it; `suspects` are those that may be wrong, `missing` required keys
 * that it does not have, `strays` keys that its schema refuses. Everything else in it is known to be valid.
 */
export type SuspectRecord = {
  value: Record<string, unknown>;
  suspects: readonly SuspectMember[];
  missing: readonly string[];
  strays: readonly string[];
  /** What rules find in it; undefined where the fast path runs none, or is not sure of what they find. */
  judged: JudgedRecord | undefined;
  /** The value of a member that its schema has; undefined where the record has none of this name. Valid until the next event, as `whole`. */
  valueOf: (name: string) => unknown;
  /** The value of the record. */
  whole: () => unknown;
};

/**
 * What the fast path knows of a record on which it has run rules. Its schema accepts all members but `strays` and, it may be, `lost`. Its faults are the items `from` to `to` of
 * `log`: each the place of an entry, with the flag `national` where it is the consolidation that finds it. `strays`: keys that the schema refuses.
 * `missed`: rules not evaluated, none of which leaves records out. `lost`: members that it lacks or of which nothing is sure; what rules find that read
 * one of them is not in the log. The fingerprints of its keys are in `hashes` from `at` on, four words each, in the
 * order of the keys of the rules. The object and its arrays are used again for the next record.
 */
export type JudgedRecord = {
  index: number;
  missed: number;
  hashes: Uint32Array;
  at: number;
  log: Uint16Array;
  from: number;
  to: number;
  national: number;
  strays: readonly string[];
  lost: readonly string[];
};

/** A member and its value. One that is `kept` is the same object each time that the same value comes again. */
export type SuspectMember = { readonly name: string; readonly value: unknown; readonly kept: boolean };

/** Findings about a record come just before the event of that record. */
export type FindingEvent = { type: 'finding'; finding: Finding };

/** Members around the records that the standard does not have, of which the names are kept; those that follow are not looked at (`structure.too-many-members`). */
export const MOST_STRAYS = 1000;

/**
 * Last event of a file. `skeleton` is the parsed file without its records: every record list is an array of the right
 * length without items (holes), and values under keys that the published root never defines are null.
 * Undefined when the file as a whole is not JSON (broken syntax anywhere): then no schema has a verdict on it.
 */
export type EndEvent = {
  type: 'end';
  skeleton: unknown;
  parsed: boolean;
  bytes: number;
  /** Position of the root, or of a member of the root or of `marches`; undefined elsewhere. */
  locate: (pointer: string, part?: 'value' | 'key') => Position | undefined;
};

export type ReadEvent = LayoutEvent | RecordEvent | UnreadableRecordEvent | FindingEvent | EndEvent;

/** Further events of a reader with a fast path. */
export type FastEvent = TakenEvent;

/** Yielded by a reader that has consumed all its bytes and needs more. */
export const NEED_BYTES: unique symbol = Symbol('need bytes');

/** What must be waited for before the next event: more bytes, or the work of whoever observes the events. */
export type Wait = typeof NEED_BYTES | Promise<void>;

export const isWait = <W extends Wait>(item: object | W): item is W => item === NEED_BYTES || item instanceof Promise;

/** The kind of a record in a list that mixes both: one with `autoriteConcedante` is a concession. */
export const kindOf = (value: unknown): RecordKind =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'autoriteConcedante') ? 'contrat-concession' : 'marche';

/** The reference of a record in findings. */
export function recordRef(list: RecordKind | null, index: number, value: unknown): RecordRef {
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const kind = list ?? kindOf(value);
  const buyer = fields[kind === 'marche' ? 'acheteur' : 'autoriteConcedante'] as { id?: unknown } | null | undefined;
  const ref: RecordRef = { kind, index };
  if (typeof fields['id'] === 'string') ref.id = fields['id'];
  if (typeof buyer?.id === 'string') ref.buyer = buyer.id;
  return ref;
}
