import type { RecordScope } from '../model/rules.ts';

type Named = { id: string; index: number };

/** The entries and keys of one kind of record, in the order in which they were compiled. */
export type Roster = Readonly<Record<RecordScope, { entries: readonly Named[]; keys: readonly Named[] }>>;

/**
 * A number for which entries stand at which places: a machine that was compiled apart takes the switches of these only. FNV-1a, of 32 bits:
 * it tells versions of the rules apart, not enemies.
 */
export function rosterOf(kinds: Roster): number {
  const lists = [kinds.marche.entries, kinds.marche.keys, kinds.concession.entries, kinds.concession.keys];
  const text = lists.map((list) => list.map(({ id, index }) => `${id} ${index}`).join()).join(';');
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
