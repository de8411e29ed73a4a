/** What the body of a contract says, whatever the version it was written by: members of 1.x and of 2.x have other places. Nothing is taken for granted of a body. */
import { isObject } from '../../../packages/base/src/json.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { signedOf } from '../civil-day.ts';
import type { Body } from './answers.ts';

export type Party = { id: string; name: string | undefined };

const member = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export function buyerOf(kind: RecordKind, body: Body): { id: string | undefined; name: string | undefined } {
  const buyer = body[kind === 'marche' ? 'acheteur' : 'autoriteConcedante'];
  return { id: text(member(buyer, 'id')), name: text(member(buyer, 'nom')) };
}

export function partiesOf(kind: RecordKind, body: Body): Party[] {
  return listOf(
    body[kind === 'marche' ? 'titulaires' : 'concessionnaires'],
    kind === 'marche' ? 'titulaire' : 'concessionnaire',
  ).flatMap((item) => {
    const id = text(item['id']);
    return id === undefined ? [] : [{ id, name: text(item['denominationSociale']) }];
  });
}

export const amountOf = (kind: RecordKind, body: Body): number | undefined => {
  const amount = body[kind === 'marche' ? 'montant' : 'valeurGlobale'];
  return typeof amount === 'number' ? amount : undefined;
};

/** Of notification (marché) or of signature (concession). */
export const dayOf = (kind: RecordKind, body: Body): string | undefined => text(signedOf(kind, body));

/** The day on which the data were first published, as they say it themselves. */
export const publishedOf = (body: Body): string | undefined => text(body['datePublicationDonnees']);

/** A modification: what it says, which is what holds after it. `object`: only versions 1.x have one. */
export type Modification = {
  number: string | undefined;
  /** Of notification (marché) or of signature (concession). */
  day: string | undefined;
  object: string | undefined;
  amount: number | undefined;
  months: number | undefined;
  parties: Party[];
  published: string | undefined;
};

/** The modifications, in the order in which they are published. */
export const modificationsOf = (kind: RecordKind, body: Body): Modification[] =>
  listOf(body['modifications'], 'modification').map((one) => ({
    number: typeof one['id'] === 'number' ? String(one['id']) : text(one['id']),
    day: text(one[kind === 'marche' ? 'dateNotificationModification' : 'dateSignatureModification']),
    object: text(one['objetModification']),
    amount: amountOf(kind, one),
    months: typeof one['dureeMois'] === 'number' ? one['dureeMois'] : undefined,
    parties: partiesOf(kind, one),
    published: text(one['datePublicationDonneesModification']),
  }));

/** The amount after the last modification that has one; undefined where none has. */
export const lastAmountOf = (modifications: readonly Modification[]): number | undefined =>
  modifications
    .filter(({ amount }) => amount !== undefined)
    .toSorted((a, b) => ((a.day ?? '') < (b.day ?? '') ? -1 : Number((a.day ?? '') > (b.day ?? ''))))
    .at(-1)?.amount;

/** The items of a list: since 2.0 each is under a name. */
function listOf(list: unknown, name: string): Body[] {
  if (!Array.isArray(list)) return [];
  return (list as unknown[]).map((item) => member(item, name) ?? item).filter(isObject);
}
