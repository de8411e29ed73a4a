/** What names a contract in a table to complete: its number, its buyer, its object and its date. */
import { shownValue } from '../../model/cell-text.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { at } from '../values.ts';

/**
 * The places that say which contract a row is about, to a person and to the program alike. The object is one of them, since lots may share all others. A change here
 * is said in `completion.unknown` and `migrate.unmet` too.
 */
export const SHOWN: Readonly<Record<RecordKind, readonly (readonly string[])[]>> = {
  marche: [['id'], ['acheteur', 'id'], ['objet'], ['dateNotification']],
  'contrat-concession': [['id'], ['autoriteConcedante', 'id'], ['objet'], ['dateSignature']],
};

/** The key of a contract; undefined for one without a buyer or a number, which no row could name. Several contracts may share one: nothing that is shown tells them apart. */
export function keyOf(kind: RecordKind, record: unknown): string | undefined {
  const [id, buyer, ...others] = SHOWN[kind].map((path) => at(record, path));
  if (typeof buyer !== 'string' || typeof id !== 'string' || buyer === '' || id === '') return undefined;
  return JSON.stringify([kind, buyer, id, ...others.map(comparable)]);
}

/** A value as text, '' where it has none, without what forms of files and spreadsheets write in several ways: blanks, ends of lines, composed letters. */
export const comparable = (value: unknown): string => (shownValue(value) ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
