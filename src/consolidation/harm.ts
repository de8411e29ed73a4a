/**
 * What a record does to others in the program of the national consolidation, which reads on without it, or stops. Source: 139bercy/decp-arr2022 at 58b651b,
 * `general_process/SourceProcess.py` (`fix`, `_db_add_marche`, `_db_add_concession`), `general_process/GlobalProcess.py` (`fix_all`, `_add_meta_modifications`).
 */
import { isObject } from '../../packages/base/src/json.ts';
import type { RecordKind } from '../model/kinds.ts';
import { compare, dayText, floatOf, intOf, isDay, isIn, itemsOf, memberOf, PythonError, textOf } from './python.ts';
import { storedOf } from './stored.ts';

type Members = Record<string, unknown>;

/** What a record does to others. `process`: all that its process reads at the pass is lost; `pass`: no file is written for any process. */
export type Harm = { scope: 'process' | 'pass'; error: PythonError };

/**
 * How much is lost with a record: what comes after it in its file (`rest`), all that its process reads at the pass (`process`), or all that the pass would
 * write (`pass`).
 */
export type Extent = 'rest' | Harm['scope'];

/** A record that its schema accepts, with the dates that the program makes of those written; or what is lost with it. `value`: the record without its platform. */
export function keptOf(
  kind: RecordKind,
  value: Members,
  convertsNc: boolean,
): { extent: Extent } | { extent?: undefined; value: Members } {
  try {
    // The day of the file stands for a date that cannot be read: none ends anything.
    storedOf(kind, value, '2024-01-01');
  } catch (error) {
    if (error instanceof PythonError) return { extent: 'rest' };
    throw error;
  }
  const fixed = fixedOf(value, convertsNc);
  return fixed.harm ? { extent: fixed.harm.scope } : { value: fixed.value.dated };
}

type Fixed = { changed: Members; dated: Members };

/** The record with its parties in order and its buyer, then with its dates; or what it does to others. */
export function fixedOf(
  value: Members,
  convertsNc: boolean,
): { value: Fixed; harm?: undefined } | { value?: undefined; harm: Harm } {
  let scope: Harm['scope'] = 'process';
  try {
    checkWholes(value, convertsNc);
    checkActs(value, convertsNc);
    const changed = withBuyer(sortedParties(value));
    scope = 'pass';
    const dated = { ...changed, ...datesOf(changed) };
    checkModifications(dated['modifications']);
    return { value: { changed, dated } };
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    return { harm: { scope, error } };
  }
}

function sortedParties(value: Members): Members {
  const lists = [
    ['titulaires', 'titulaire'],
    ['concessionnaires', 'concessionnaire'],
  ] as const;
  return lists.reduce((record, [list, item]) => {
    const items = record[list];
    if (!Array.isArray(items)) return record;
    const idOf = (one: unknown): unknown => memberOf(memberOf(one, item), 'id');
    return { ...record, [list]: items.toSorted((a, b) => compare(idOf(a), idOf(b))) };
  }, value);
}

/** A buyer without identifier gets that of the marché. */
function withBuyer(value: Members): Members {
  const { acheteur, nature, id } = value;
  if (!Object.hasOwn(value, 'acheteur') || typeof nature !== 'string' || !/march/i.test(nature)) return value;
  const isNobody =
    acheteur === null || (isObject(acheteur) && (Object.keys(acheteur).length === 0 || memberOf(acheteur, 'id') === null));
  return isNobody ? { ...value, acheteur: { id } } : value;
}

function checkActs({ actesSousTraitance }: Members, convertsNc: boolean): void {
  if (!Array.isArray(actesSousTraitance)) return;
  for (const wrapped of actesSousTraitance as unknown[])
    if (isIn('acteSousTraitance', wrapped) && isObject(wrapped) && isObject(wrapped['acteSousTraitance']) && !convertsNc)
      for (const name of ['dureeMois', 'variationPrix']) memberOf(wrapped['acteSousTraitance'], name);
}

function checkWholes(value: Members, convertsNc: boolean): void {
  for (const name of ['dureeMois', 'offresRecues']) {
    const number = value[name];
    if (number === null || number === undefined || (convertsNc && number === 'NC')) continue;
    if (typeof number === 'object') throw new PythonError('TypeError', `${name}: ${textOf(number)} is no whole number`);
    if (typeof number === 'string' && intOf(number) === undefined)
      throw new PythonError('ValueError', `${name}: ${number} is no whole number`);
  }
}

const DATES = ['dateNotification', 'datePublicationDonnees', 'dateDebutExecution'] as const;

const datesOf = (value: Members): Members =>
  Object.fromEntries(DATES.filter((name) => Object.hasOwn(value, name)).map((name) => [name, rebuiltDate(textOf(value[name]))]));

/** Parts between hyphens: `+` counts as one, months end at 12 and days at 31. What has fewer than three is left. */
function rebuiltDate(text: string): string {
  const parts = text.replaceAll('+', '-').split('-');
  if (parts.length < 3) return parts.join('-');
  const [year = 0, month = 0, day = 0] = parts.slice(0, 3).map((part) => {
    const number = floatOf(part);
    if (number === undefined || !Number.isFinite(number)) throw new PythonError('ValueError', `${text}: ${part} is no number`);
    return Math.trunc(number);
  });
  const [m, d] = [Math.min(month, 12), Math.min(day, 31)];
  if (!isDay(year, m, d)) throw new PythonError('ValueError', `${text} is in no calendar`);
  return dayText(year, m, d);
}

/** The number and the date of each modification are asked for, whatever its file was. */
function checkModifications(list: unknown): void {
  if (list === null || list === undefined) return;
  const inside = itemsOf(list)
    .filter((one) => isIn('modification', one))
    .map((one) => memberOf(one, 'modification'));
  const ids = inside.map((modification) => memberOf(modification, 'id'));
  for (const [index, id] of ids.entries()) if (index > 0) compare(id, ids[index - 1]);
  for (const modification of inside) {
    const date = memberOf(modification, 'datePublicationDonneesModification');
    if (typeof date === 'string' && ZONE.test(date))
      throw new PythonError('TypeError', `${date} has a zone, the other dates have none`);
  }
}

const ZONE = /^\d{4}-\d{2}-\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/;
