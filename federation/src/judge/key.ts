/** What makes two records the same contract. */
import { isObject } from '../../../packages/base/src/json.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { civilDay } from '../civil-day.ts';

/** The official key compares no more of the identifier of a titulaire (139bercy/decp-arr2022). */
const TITULAIRE = 64;

/** Records of 1.x are never taken for those of 2.x. */
type Family = '1.x' | '2.x';

/** Whether a version of the standard is one of 1.x, whose records have another form than all later ones. */
export const isOld = (standard: string): boolean => standard.startsWith('1.');

const familyOf = (standard: string): Family => (isOld(standard) ? '1.x' : '2.x');

/**
 * The consolidation key of a record, as a text to hash; undefined where its number or its buyer is missing. Of a marché: number, buyer, the smallest titulaire, day of
 * notification, integer part of the montant; of a concession: number, authority, the smallest concessionnaire, day when it begins, valeur globale.
 */
export function keyText(kind: RecordKind, standard: string, value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const [buyer, parties, day, amount] =
    kind === 'marche'
      ? [value['acheteur'], smallest(value['titulaires'], 'titulaire'), value['dateNotification'], value['montant']]
      : [
          value['autoriteConcedante'],
          smallest(value['concessionnaires'], 'concessionnaire'),
          value['dateDebutExecution'],
          value['valeurGlobale'],
        ];
  const { id } = value;
  const buyerId = isObject(buyer) ? buyer['id'] : undefined;
  if (typeof id !== 'string' || typeof buyerId !== 'string') return undefined;
  const sum = typeof amount === 'number' ? (kind === 'marche' ? Math.trunc(amount) : amount) : null;
  return JSON.stringify([familyOf(standard), kind, id, buyerId, parties, civilDay(day) ?? null, sum]);
}

/** The smallest identifier of a list, null where there is none. 2.x puts each member of the list under a name, 1.x does not. */
function smallest(list: unknown, name: string): string | null {
  if (!Array.isArray(list)) return null;
  let least: string | null = null;
  for (const item of list as unknown[]) {
    const inner = isObject(item) && isObject(item[name]) ? item[name] : item;
    const id = isObject(inner) ? inner['id'] : undefined;
    if (typeof id === 'string' && (least === null || id < least)) least = id;
  }
  return least === null ? null : least.slice(0, TITULAIRE);
}
