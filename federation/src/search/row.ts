/** What the index has of a contract, read from its body. Bodies conform to their standard, or did when they were judged: nothing else is taken for granted. */
import { isObject } from '../../../packages/base/src/json.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { dayOf } from '../judge/key.ts';
import { storableDay } from '../store/store.ts';

/** Texts are empty where there is none, `amount` is NO_AMOUNT, and `day` NO_DAY. */
export type SearchRow = {
  buyer: string;
  /** The first nine digits of the buyer's SIRET; empty where it is none. */
  siren: string;
  number: string;
  object: string;
  cpv: string;
  division: string;
  nature: string;
  procedure: string;
  place: string;
  department: string;
  /** Of notification (marché) or signature (concession). */
  day: string;
  published: string | null;
  amount: number;
  /** Identifiers of titulaires or concessionnaires, each once. */
  parties: string[];
};

/** Where there is no day. */
export const NO_DAY = '0001-01-01';

/** Where there is no amount: none is negative. */
export const NO_AMOUNT = -1;

/** Signs kept of a text: the body has all of them. */
const LONGEST = { code: 100, object: 300 };

/** Parties of one contract that are indexed. */
const PARTIES = 200;

export function searchRow(kind: RecordKind, body: Record<string, unknown>): SearchRow {
  const isMarche = kind === 'marche';
  const buyer = code(member(body[isMarche ? 'acheteur' : 'autoriteConcedante'], 'id'));
  const cpv = code(body['codeCPV']);
  const place = body['lieuExecution'];
  const amount = body[isMarche ? 'montant' : 'valeurGlobale'];
  const signed = isMarche ? body['dateNotification'] : (body['dateSignature'] ?? body['dateDebutExecution']);
  const published = dayOf(body['datePublicationDonnees']);
  return {
    buyer,
    siren: /^\d{14}$/.test(buyer) ? buyer.slice(0, 9) : '',
    number: code(body['id']),
    object: text(body['objet'], LONGEST.object),
    cpv,
    division: /^\d{2}/.test(cpv) ? cpv.slice(0, 2) : '',
    nature: code(body['nature']),
    procedure: code(body['procedure']),
    place: code(member(place, 'code')),
    department: departmentOf(code(member(place, 'code')), code(member(place, 'typeCode'))),
    day: storableDay(dayOf(signed)) ?? NO_DAY,
    published: storableDay(published) ?? null,
    amount: typeof amount === 'number' && amount >= 0 && Number.isFinite(amount) ? amount : NO_AMOUNT,
    parties: partiesOf(body[isMarche ? 'titulaires' : 'concessionnaires']),
  };
}

/** The département of a place, by its code and the kind of code; empty where it is larger than one, or is not known to be in one. */
function departmentOf(place: string, kind: string): string {
  const department = (long: string): string => {
    const first = long.slice(0, /^9[78]/.test(long) ? 3 : 2).toUpperCase();
    return DEPARTMENT.test(first) ? first : '';
  };
  const plain = plainOf(kind);
  if (plain.includes('postal')) {
    if (!/^\d{5}$/.test(place)) return '';
    // Postal codes did not follow when Corsica was divided.
    if (place.startsWith('20')) return Number(place) < 20_200 ? '2A' : '2B';
    return department(place);
  }
  if (plain.includes('commune')) return /^[\dAB]{5}$/i.test(place) ? department(place) : '';
  if (plain.includes('canton') || plain.includes('arrondissement')) return /^[\dAB]{3,5}$/i.test(place) ? department(place) : '';
  if (plain.includes('departement')) return place.length > 3 ? '' : department(place.padStart(2, '0'));
  return '';
}

/** Without accents nor capitals. */
const plainOf = (kind: string): string => (KINDS.get(kind) ?? kind.normalize('NFD').replaceAll(/\p{M}/gu, '')).toLowerCase();

/** Kinds as nearly all write them, which need not be looked at sign by sign. */
const KINDS: ReadonlyMap<string, string> = new Map(
  ['Code postal', 'Code commune', 'Code arrondissement', 'Code canton', 'Code département', 'Code région', 'Code pays'].map(
    (kind) => [kind, kind.replace('é', 'e')],
  ),
);

const DEPARTMENT = /^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-8]|98[4-9])$/;

/** All codes of départements that the index may have. */
export const DEPARTMENTS: readonly string[] = [
  ...Array.from({ length: 990 }, (_, code) => String(code).padStart(2, '0')),
  '2A',
  '2B',
]
  .filter((code) => DEPARTMENT.test(code))
  .toSorted();

/** 2.x puts each member of the list under a name, 1.x does not. */
function partiesOf(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  const ids = (list as unknown[]).map((item) =>
    code(member(member(item, 'titulaire') ?? member(item, 'concessionnaire') ?? item, 'id')),
  );
  return [...new Set(ids.filter((id) => id !== ''))].slice(0, PARTIES);
}

const member = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

const code = (value: unknown): string => text(value, LONGEST.code);

/** Without what PostgreSQL does not keep, nor half a sign at its end. Most texts have none of it, which is known at one look. */
function text(value: unknown, longest: number): string {
  if (typeof value !== 'string') return '';
  const cut = value.length > longest ? value.slice(0, longest) : value;
  return UNFIT.test(cut)
    ? cut
        .replaceAll('\0', '\uFFFD')
        .replaceAll(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
    : cut;
}

/** Signs that may be unfit. */
const UNFIT = /[\0\uD800-\uDFFF]/;
