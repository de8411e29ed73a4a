/** What consolidation compares of a record. */
import { isObject } from '../../../packages/base/src/json.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { ELEMENT_LISTS } from '../../../src/model/rules.ts';
import { civilDay, signedOf } from '../civil-day.ts';
import { storableDay } from '../store/store.ts';

export type RecordFacts = {
  buyer: string | null;
  number: string | null;
  /** The last day of publication that it names, of itself or of a part of it: AAAA-MM-JJ. */
  published: string | null;
  /** Of notification (marché) or signature (concession); 0 where there is none. */
  year: number;
  /** Modifications, acts, their modifications, years of performance. */
  changes: number;
  /** Values that are neither null nor an empty text. */
  fullness: number;
};

export function factsOf(kind: RecordKind, value: Record<string, unknown>): RecordFacts {
  const buyer = value[kind === 'marche' ? 'acheteur' : 'autoriteConcedante'];
  const seen = { published: '', fullness: 0 };
  look(value, seen);
  const signed = civilDay(signedOf(kind, value));
  return {
    buyer: shown(isObject(buyer) ? buyer['id'] : null),
    number: shown(value['id']),
    published: seen.published === '' ? null : seen.published,
    year: signed === undefined ? 0 : Number(signed.slice(0, 4)),
    changes: ELEMENT_LISTS.reduce((sum, name) => sum + (Array.isArray(value[name]) ? value[name].length : 0), 0),
    fullness: seen.fullness,
  };
}

/** Counts values, and finds the last day of publication. Records are at most 64 levels deep: the reader refuses others. */
function look(value: unknown, seen: { published: string; fullness: number }): void {
  if (Array.isArray(value)) for (const item of value as unknown[]) look(item, seen);
  else if (typeof value === 'object' && value !== null)
    for (const name in value) {
      const member = (value as Record<string, unknown>)[name];
      if (typeof member === 'string' && name.startsWith('datePublicationDonnees')) {
        const day = storableDay(civilDay(member));
        if (day !== undefined && day > seen.published) seen.published = day;
      }
      look(member, seen);
    }
  else if (value !== null && value !== '') seen.fullness++;
}

/** Signs of an identifier that are kept for people: the record itself has all of them. */
const LONGEST = 200;

/** PostgreSQL has no place for the sign NUL in a text. */
const shown = (value: unknown): string | null =>
  typeof value === 'string' ? value.slice(0, LONGEST).replaceAll('\0', '\uFFFD') : null;
