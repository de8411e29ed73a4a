/** What the index has of a contract, read from its body. Bodies conform to their standard, or did when they were judged: nothing else is taken for granted. */
import { isObject } from '../../../packages/base/src/json.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { civilDay, signedOf } from '../civil-day.ts';
import { storableDay } from '../store/store.ts';
import { departmentOf } from '../territory/department.ts';

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
    department: departmentOf(place) ?? '',
    day: storableDay(civilDay(signedOf(kind, body))) ?? NO_DAY,
    published: storableDay(civilDay(body['datePublicationDonnees'])) ?? null,
    amount: typeof amount === 'number' && amount >= 0 && Number.isFinite(amount) ? amount : NO_AMOUNT,
    parties: partiesOf(body[isMarche ? 'titulaires' : 'concessionnaires']),
  };
}

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
