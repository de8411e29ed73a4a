/**
 * What the national consolidation looks at in a record after it has stored it, record by record. Source: 139bercy/decp-arr2022 at 58b651b,
 * `general_process/SourceProcess.py` (`fix`), `general_process/GlobalProcess.py` (`fix_all`, `dedoublonnage`).
 */
import { isObject } from '../../packages/base/src/json.ts';
import type { RecordKind } from '../model/kinds.ts';
import { type Exclusion, exclusionsOf } from './exclusions.ts';
import type { Process } from './processes.ts';
import { compare, dayText, floatOf, intOf, isDay, isIn, itemsOf, memberOf, PythonError, textOf } from './python.ts';
import type { Stored } from './stored.ts';

type Members = Record<string, unknown>;

/** A record on its way to the files. */
export type Facts = {
  kind: RecordKind;
  stored: Stored;
  /** What strict duplicates of a process have in common: all but the file, the last date and the cents of the amount. */
  sameness: string;
  /** What duplicates in a file have in common: of a record that is new to it, and of one that it has already. */
  keys: { fresh: string; known: string };
  hasBuyer: boolean;
  /** Whether it has a `nature` that is a text. */
  hasNature: boolean;
  hasPublication: boolean;
  /** Why data.economie excludes it. */
  exclusions: readonly Exclusion[];
  /** Whether its duration is “NC”, which ends its month at data.economie. */
  hasNoDuration: boolean;
  harm?: Harm;
};

/** What a record does to others. `process`: all that its process reads at the pass is lost; `pass`: no file is written for any process. */
type Harm = { scope: 'process' | 'pass'; error: PythonError };

/** `value`: the record without its platform; `source`: the platform that it has in the files; `day`: of its file. `digest` shortens keys that are kept. */
export function factsOf(
  kind: RecordKind,
  value: Members,
  {
    source,
    stored,
    convertsNc,
    day,
    digest = (text) => text,
  }: Pick<Process, 'source' | 'convertsNc'> & { stored: Stored; day: string; digest?: (text: string) => string },
): Facts {
  const facts = {
    ...{ kind, stored },
    hasBuyer: Object.hasOwn(value, 'acheteur'),
    hasNature: typeof value['nature'] === 'string',
    hasPublication: Object.hasOwn(value, 'datePublicationDonnees'),
    hasNoDuration: value['dureeMois'] === 'NC',
  };
  const nothing = { sameness: '', keys: { fresh: '', known: '' }, exclusions: [] };
  const { value: fixed, harm } = fixedOf(value, convertsNc);
  if (harm) return { ...facts, ...nothing, harm };
  const keyOf = (isKnown: boolean): string => digest(keyInFile({ kind, value: fixed.dated, party: stored.party }, isKnown));
  return {
    ...facts,
    sameness: digest(samenessOf(kind, fixed.changed, source, stored.party)),
    keys: { fresh: keyOf(false), known: keyOf(true) },
    exclusions: exclusionsOf(kind, fixed.dated, day),
  };
}

/** What a record, once it is stored, does to others; undefined where it does nothing to them. */
export const harmOf = (value: Members, convertsNc: boolean): Harm | undefined => fixedOf(value, convertsNc).harm;

type Fixed = { changed: Members; dated: Members };

/** The record with its parties in order and its buyer, then with its dates. */
function fixedOf(value: Members, convertsNc: boolean): { value: Fixed; harm?: undefined } | { value?: undefined; harm: Harm } {
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

function samenessOf(kind: RecordKind, value: Members, source: string, party: string): string {
  const { montant, ...others } = value;
  const amount = typeof montant === 'number' ? Math.trunc(montant) : montant;
  const members = Object.entries({ ...others, ...(montant !== undefined && { montant: amount }) }).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return JSON.stringify([kind, source, party, members]);
}

/** The cents of a concession's value count where it is new, and no longer once it is in the file. Its concessionnaire never does. */
function keyInFile({ kind, value, party }: { kind: RecordKind; value: Members; party: string }, isKnown: boolean): string {
  if (kind === 'marche')
    return JSON.stringify([kind, value['id'], value['acheteur'], party, value['dateNotification'], wholeOf(value['montant'])]);
  const { id, autoriteConcedante, dateDebutExecution, valeurGlobale } = value;
  return JSON.stringify([
    kind,
    id,
    autoriteConcedante,
    dateDebutExecution,
    isKnown ? wholeOf(valeurGlobale) : numberOf(valeurGlobale),
  ]);
}

const numberOf = (value: unknown): unknown => (typeof value === 'string' ? (floatOf(value) ?? value) : value);

function wholeOf(value: unknown): unknown {
  const number = numberOf(value);
  return typeof number === 'number' ? Math.trunc(number) : number;
}
