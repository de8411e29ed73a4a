/**
 * What the national consolidation reads of one record before it stores it. Rules of the State as read in 139bercy/decp-arr2022 (58b651b) and, for the
 * database, in 139bercy/decp-rama (`database/DbDecp.py` 034c192, `database/database_decp.sql` 4b7a0c4). Dates that are not written `AAAA-MM-JJ…` are
 * taken for unreadable, though the State's libraries read some other forms.
 */
import type { RecordKind } from '../../../src/model/kinds.ts';

/**
 * Why a record stops the reading of its file: `missing`: a part that is read without asking whether it is there; `unlike`: a value of a type that cannot be
 * compared or joined; `undated`: a modification or an act with a date, in a record without datePublicationDonnees; `too-long`: longer than its column;
 * `not-a-date`, `not-a-number`: refused by its column.
 */
type Fault = 'missing' | 'unlike' | 'undated' | 'too-long' | 'not-a-date' | 'not-a-number';

/** The last date of a record: as it is written; `file` where it cannot be read, so that the day of the file counts; null where there is none. */
type LastDate = { text: string } | 'file' | null;

export type Facts = {
  kind: RecordKind;
  /** The platform that the record names (`source`), which is no part of the schema. */
  platform: string | null;
  fault: Fault | null;
  /** Its consolidation key as text; null with a fault. */
  key: string | null;
  last: LastDate;
  /** Characters of the identifiers of all titulaires, sorted and joined by commas. */
  parties: number;
  /** Characters of what is compared with those of the stored record: all titulaires, but only the smallest concessionnaire. */
  compared: number;
  /** The latest of the days that are compared with that of the file (AAAA-MM-JJ), or null. */
  declared: string | null;
};

type Json = Record<string, unknown>;

/** Characters that a column of the database holds. */
const MOST = { text: 255, objet: 1000, titulaires: 2048, concessionnaires: 1024, last: 20 };

/** Characters of the smallest identifier that are part of the key. */
const CUT = 64;

/** Reads a record. Never throws: what would stop the State's program is a fault. */
export function factsOf(kind: RecordKind, value: unknown): Facts {
  const platform = isObject(value) && typeof value['source'] === 'string' ? value['source'] : null;
  const nothing = { kind, platform, key: null, last: null, parties: 0, compared: 0, declared: null };
  if (!isObject(value)) return { ...nothing, fault: 'unlike' };
  try {
    const last = lastDateOf(value);
    if (last !== null && last !== 'file' && characters(last.text) > MOST.last) throw new Stop('too-long');
    return { ...nothing, fault: null, last, declared: declaredOf(kind, value), ...stored(kind, value) };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { ...nothing, fault: error.fault };
  }
}

/** What ends the reading of a record. */
class Stop extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

const characters = (text: string): number => [...text].length;

/** Publication of the record, of its modifications, of its actes de sous-traitance; the acts' own modifications are not read (SourceProcess.py, `_get_max_date`). */
function lastDateOf(record: Json): LastDate {
  let last = Object.hasOwn(record, 'datePublicationDonnees') ? record['datePublicationDonnees'] : null;
  const see = (date: unknown): void => {
    if (last === null) throw new Stop('undated');
    if (typeof date !== 'string' || typeof last !== 'string') throw new Stop('unlike');
    if (date > last) last = date;
  };
  // Modifications are gone through whatever they are, acts only where they are a list.
  if (Object.hasOwn(record, 'modifications') && !Array.isArray(record['modifications'])) throw new Stop('unlike');
  for (const date of datesIn(record['modifications'], 'modification', 'datePublicationDonneesModification')) see(date);
  for (const date of datesIn(record['actesSousTraitance'], 'acteSousTraitance', 'datePublicationDonnees')) see(date);
  if (last === null) return null;
  return typeof last === 'string' && isReadable(last) ? { text: last } : 'file';
}

function* datesIn(list: unknown, name: string, member: string): Generator {
  if (!Array.isArray(list)) return;
  for (const item of list) {
    if (!isObject(item) || !Object.hasOwn(item, name)) continue;
    const inside = item[name];
    if (isObject(inside) && Object.hasOwn(inside, member)) yield inside[member];
  }
}

/** The years that pandas can hold. */
const YEARS = { first: 1678, last: 2261 };

const isReadable = (text: string): boolean => {
  const day = dayOf(text);
  return day !== null && Number(day.slice(0, 4)) >= YEARS.first && Number(day.slice(0, 4)) <= YEARS.last;
};

/** The day at the beginning of a text, where there is such a day in the calendar; null otherwise. */
function dayOf(text: unknown): string | null {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}(?!\d)/.test(text)) return null;
  const day = text.slice(0, 10);
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null;
}

/** What the table of the database asks for. A concession's amount is compared as it is, a marché's without its cents. */
function stored(kind: RecordKind, record: Json): Pick<Facts, 'key' | 'parties' | 'compared'> {
  const marche = kind === 'marche';
  const [buyer, list, item, date, amount] = marche
    ? (['acheteur', 'titulaires', 'titulaire', 'dateNotification', 'montant'] as const)
    : (['autoriteConcedante', 'concessionnaires', 'concessionnaire', 'dateDebutExecution', 'valeurGlobale'] as const);
  const id = textOf(record['id'], MOST.text);
  const buyerId = textOf(memberOf(record[buyer], 'id'), MOST.text);
  const ids = partiesOf(record[list], item).toSorted();
  const [smallest] = ids;
  if (smallest === undefined) throw new Stop('missing');
  const parties = characters(ids.join(','));
  if (parties > (marche ? MOST.titulaires : MOST.concessionnaires)) throw new Stop('too-long');
  const written = required(record[date]);
  const day = dayOf(written);
  if (day === null) throw new Stop('not-a-date');
  const price = amountOf(record[amount], marche);
  textOf(record['objet'], MOST.objet);
  const key = JSON.stringify([kind, id, buyerId, [...smallest].slice(0, CUT).join(''), day, price]);
  return { key, parties, compared: marche ? parties : characters(smallest) };
}

function required(value: unknown): unknown {
  if (value === undefined || value === null) throw new Stop('missing');
  return value;
}

function memberOf(value: unknown, name: string): unknown {
  required(value);
  if (!isObject(value)) throw new Stop('unlike');
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function textOf(value: unknown, most: number): string {
  required(value);
  if (typeof value !== 'string') throw new Stop('unlike');
  if (characters(value) > most) throw new Stop('too-long');
  return value;
}

function partiesOf(list: unknown, item: string): string[] {
  required(list);
  if (!Array.isArray(list)) throw new Stop('unlike');
  return list.map((entry) => textOf(memberOf(memberOf(entry, item), 'id'), Infinity));
}

function amountOf(value: unknown, truncated: boolean): number {
  required(value);
  // The State makes numbers of the texts of XML when it reads them, as we do: what is left as a text is none.
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Stop('not-a-number');
  // Adding 0 makes 0 of -0.
  return (truncated ? Math.trunc(value) : value) + 0;
}

/** Dates that the cleaning compares with that of the file: notification and publication of a marché, start of performance and publication of a concession. */
function declaredOf(kind: RecordKind, record: Json): string | null {
  const first = kind === 'marche' ? 'dateNotification' : 'dateDebutExecution';
  const days = [first, 'datePublicationDonnees'].map((name) => dayOf(record[name])).filter((day) => day !== null);
  return days.toSorted().at(-1) ?? null;
}
