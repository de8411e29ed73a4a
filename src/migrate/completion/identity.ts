/** What names a contract in a table to complete: its buyer, its number and its date. */
import type { RecordKind } from '../../model/kinds.ts';
import { at } from '../values.ts';

/** The places that tell a person which contract a row is about; those of `KEY` tell the program. */
export const SHOWN: Readonly<Record<RecordKind, readonly (readonly string[])[]>> = {
  marche: [['id'], ['acheteur', 'id'], ['objet'], ['dateNotification']],
  'contrat-concession': [['id'], ['autoriteConcedante', 'id'], ['objet'], ['dateSignature']],
};

const KEY: Readonly<Record<RecordKind, readonly (readonly string[])[]>> = {
  marche: [['acheteur', 'id'], ['id'], ['dateNotification']],
  'contrat-concession': [['autoriteConcedante', 'id'], ['id'], ['dateSignature']],
};

/** The key of a contract; undefined for one without a buyer or a number, which no row could name. Several contracts may share one. */
export function keyOf(kind: RecordKind, record: unknown): string | undefined {
  const [buyer, id, date] = KEY[kind].map((path) => at(record, path));
  if (typeof buyer !== 'string' || typeof id !== 'string' || buyer === '' || id === '') return undefined;
  return JSON.stringify([kind, buyer, id, typeof date === 'string' ? date : '']);
}
