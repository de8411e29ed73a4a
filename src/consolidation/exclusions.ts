/**
 * Why data.economie excludes a record, record by record. Source: 139bercy/decp-arr2022 at 58b651b, `augmente/nettoyage.py` (`regles_marche`, `regles_concession`, `check_montant`,
 * `check_siret`, `check_siret_ext_index`, `check_duree_contrat`, `check_date_not_in_future`, `check_id_format`, `keep_more_recent`).
 */
import { isObject } from '../../packages/base/src/json.ts';
import type { RecordKind } from '../model/kinds.ts';
import { luhnValide } from '../model/siret.ts';
import { floatOf, textOf } from './python.ts';

type Members = Record<string, unknown>;

/** `field`: of the record, with the place of a party (`titulaires/0/id`). */
export type Exclusion = { field: string; reason: Reason };

type Reason =
  | 'missing'
  | 'type-unknown'
  | 'identifier-wrong'
  | 'subject-missing'
  | 'subject-short'
  | 'too-high'
  | 'too-low'
  | 'digits-repeated'
  | 'date-wrong'
  | 'after-file'
  | 'contradiction'
  | 'id-wrong';

const NAMES = {
  marche: {
    buyer: 'acheteur',
    list: 'titulaires',
    party: 'titulaire',
    amount: 'montant',
    highest: 3e9,
    longest: 180,
    first: 'dateNotification',
  },
  'contrat-concession': {
    buyer: 'autoriteConcedante',
    list: 'concessionnaires',
    party: 'concessionnaire',
    amount: 'valeurGlobale',
    highest: 15e9,
    longest: 360,
    first: 'dateDebutExecution',
  },
} as const;

/** Parties of a contract that have columns. */
export const SHOWN = 3;

/** Forms of identifiers by type; a TVA number has none. */
const FORMS: Record<string, RegExp | undefined> = {
  TAHITI: /^[a-zA-Z0-9]{9}\n?$/,
  RIDET: /^[a-zA-Z0-9]{10}\n?$/,
  FRWF: /^FRWF[a-zA-Z0-9]{14}\n?$/,
  IREP: /^[0-9]{5}[a-zA-Z0-9]*\n?$/,
  'HORS-UE': /^[A-Z]{2}[a-zA-Z0-9]{0,16}\n?$/,
};
const TYPES = new Set(['SIRET', 'TVA', ...Object.keys(FORMS)]);

const ID = /^[A-Za-z0-9/\-_ .#]{1,16}\n?$/;
const DATE = /^20[1-3]\d-[01]\d-[0-3]\d\n?$/;
const DATE_OF_CONCESSION = /^20\d{2}-\d{2}-\d{2}\n?$/;
const CALENDAR = /^\d{4}-\d{2}-\d{2}$/;

/** `value`: the record as `fix` leaves it, with its parties in order. `day`: of its file, `AAAA-MM-JJ`. */
export function exclusionsOf(kind: RecordKind, value: Members, day: string): Exclusion[] {
  const found: Exclusion[] = [];
  const add = (isWrong: boolean, field: string, reason: Reason): void => {
    if (isWrong) found.push({ field, reason });
  };
  const isMarche = kind === 'marche';
  const { buyer, list, amount, highest, longest, first } = NAMES[kind];
  const { id, objet } = value;
  const buyerId = isObject(value[buyer]) ? value[buyer]['id'] : undefined;
  const parties = partiesOf(kind, value);

  add(isNothing(id), 'id', 'missing');
  add(isNothing(buyerId), `${buyer}/id`, 'missing');
  add(isNothing(value[amount]), amount, 'missing');
  add(isNothing(parties[0]?.['id']), `${list}/0/id`, 'missing');
  // A marché without titulaire has none of type FRWF.
  add(!isMarche && !TYPES.has(typeOf(parties[0]) ?? ''), `${list}/0/typeIdentifiant`, 'type-unknown');
  add(isMarche && !TYPES.has(typeOf(parties[0]) ?? 'FRWF'), `${list}/0/typeIdentifiant`, 'type-unknown');
  if (isMarche) subjectOf(value, add);
  else add(isNothing(objet), 'objet', 'missing');
  amountOf(value[amount], { amount, highest }, add);
  add(!isNothing(buyerId) && !isSiret(String(buyerId)), `${buyer}/id`, 'identifier-wrong');
  for (const [index, party] of parties.slice(0, SHOWN).entries()) {
    const type = index === 0 ? typeOf(party) : party['typeIdentifiant'];
    const written = String(party['id']);
    add(
      type === 'SIRET' ? !isSiret(written) : FORMS[String(type)]?.test(written) === false,
      `${list}/${index}/id`,
      'identifier-wrong',
    );
  }
  const months = Number(value['dureeMois'] ?? 0);
  add(months > longest, 'dureeMois', 'too-high');
  add(months <= 0, 'dureeMois', 'too-low');
  datesOf(value, { isMarche, first, day }, add);
  if (isMarche) {
    modificationDates(value, add);
    contradictions(value, add);
  }
  add(typeof id !== 'string' || !ID.test(id), 'id', 'id-wrong');
  return found;
}

type Add = (isWrong: boolean, field: string, reason: Reason) => void;

const isNothing = (value: unknown): boolean => value === undefined || value === null;

/** The parties of a contract in the order in which they stand. */
export function partiesOf(kind: RecordKind, value: Members): Members[] {
  const { list, party } = NAMES[kind];
  const parties = value[list];
  return Array.isArray(parties) ? parties.map((one: unknown) => (isObject(one) ? one[party] : undefined)).filter(isObject) : [];
}

/** The type of the first party, as it is read. */
function typeOf(party: Members | undefined): string | undefined {
  const type = party?.['typeIdentifiant'];
  if (typeof type !== 'string') return undefined;
  if (type.startsWith('FRW')) return 'FRWF';
  if (type.startsWith('HORS_UE')) return 'HORS-UE';
  return type.startsWith('TVA-intracommunautaire') ? 'TVA' : type;
}

/** A CPV code of ten characters stands for an object that is missing or short. */
function subjectOf({ codeCPV, objet }: Members, add: Add): void {
  const isShortCode = typeof codeCPV === 'string' && [...codeCPV].length < 10;
  add(isNothing(objet) && (isNothing(codeCPV) || isShortCode), 'objet', 'subject-missing');
  add(isShortCode && typeof objet === 'string' && [...objet].length < 5, 'objet', 'subject-short');
}

function amountOf(written: unknown, { amount: field, highest }: { amount: string; highest: number }, add: Add): void {
  const amount = numberOf(written);
  if (amount === undefined) return;
  const text = String(amount);
  add(amount > highest, field, 'too-high');
  add(amount < 1, field, 'too-low');
  // The digit 6 is not counted; those of cents are.
  const most = Math.max(...[...'12345789'].map((digit) => text.split(digit).length - 1));
  add((amount > 1e8 && most > 6) || text.startsWith('123456789'), field, 'digits-repeated');
}

function numberOf(written: unknown): number | undefined {
  if (written === '') return 0;
  if (typeof written === 'boolean') return Number(written);
  return typeof written === 'string' ? floatOf(written) : typeof written === 'number' ? written : undefined;
}

function datesOf(value: Members, { isMarche, first, day }: { isMarche: boolean; first: string; day: string }, add: Add): void {
  const names = [first, 'datePublicationDonnees'];
  const isDate = (name: string): boolean =>
    typeof value[name] === 'string' && (isMarche ? DATE : DATE_OF_CONCESSION).test(value[name]);
  if (isMarche) for (const name of names) add(!isDate(name), name, 'date-wrong');
  else add(!names.some(isDate), first, 'date-wrong');
  for (const name of names) {
    const date = value[name];
    add(typeof date === 'string' && CALENDAR.test(date) && date > day, name, 'after-file');
  }
}

/** Only the latest of each list is looked at; of equal ones the last. */
const LATEST = [
  ['modifications', 'dateNotificationModification'],
  ['modificationsActesSousTraitance', 'dateNotificationModificationSousTraitance'],
  ['actesSousTraitance', 'dateNotification'],
] as const;

function modificationDates(value: Members, add: Add): void {
  for (const [list, name] of LATEST) {
    const date = latestOf(value[list])?.[name];
    add(typeof date === 'string' && date !== '' && !DATE.test(date), `${list}/${name}`, 'date-wrong');
  }
}

export function latestOf(list: unknown): Members | undefined {
  if (!Array.isArray(list)) return undefined;
  const inside = list.filter(isObject).map((one) => {
    const [only, ...others] = Object.values(one);
    return others.length === 0 && isObject(only) ? only : one;
  });
  const dateOf = (one: Members): string =>
    textOf(one['datePublicationDonnees'] ?? one['datePublicationDonneesModification'] ?? '');
  let latest: Members | undefined;
  for (const one of inside) if (!latest || dateOf(latest) <= dateOf(one)) latest = one;
  return latest;
}

const CONSIDERATIONS = [
  [
    'considerationsSociales',
    'considerationSociale',
    'Pas de considération sociale',
    ['Clause sociale', 'Critère social', 'Marché réservé'],
  ],
  [
    'considerationsEnvironnementales',
    'considerationEnvironnementale',
    'Pas de considération environnementale',
    ['Clause environnementale', 'Critère environnemental'],
  ],
] as const;

function contradictions(value: Members, add: Add): void {
  for (const [envelope, item, none, others] of CONSIDERATIONS) {
    const list = isObject(value[envelope]) ? value[envelope][item] : undefined;
    if (Array.isArray(list)) add(list.includes(none) && others.some((one) => list.includes(one)), envelope, 'contradiction');
  }
}

/** As data.economie reads a SIRET: spaces and dots aside, with its Luhn key. */
export function isSiret(text: string): boolean {
  const digits = text.replaceAll(/[ .]/g, '').trim();
  return /^\d{14}$/.test(digits) && luhnValide(digits);
}
