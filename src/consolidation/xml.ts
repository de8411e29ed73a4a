/**
 * The records of a file of XML as the program of the national consolidation changes them before its schema judges them. Source: 139bercy/decp-arr2022 at 58b651b,
 * `general_process/SourceProcess.py` (`clean`) and `utils/NodeFormat.py`.
 */
import { isObject } from '../../packages/base/src/json.ts';
import type { RecordKind } from '../model/kinds.ts';
import { floatOf, intOf, isIn, memberOf, PythonError, textOf } from './python.ts';

type Members = Record<string, unknown>;

/** Elements that are lists however often they come. */
export const LISTED: ReadonlySet<string> = new Set([
  ...['titulaires', 'donneesExecution', 'modifications', 'actesSousTraitance', 'modificationsActesSousTraitance'],
]);

const ANSWERS = ['sousTraitanceDeclaree', 'marcheInnovant', 'attributionAvance'];
const NUMBERS = ['tauxAvance', 'origineUE', 'origineFrance', 'montant'];
const WHOLE = ['offresRecues', 'dureeMois'];
/** Objects of one list, and the name of its items. */
const ENVELOPES = {
  modalitesExecution: 'modaliteExecution',
  techniques: 'technique',
  typesPrix: 'typePrix',
  considerationsSociales: 'considerationSociale',
  considerationsEnvironnementales: 'considerationEnvironnementale',
} as const;

/** Lists whose items are changed in their place. */
const CHANGED = ['modifications', 'actesSousTraitance', 'modificationsActesSousTraitance'];

/** The name that the schema has for an item of `modificationsActesSousTraitance`. */
const RENAMED = 'modificationActeSousTraitance';

/**
 * The value of a record, with its numbers, answers and lists. Concessions stay as they are written: numbers and answers are texts in them. Throws a PythonError where
 * nothing of the whole process is read any more. `written`: see `WrittenRecord`.
 */
export function normalised(written: unknown, kind: RecordKind, convertsNc: boolean): unknown {
  if (kind !== 'marche') return written;
  if (!isObject(written)) throw new PythonError('TypeError', `${textOf(written)} has no members`);
  // The record as it is written stays as it is: it may be read by two settings.
  const record: Members = { ...written };
  change(record, CHANGED, (value) => structuredClone(value));
  change(record, ANSWERS, (value) => answer(value, convertsNc));
  change(record, NUMBERS, (value) => (value === null && convertsNc ? 0 : number(value)));
  change(record, WHOLE, (value) => (value === null && convertsNc ? 0 : whole(value)));
  apart(record, 'titulaires', 'titulaire');
  apart(record, 'concessionnaires', 'concessionnaire');
  apart(record, 'donneesExecution', 'donneesAnnuelles');
  apart(record, 'modifications', 'modification');
  convertItems(record['modifications'], 'modification');
  tearTitulaires(record['modifications']);
  apart(record, 'modificationsActesSousTraitance', 'modificationActesSousTraitance');
  convertItems(record['modificationsActesSousTraitance'], RENAMED);
  apart(record, 'actesSousTraitance', 'acteSousTraitance');
  convertItems(record['actesSousTraitance'], 'acteSousTraitance');
  for (const [name, item] of Object.entries(ENVELOPES)) change(record, [name], (value) => envelope(value, item));
  return record;
}

function change(members: Members, names: readonly string[], by: (value: unknown) => unknown): void {
  for (const name of names) if (Object.hasOwn(members, name)) members[name] = by(members[name]);
}

const NO = new Set<unknown>(['0', 'non', 'false']);
const YES = new Set<unknown>(['1', 'oui', 'true']);

function answer(value: unknown, convertsNc: boolean): unknown {
  if (convertsNc && value !== '0' && value !== '1') return value;
  return NO.has(value) ? false : YES.has(value) ? true : value;
}

const number = (value: unknown): unknown => (typeof value === 'string' ? (floatOf(value) ?? value) : value);

const whole = (value: unknown): unknown => (typeof value === 'string' ? (intOf(value) ?? value) : value);

/** `{x: v}` is a list of one. */
const envelope = (value: unknown, item: string): unknown =>
  isObject(value) && Object.hasOwn(value, item) && !Array.isArray(value[item]) ? { ...value, [item]: [value[item]] } : value;

/** The items of a list that stand in one element, each in an object of its own. Nothing is changed where one stands in its own already. */
function apart(record: Members, name: string, item: string): void {
  const list = record[name];
  if (!Array.isArray(list) || list.length === 0) return;
  if (list.some((one) => isObject(one) && isObject(one[item]))) return;
  const isRenamed = name === 'modificationsActesSousTraitance';
  const [first] = list as unknown[];
  let changed: unknown[] = list;
  if (first !== null) {
    if (!isObject(first)) throw new PythonError('TypeError', `${textOf(first)} has no members`);
    const items = first[item];
    if (Array.isArray(items)) {
      if (name === 'modifications') for (const one of items) apartInside(one);
      changed = items.map((one: unknown) => ({ [isRenamed ? RENAMED : item]: one }));
    }
  }
  // What has members, but not that of an item, is one.
  record[name] = isRenamed ? changed : changed.map((one) => (isObject(one) && !Object.hasOwn(one, item) ? { [item]: one } : one));
}

function apartInside(modification: unknown): void {
  if (!isObject(modification)) throw new PythonError('TypeError', `${textOf(modification)} has no members`);
  apart(modification, 'titulaires', 'titulaire');
}

function convertItems(list: unknown, item: string): void {
  if (!Array.isArray(list)) return;
  for (const wrapped of list) {
    if (!isObject(wrapped) || !Object.hasOwn(wrapped, item)) continue;
    convertItem(wrapped[item], ['id', 'dureeMois'], whole);
    convertItem(wrapped[item], ['montant'], number);
  }
}

function convertItem(item: unknown, names: readonly string[], by: (value: unknown) => unknown): void {
  for (const name of names)
    if (isIn(name, item)) {
      const value = by(memberOf(item, name));
      (item as Members)[name] = value;
    }
}

/** The titulaires of a modification: each item of the first element becomes one; where that has one only, each of its members does. */
function tearTitulaires(list: unknown): void {
  if (!Array.isArray(list)) return;
  for (const wrapped of list) {
    if (!isObject(wrapped) || !Object.hasOwn(wrapped, 'modification') || !isIn('titulaires', wrapped['modification'])) continue;
    const modification = wrapped['modification'] as Members;
    const { titulaires } = modification;
    if (!Array.isArray(titulaires) || (titulaires.length === 1 && titulaires[0] === null)) continue;
    const [first] = titulaires as unknown[];
    if (!isIn('titulaire', first)) continue;
    const items = memberOf(first, 'titulaire');
    const torn = Array.isArray(items) ? (items as unknown[]) : isObject(items) ? Object.keys(items) : [...textOf(items)];
    modification['titulaires'] = torn.map((titulaire) => ({ titulaire }));
  }
}
