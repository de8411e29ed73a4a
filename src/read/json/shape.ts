import { isRecordKind } from '../../model/kinds.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { ensure, type JsonFile } from './file.ts';
import type { Signals } from './place.ts';
import { itemsOf, membersOf } from './skip.ts';

/** How far a file is looked into to tell its shape, in bytes. */
const FAR_ENOUGH = 1 << 16;

/** Keys that only a record has: the objects and lists in it, in any version. `id`, `nature`, `source`… occur elsewhere too. */
const RECORD_KEYS = new Set([
  'acheteur',
  'autoriteConcedante',
  'titulaires',
  'concessionnaires',
  'lieuExecution',
  'techniques',
  'modalitesExecution',
  'typesPrix',
  'considerationsSociales',
  'considerationsEnvironnementales',
  'donneesExecution',
  'modifications',
  'actesSousTraitance',
  'modificationsActesSousTraitance',
]);

export function isContainer(byte: number | undefined): boolean {
  return byte === OPEN_BRACE || byte === OPEN_BRACKET;
}

/** What decides on the shape of the value at `at`, of which bytes up to `end` are there. Undefined: not seen yet, or never. */
type Decide<T> = (bytes: Uint8Array, at: number, end: number) => T | undefined;

/**
 * Looks into the value that begins with the window, as far as it takes to decide or as is far enough. The first byte that
 * decides ends it, so that the answer does not hang on how the file came in chunks.
 */
export function* lookInto<T>(file: JsonFile, decide: Decide<T>): Signals<T | undefined> {
  const { window } = file;
  for (;;) {
    const seen = Math.min(window.size, FAR_ENOUGH);
    const decided = decide(window.bytes, window.start, window.start + seen);
    if (decided !== undefined || window.finished || seen === FAR_ENOUGH) return decided;
    yield* ensure(file, Math.min(2 * seen, FAR_ENOUGH));
  }
}

/** Tells an object at the root that is a record from one that holds records. */
export function isRecordOrRoot(bytes: Uint8Array, at: number, end: number): 'record' | 'root' | undefined {
  let hasId = false;
  let hasObjet = false;
  for (const { key, valueAt } of membersOf(bytes, at, end)) {
    if (key === 'marches' || (isRecordKind(key) && isContainer(bytes[valueAt]))) return 'root';
    hasId ||= key === 'id';
    hasObjet ||= key === 'objet';
    if (RECORD_KEYS.has(key) || (hasId && hasObjet)) return 'record';
  }
  return undefined;
}

/** Tells an object or list under a name that no version knows: does it hold records, and how? */
export function isWrapper(bytes: Uint8Array, at: number, end: number): 'records' | 'kinds' | 'root' | 'no' | undefined {
  if (bytes[at] === OPEN_BRACKET) return isRecordList(bytes, at, end) ? 'records' : undefined;
  for (const { key, valueAt } of membersOf(bytes, at, end)) {
    if (isRecordKind(key) && bytes[valueAt] === OPEN_BRACKET) return 'kinds';
    if (key === 'marches' && isContainer(bytes[valueAt])) return 'root';
    // The lists of a record, such as its modifications, may look like records.
    if (RECORD_KEYS.has(key)) return 'no';
    if (bytes[valueAt] === OPEN_BRACKET && isRecordList(bytes, valueAt, end)) return 'root';
  }
  return undefined;
}

/** A list is taken for a list of records by its first item. */
function isRecordList(bytes: Uint8Array, at: number, end: number): boolean {
  for (const itemAt of itemsOf(bytes, at, end)) {
    return bytes[itemAt] === OPEN_BRACE && isRecordOrRoot(bytes, itemAt, end) === 'record';
  }
  return false;
}
