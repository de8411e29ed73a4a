/**
 * What the national consolidation takes of a record when it stores it in its database. What its program stops at is a PythonError: the rest of the file is lost then. Source:
 * 139bercy/decp-arr2022 at 58b651b, `general_process/SourceProcess.py` (`_get_max_date`, `_db_add_marche`, `_db_add_concession`), `database/DbDecp.py` (`add_marche`,
 * `add_concession`) and `database/database_decp.sql`.
 */
import { isObject } from '../../packages/base/src/json.ts';
import type { RecordKind } from '../model/kinds.ts';
import {
  compare,
  compareTexts,
  dayText,
  floatOf,
  hasNoNumber,
  isDay,
  isIn,
  itemsOf,
  memberOf,
  PythonError,
  textOf,
} from './python.ts';

export type Stored = {
  /** Its key in the database, as text. */
  key: string;
  /** The smallest identifier of its titulaires or concessionnaires, as far as the column goes. */
  party: string;
  /** Characters of the identifiers of all of them, joined by commas. */
  parties: number;
  /** Characters of what is compared with those of the stored record: all titulaires, but only the smallest concessionnaire. */
  compared: number;
  /** The last date that it gives, as it is written; null where it gives none. Where it cannot be read, the day of the file. */
  last: string | null;
};

type Members = Record<string, unknown>;

/** Characters that a column of the database holds. */
const MOST = { text: 255, objet: 1000, titulaires: 2048, concessionnaires: 1024, last: 20 };

/** Characters of the smallest identifier that are part of the key. */
const CUT = 64;

const NAMES = {
  marche: ['acheteur', 'titulaires', 'titulaire', 'dateNotification', 'montant'],
  'contrat-concession': ['autoriteConcedante', 'concessionnaires', 'concessionnaire', 'dateDebutExecution', 'valeurGlobale'],
} as const;

/** `day`: of the file, `AAAA-MM-JJ`. Throws a PythonError. */
export function storedOf(kind: RecordKind, record: Members, day: string): Stored {
  const last = lastDateOf(record, day);
  const [buyer, list, item, date, amount] = NAMES[kind];
  const isMarche = kind === 'marche';
  const id = inColumn(textOf(memberOf(record, 'id')), MOST.text);
  const buyerId = inColumn(textOf(memberOf(memberOf(record, buyer), 'id')), MOST.text);
  const ids = Object.hasOwn(record, list)
    ? itemsOf(record[list])
        .map((one) => textOf(memberOf(memberOf(one, item), 'id')))
        .toSorted(compareTexts)
    : ['0'];
  const [smallest] = ids;
  if (smallest === undefined) throw new PythonError('IndexError', `${list} is empty`);
  const party = [...smallest].slice(0, CUT).join('');
  const joined = inColumn(ids.join(','), isMarche ? MOST.titulaires : MOST.concessionnaires);
  const written = memberOf(record, date);
  const price = amountOf(memberOf(record, amount), isMarche);
  const objet = memberOf(record, 'objet');
  if (objet !== null) inColumn(asText(objet), MOST.objet);
  const started = typeof written === 'string' ? dayOfColumn(written) : null;
  if (started === null) throw new PythonError('DataError', `${date}: ${textOf(written)} is no date`);
  if (last !== null) inColumn(last, MOST.last);
  if (hasNoNumber(record)) throw new PythonError('DataError', 'NaN and Infinity are no JSON');
  return {
    key: JSON.stringify([kind, id, buyerId, party, started, price]),
    party,
    parties: lengthOf(joined),
    compared: lengthOf(isMarche ? joined : smallest),
    last,
  };
}

/** Publication of the record, of its modifications, of its actes de sous-traitance; modifications of acts and yearly data are not read. */
function lastDateOf(record: Members, day: string): string | null {
  let last: unknown = Object.hasOwn(record, 'datePublicationDonnees') ? record['datePublicationDonnees'] : null;
  const see = (wrapped: unknown, name: string, member: string): void => {
    if (wrapped === null || !isIn(name, wrapped)) return;
    const inside = memberOf(wrapped, name);
    if (!isIn(member, inside)) return;
    const date = memberOf(inside, member);
    if (compare(date, last) > 0) last = date;
  };
  if (Object.hasOwn(record, 'modifications'))
    for (const one of itemsOf(record['modifications'])) see(one, 'modification', 'datePublicationDonneesModification');
  const acts = record['actesSousTraitance'];
  if (Array.isArray(acts)) for (const one of acts as unknown[]) see(one, 'acteSousTraitance', 'datePublicationDonnees');
  if (last === null || last === undefined) return null;
  return typeof last === 'string' && isDateOfPandas(last) ? last : day;
}

const lengthOf = (text: string): number => [...text].length;

function inColumn(text: string, most: number): string {
  if (lengthOf(text) > most) throw new PythonError('DataError', `longer than ${most} characters`);
  return text;
}

function asText(value: unknown): string {
  if (isObject(value) || Array.isArray(value)) throw new PythonError('DataError', `${textOf(value)} is no text`);
  return textOf(value);
}

/** A marché's amount is compared without its cents. */
function amountOf(value: unknown, isMarche: boolean): number {
  const amount = typeof value === 'string' ? floatOf(value) : typeof value === 'boolean' ? Number(value) : value;
  if (amount === undefined) throw new PythonError('ValueError', `${textOf(value)} is no number`);
  if (typeof amount !== 'number') throw new PythonError('TypeError', `${textOf(value)} is no number`);
  if (!isMarche) return amount + 0;
  if (Number.isNaN(amount)) throw new PythonError('ValueError', 'NaN is no whole number');
  if (!Number.isFinite(amount)) throw new PythonError('OverflowError', 'Infinity is no whole number');
  // Adding 0 makes 0 of -0.
  return Math.trunc(amount) + 0;
}

const TIME = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?\s*(?:Z|[+-]\d{2}(?::?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^\s*(\d{4})-(\d{1,2})-(\d{1,2})${TIME}\s*$`);
const SLASHES = new RegExp(String.raw`^\s*(\d{1,2})/(\d{1,2})/(\d{4})${TIME}\s*$`);

/** The day (`AAAA-MM-JJ`) that PostgreSQL makes of a text, in its usual order of month and day; null where it refuses it. */
function dayOfColumn(text: string): string | null {
  const [, year, month, day] = YEAR_FIRST.exec(text) ?? [];
  if (year !== undefined) return calendarDay(year, month, day);
  const [, first, second, last] = SLASHES.exec(text) ?? [];
  return last === undefined ? null : calendarDay(last, first, second);
}

function calendarDay(...parts: (string | undefined)[]): string | null {
  const [year = 0, month = 0, day = 0] = parts.map(Number);
  return isDay(year, month, day) ? dayText(year, month, day) : null;
}

/** Whether pandas makes a date of a text: with slashes it takes either order. */
function isDateOfPandas(text: string): boolean {
  const [, first, second, last] = SLASHES.exec(text) ?? [];
  const day = dayOfColumn(text) ?? (last === undefined ? null : calendarDay(last, second, first));
  return day !== null && day >= '1678' && day < '2262';
}
